/** "Snel weg", or Escape twice: forget everything here and show a page that gives nothing away. */

import { forgetAll } from './session.js';

const TWICE_MS = 1000;

export function quickExit(exit) {
  let before = -TWICE_MS;

  function leave() {
    forgetAll();
    document.title = ' ';
    document.body.replaceChildren();
    location.replace('/static/weg.html');
  }

  function escape(event) {
    if (event.key !== 'Escape' || event.repeat) return;
    if (event.timeStamp - before < TWICE_MS) leave();
    before = event.timeStamp;
  }

  exit.addEventListener('click', leave);
  addEventListener('keydown', escape, true);
  // the Back button must not bring the old page out of memory
  addEventListener('pageshow', (event) => event.persisted && location.reload());
}
