/** The bar at the top: a button to a person while the computer listens, otherwise how things stand. */

import { byId, focused } from './dom.js';

/** @returns {(status: import('./api.js').Status) => void} */
export function personBar(on) {
  const [ask, state, leave] = ['ask', 'state', 'leave-queue'].map(byId);
  ask.addEventListener('click', on.ask);
  leave.addEventListener('click', on.leave);

  return (status) => {
    const had = focused();
    const words = inWords(status);
    byId('naast').dataset.mode = status.mode;
    ask.hidden = status.mode !== 'bot';
    leave.hidden = status.mode !== 'waiting';
    if (state.textContent !== words) state.textContent = words;
    if (had?.hidden) (words ? state : ask).focus();
  };
}

function inWords({ mode, queue_position: position, expected_wait_s: wait, staff }) {
  if (mode === 'waiting') {
    const place = position ? `Je bent nummer ${position} in de rij.` : 'Je staat in de rij.';
    return wait == null ? place : `${place} ${waitInWords(wait)}`;
  }
  if (mode === 'human') return staff ? `${staff.name}, ${staff.role}, praat met je.` : 'Een medewerker praat met je.';
  return mode === 'closed' ? 'Dit gesprek is klaar.' : '';
}

function waitInWords(seconds) {
  const minutes = Math.max(1, Math.ceil(seconds / 60));
  if (minutes > 60) return 'Het duurt meer dan een uur.';
  return `Nog ongeveer ${minutes} ${minutes === 1 ? 'minuut' : 'minuten'}.`;
}
