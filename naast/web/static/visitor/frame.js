/** Everything that is on the screen before a word is said: bar, log, place to type, menu. The same on every page. */

import { h, place } from './dom.js';

/** What differs between the two audiences. */
const WORDS = {
  parent: {
    starters: ['*Ik heb een vraag over mijn kind', 'Ik zoek steun in de buurt', 'Het is me even te veel'],
    names: 'Je hoeft geen namen te noemen.',
    hint: 'Typ hier je vraag',
    plan: ['/plan', 'Ons plan'],
  },
  youth: {
    starters: ['Ik zoek een mentor', 'Ik wil iemand spreken', '*Ik heb een vraag'],
    names: 'Je hoeft je naam niet te zeggen.',
    hint: 'Typ wat je wilt',
    plan: ['/jong/plan', 'Mijn plan'],
  },
};
export const words = () => WORDS[place.audience] ?? WORDS.parent;

const svg = (box, ...parts) => h('svg', { viewBox: box, 'aria-hidden': 'true', focusable: 'false' }, ...parts);
const line = (d) => svg('0 0 24 24', h('path', { class: 'stroke', d }));

/** The mark of Naast: somebody beside you. */
export const mark = () =>
  svg(
    '0 0 40 40',
    h('circle', { cx: 14, cy: 10, r: 6 }),
    h('path', { d: 'M4 36V27a10 10 0 0 1 20 0v9z' }),
    h('g', { opacity: '.6' }, h('circle', { cx: 29, cy: 19, r: 5 }), h('path', { d: 'M21 36v-3a8 8 0 0 1 16 0v3z' })),
  );

const hidden = (id, text, role) => h('p', { id, class: 'visually-hidden', role }, text);

function press(id, text, props = {}) {
  return h('button', { type: 'button', class: 'button', id, ...props }, text);
}

function icon(id, name, d, props) {
  return h('button', { type: 'button', class: 'button icon', id, ...props }, line(d), h('span', { class: 'visually-hidden' }, name));
}

function bar(inside) {
  return h(
    inside ? 'div' : 'header',
    { class: 'top' },
    h(
      'div',
      { class: 'brand' },
      mark(),
      h(inside ? 'h2' : 'h1', { id: 'brand' }, 'Naast ', h('span', {}, 'is een computer ', h('span', { id: 'desk' }))),
    ),
    h(
      'div',
      { class: 'person' },
      press('ask', 'Praat met een medewerker'),
      h('p', { id: 'state', role: 'status', tabindex: -1 }),
      press('leave-queue', 'Uit de rij', { hidden: true }),
    ),
    press('exit', 'Snel weg', { 'aria-describedby': 'exit-how' }),
    hidden('exit-how', 'Of druk 2 keer op Escape. Deze pagina gaat dan meteen weg.'),
    icon('menu-open', 'Menu', 'M4 6h16M4 12h16M4 18h16', { 'aria-haspopup': 'dialog' }),
    inside && icon('close', 'Sluit dit venster', 'M6 6l12 12M18 6L6 18'),
  );
}

function starters({ starters: titles, names }) {
  const taps = titles.map((title) => press(null, title.replace('*', ''), { 'data-focus': title[0] === '*' }));
  const group = { id: 'starters', class: 'choices', role: 'group', 'aria-label': 'Begin hier, of typ zelf iets', hidden: true };
  return h('div', group, ...taps, h('p', { class: 'note' }, names));
}

function talk(said) {
  return h(
    'div',
    { id: 'scroller', role: 'region', tabindex: 0, 'aria-label': 'Gesprek' },
    h('div', { class: 'column', id: 'log', role: 'log', 'aria-live': 'off', 'aria-label': 'Berichten' }),
    h(
      'div',
      { class: 'column' },
      starters(said),
      h('div', { id: 'sheet' }),
      h('div', { id: 'typing', role: 'status', hidden: true }, h('i'), h('i'), h('i'), h('span', { id: 'typing-text' })),
    ),
  );
}

