/** "Snel weg", or Escape twice: forget everything here and show a page that gives nothing away. */

import { forget } from './session.js';

const TWICE_MS = 1000;

/** @param {HTMLElement} button */
export function quickExit(button) {
  let before = -Infinity;

  function leave() {
    forget();
    document.title = ' ';
    document.body.replaceChildren();
    location.replace('/static/weg.html');
  }

  button.addEventListener('click', leave);
  addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Escape' || event.repeat) return;
      if (event.timeStamp - before < TWICE_MS) leave();
      before = event.timeStamp;
    },
    true,
  );
  // the Back button must not bring the old page out of memory
  addEventListener('pageshow', (event) => event.persisted && location.reload());
}
