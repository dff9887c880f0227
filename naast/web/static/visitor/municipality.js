/** Whose chat this is: the name of the desk and the colour. It works without an answer. */

import { byId, place } from './dom.js';

/** @param {{desk_name?: string, accent?: string, kept_days?: {bot: number, handed_over: number}}} facts */
export function dress({ desk_name: desk, accent, kept_days: days }) {
  if (desk) byId('desk').textContent = `van ${desk}`;
  if (days) {
    byId('kept').textContent =
      `Wat je typt, bewaren we ${days.bot} dagen, op slot. Praat je met een medewerker? Dan is dat ${days.handed_over} dagen, ` +
      'en leest die pas mee als jij dat wilt. Op dit apparaat bewaren we je woorden niet.';
  }
  if (/^#[0-9a-f]{6}$/i.test(accent)) place.host.style.setProperty('--naast-municipality', accent);
}
