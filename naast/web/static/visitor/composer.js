/** Where the visitor types. Nobody is cut off in silence. */

import { grow } from './dom.js';

const LONGEST = 4000;
const WARN_AT = 400;
const TALLEST_PX = 168;
const TYPING_EVERY_MS = 3000;

export function composer(form, on) {
  const input = form.querySelector('textarea');
  const note = form.querySelector('.composer-note');
  let told = 0;

  const left = () => LONGEST - [...input.value.trim()].length;

  function fit() {
    grow(input, TALLEST_PX);
    const room = left();
    note.textContent =
      room < 0
        ? `Je bericht is ${-room} tekens te lang. Stuur het in 2 stukjes, dan lees ik alles.`
        : room <= WARN_AT
          ? `Je kunt nog ${room} tekens typen.`
          : '';
  }

  function put(text) {
    input.value = text;
    fit();
  }

  function send() {
    const text = input.value.trim();
    input.focus();
    if (!text || left() < 0) return;
    put('');
    on.send(text);
  }

  input.addEventListener('input', () => {
    fit();
    if (Date.now() - told < TYPING_EVERY_MS) return;
    told = Date.now();
    on.typing();
  });
  input.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send();
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    send();
  });

  return {
    focus: () => input.focus(),
    empty: () => !input.value.trim(),
    /** Give refused words back, unless the visitor is already typing others. */
    restore: (text) => input.value.trim() || put(text),
  };
}
