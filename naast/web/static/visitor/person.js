/** The bar at the top: a button to a person while the computer listens, otherwise how things stand. */

import { byId } from './dom.js';

/** @typedef {import('./api.js').Status} Status */

/** @param {{ask: () => void, leave: () => void}} on */
export function personBar(on) {
  const ask = byId('ask');
  const state = byId('state');
  const leave = byId('leave-queue');
  ask.addEventListener('click', on.ask);
  leave.addEventListener('click', on.leave);

  return {
    /** @param {Status} status */
    show(status) {
      const lost = document.activeElement === ask || document.activeElement === leave;
      const words = wordsFor(status);
      document.documentElement.dataset.mode = status.mode;
      ask.hidden = status.mode !== 'bot';
      leave.hidden = status.mode !== 'waiting';
      if (state.textContent !== words) state.textContent = words;
      if (lost && document.activeElement === document.body) (words ? state : ask).focus();
    },
  };
}

/** @param {Status} status */
export function wordsFor({ mode, queue_position: position, expected_wait_s: wait, staff }) {
  if (mode === 'waiting') {
    const place = position ? `Je bent nummer ${position} in de rij.` : 'Je staat in de rij.';
    return wait == null ? place : `${place} ${waitInWords(wait)}`;
  }
  if (mode === 'human') {
    const who = staff ? [staff.name, staff.role].filter(Boolean).join(', ') : '';
    return who ? `${who}, praat met je.` : 'Een medewerker praat met je.';
  }
  return mode === 'closed' ? 'Dit gesprek is klaar.' : '';
}

/** @param {number} seconds */
function waitInWords(seconds) {
  const minutes = Math.max(1, Math.ceil(seconds / 60));
  if (minutes > 60) return 'Het duurt meer dan een uur.';
  return `Het duurt ongeveer ${minutes} ${minutes === 1 ? 'minuut' : 'minuten'}.`;
}
