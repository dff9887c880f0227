/** Who came from an app goes back there with a one-time link: the same conversation, from the menu. */

import { Api } from '../visitor/api.js';
import { button, byId } from '../visitor/dom.js';
import { kept, remembered } from '../visitor/session.js';

/** What this tab remembers: the channel that the visitor came from. */
export const APP = 'naast.app';

const TITLES = { whatsapp: 'Terug naar WhatsApp' };

/** Adds the way back to the menu, for who came from an app. */
export function wayBack() {
  const app = kept(APP);
  if (TITLES[app]) byId('download').before(button(TITLES[app], () => goBack(app)));
}

/** @param {string} app */
async function goBack(app) {
  byId('menu').close();
  const api = new Api();
  api.who = remembered();
  try {
    const { url } = await api.backTo(app);
    location.assign(url);
  } catch (problem) {
    byId('notice').textContent = problem.message;
  }
}
