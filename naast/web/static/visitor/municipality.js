/** Whose page this is: the name of the desk and the colour. The page works without an answer. */

import { byId } from './dom.js';

const root = document.documentElement;

export const chosen = new URLSearchParams(location.search).get('gemeente');

export async function dress(api) {
  const { desk_name: desk, accent } = await api.municipality(chosen).catch(() => ({}));
  if (desk) byId('desk').textContent = `van ${desk}`;
  if (root.dataset.audience === 'parent' && /^#[0-9a-f]{6}$/i.test(accent)) {
    root.style.setProperty('--naast-accent', accent);
  }
}
