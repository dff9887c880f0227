/** "Snel weg", or Escape twice: forget everything here and show a page that gives nothing away. */

import { place } from './dom.js';
import { forgetAll, remembered } from './session.js';

const TWICE_MS = 1000;

/** @param {HTMLElement} exit @param {() => boolean} [here] whether the chat is on the screen */
export function quickExit(exit, here = () => true) {
  let before = -TWICE_MS;

  function leave() {
    forgetAll();
    document.title = ' ';
    document.body.replaceChildren();
    if (place.base) place.host.remove();
    location.replace(`${place.base}/static/weg.html`);
  }

  function escape(event) {
    if (event.key !== 'Escape' || event.repeat) return;
    if (event.timeStamp - before < TWICE_MS) leave();
    before = here() ? event.timeStamp : -TWICE_MS;
  }

  exit.addEventListener('click', leave);
  addEventListener('keydown', escape, true);
  // the Back button must not bring the old page out of memory
  addEventListener('pageshow', (event) => event.persisted && !(place.base && remembered()) && location.reload());
}
