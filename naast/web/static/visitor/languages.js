/** The fixed texts in another language: what this is, a person with an interpreter, and the numbers to call. */

import { lines } from './cards.js';
import { button, byId, h, prose } from './dom.js';

/** Let the visitor pick one. @param {string|undefined} place the municipality @param on `person(language)`, `trouble(words)` */
export async function languages(api, place, on) {
  const dialog = byId('languages');
  const show = (...nodes) => dialog.firstChild.replaceChildren(...nodes.flat());
  const back = (title) => button(title, () => dialog.close(), 'button button--main');

  async function read(code) {
    const { name, direction, text, person, back: away, lines: numbers } = await api.language(code, place);
    const ask = () => {
      dialog.close();
      on.person(name);
    };
    const inside = h('div', { lang: code, dir: direction, class: 'foreign' });
    const title = h('h2', { id: 'languages-title', tabindex: -1 }, name);
    inside.append(title, ...prose(text), lines(numbers, name), button(person, ask, 'button button--main'), button(away, () => dialog.close()));
    show(inside);
    title.focus();
  }

  byId('menu').close();
  const { languages: known } = await api.languages();
  const taps = known.map(({ code, name, direction }) => {
    const tap = button(name, () => read(code).catch(({ message }) => on.trouble(message)));
    tap.lang = code;
    tap.dir = direction;
    return tap;
  });
  show(h('h2', { id: 'languages-title' }, 'Kies je taal'), taps, back('Terug naar het gesprek'));
  dialog.showModal();
}
