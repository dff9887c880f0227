/** Whose page this is: the name of the desk and the colour. The page works without an answer. */

import { byId } from './dom.js';

/** The municipality in the address (`?gemeente=…`), if any. */
export const chosen = new URLSearchParams(location.search).get('gemeente');

/** @param {import('./api.js').Api} api */
export async function dress(api) {
  try {
    const { desk_name: desk, accent } = await api.municipality(chosen);
    if (desk) byId('desk').textContent = `van ${desk}`;
    const own = document.documentElement.dataset.audience === 'parent';
    if (own && /^#[0-9a-f]{6}$/i.test(accent)) document.documentElement.style.setProperty('--naast-accent', accent);
  } catch {
    // the name and colour of the page itself will do
  }
}
