/** Read a message aloud, with the voice of the visitor's own device; pressing again stops it. */

import { h } from './dom.js';

const voice = globalThis.speechSynthesis;
let reading = null;

function stop() {
  voice.cancel();
  reading?.setAttribute('aria-pressed', 'false');
  reading = null;
}

/** A button for `text`, or nothing where the device has no voice. @param {string} [lang] */
export function readAloud(text, lang = 'nl-NL') {
  if (!voice) return null;
  const tap = h('button', { type: 'button', class: 'aloud', 'aria-pressed': 'false' }, 'Lees voor');
  tap.addEventListener('click', () => {
    const again = reading === tap;
    stop();
    if (again) return;
    const words = Object.assign(new SpeechSynthesisUtterance(text), { lang, onend: () => reading === tap && stop() });
    reading = tap;
    tap.setAttribute('aria-pressed', 'true');
    voice.speak(words);
  });
  return tap;
}