function bottom(said) {
  const down = h('button', { type: 'button', class: 'button' }, 'Lees verder ', h('span', { 'aria-hidden': 'true' }, '↓'));
  return h(
    'div',
    { class: 'bottom' },
    h('div', { class: 'more', id: 'more', hidden: true }, down),
    h('p', { id: 'offline', class: 'column', role: 'status' }),
    h('p', { id: 'notice', class: 'column', role: 'alert' }),
    h(
      'form',
      { id: 'composer', class: 'field column', autocomplete: 'off' },
      h('label', { class: 'visually-hidden', for: 'text' }, 'Je bericht. Enter verstuurt. Shift en Enter geeft een nieuwe regel.'),
      h('textarea', { id: 'text', rows: 1, dir: 'auto', placeholder: said.hint, enterkeyhint: 'send', 'aria-describedby': 'text-note' }),
      h('button', { class: 'button button--main' }, 'Stuur'),
      h('p', { id: 'text-note', class: 'composer-note', role: 'status' }),
    ),
    h(
      'div',
      { id: 'over', class: 'column', hidden: true },
      h('p', { id: 'over-text' }, 'Je kunt dit gesprek nog teruglezen.'),
      press('again', 'Begin een nieuw gesprek', { class: 'button button--main' }),
    ),
  );
}

function menu({ plan: [planAt, planTitle] }) {
  const away = place.base ? { target: '_blank', rel: 'noopener' } : {};
  const goes = (to, title) => h('a', { class: 'button', href: place.base + to, ...away }, title);
  return h(
    'dialog',
    { id: 'menu', 'aria-labelledby': 'menu-title' },
    h(
      'div',
      {},
      h('h2', { id: 'menu-title' }, 'Jouw gesprek'),
      press('bigger', 'Grotere letters', { 'aria-pressed': 'false' }),
      press('language-open', 'Andere taal · Other language', { 'aria-haspopup': 'dialog' }),
      press('download', 'Download mijn gesprek'),
      press('end', 'Stop dit gesprek', {
        'data-title': 'Gesprek stoppen?',
        'data-text': 'Daarna kun je hier niet meer typen. Teruglezen kan nog wel.',
      }),
      press('delete', 'Verwijder mijn gesprek', {
        'data-title': 'Gesprek verwijderen?',
        'data-text': 'Alles wat hier staat, gaat weg. Dat kan niet meer terug.',
      }),
      // the plan's page finds the conversation in this tab, and that is only there on our own pages
      !place.base && goes(planAt, planTitle),
      goes('/terug', 'Ik heb een code'),
      h('h3', {}, 'Wat wordt bewaard?'),
      h('p', { id: 'kept' }, 'Wat je typt, bewaren we op slot en niet langer dan nodig. Een medewerker leest pas mee als jij dat wilt. Op dit apparaat bewaren we je woorden niet.'),
      h('p', {}, 'Snel weg? Druk op de knop of 2 keer op Escape.'),
      press(null, 'Terug naar het gesprek', { class: 'button button--main', 'data-close': true }),
    ),
  );
}

function sure() {
  return h(
    'dialog',
    { id: 'sure', 'aria-labelledby': 'sure-title', 'aria-describedby': 'sure-text' },
    h(
      'div',
      {},
      h('h2', { id: 'sure-title' }),
      h('p', { id: 'sure-text' }),
      press('sure-yes', '', { class: 'button button--main' }),
      press(null, 'Nee, ga terug', { 'data-close': true, autofocus: true }),
    ),
  );
}

/** @param {boolean} inside somebody else's page, which has its own heading and main part */
export function frame(inside) {
  const said = words();
  return h(
    'div',
    { id: 'naast', class: 'page' },
    bar(inside),
    h(inside ? 'div' : 'main', { class: 'main' }, talk(said), bottom(said), hidden('say', '', 'status'), hidden('alarm', '', 'alert')),
    menu(said),
    sure(),
    h('dialog', { id: 'languages', 'aria-labelledby': 'languages-title' }, h('div', {})),
  );
}
