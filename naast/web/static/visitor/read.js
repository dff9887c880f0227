/** Read a message aloud, with the voice of the visitor's own device; pressing again stops it. */

import { h } from './dom.js';

const voice = globalThis.speechSynthesis;
let reading = null;

function press(tap, on) {
  tap.textContent = on ? 'Stop met voorlezen' : 'Lees voor';
}

function stop() {
  voice.cancel();
  if (reading) press(reading, false);
  reading = null;
}

/** A button for `text`, or nothing where the device has no voice. @param {string} [lang] */
export function readAloud(text, lang = 'nl-NL') {
  if (!voice) return null;
  const tap = h('button', { type: 'button', class: 'aloud' });
  press(tap, false);
  tap.addEventListener('click', () => {
    const again = reading === tap;
    stop();
    if (again) return;
    const words = Object.assign(new SpeechSynthesisUtterance(text), { lang, onend: () => reading === tap && stop() });
    reading = tap;
    press(tap, true);
    voice.speak(words);
  });
  return tap;
}
