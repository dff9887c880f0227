/** Cards in a message. A type that isn't here shows the text of the message instead. */

import { button, external, h, place, prose } from './dom.js';
import { requestForm } from './requests.js';

const CARDS = { answer, helplines, language, plan, request: requestForm };

/** @param on `code()`: asks for a code that opens the plan elsewhere */
export function contentOf({ card, text }, on) {
  const make = CARDS[card?.type];
  return make ? make(card, text, on).filter(Boolean) : prose(text);
}

function answer(card, text) {
  return [
    card.title && h('h2', {}, card.title),
    ...prose(card.answer || text),
    card.variant && h('div', { class: 'inset' }, h('h3', {}, card.variant.title), ...prose(card.variant.text)),
    card.note && h('p', { class: 'note' }, card.note),
    fold('Tips', card.tips),
    fold('Wanneer zoek je hulp?', card.seek_help),
    fold('Waar komt dit vandaan?', card.sources?.map(({ title, url }) => external(url, title))),
    card.offer && h('p', { class: 'ask' }, card.offer),
  ];
}

/** On somebody else's page the plan opens with a code: the conversation is known on that page only. */
function plan({ youth }, text, { code }) {
  const page = youth ? '/jong/plan' : '/plan';
  if (!place.base) return [...prose(text), h('a', { class: 'button', href: page }, 'Open je plan')];
  const made = h('p', { role: 'status' });
  const make = button('Maak een code voor je plan', async () => {
    const words = await code().then((got) => got.code, ({ message }) => message);
    made.replaceChildren(`${words} · `, external(`${place.base}/terug`, 'Open je plan met deze code'));
  });
  return [...prose(text), make, made];
}

/** The fixed text in a visitor's own language. */
function language({ language: lang, direction, lines: numbers, name, text }) {
  return [h('div', { lang, dir: direction, class: 'foreign' }, ...prose(text), lines(numbers, name))];
}

function fold(title, items) {
  if (!items?.length) return null;
  return h('details', {}, h('summary', {}, title), h('ul', {}, ...items.map((item) => h('li', {}, item))));
}

function helplines({ lines: numbers }, text) {
  return [...prose(text), lines(numbers)];
}

export const lines = (numbers = [], label = 'Telefoonnummers') =>
  h('ul', { class: 'lines', 'aria-label': label }, ...numbers.map(line));

function line({ name, number, when, chat, call }) {
  const href = number && `tel:${number.replace(/[^\d+]/g, '')}`;
  const about = number ? [name, when].filter(Boolean).join(', ') : when;
  return h(
    'li',
    {},
    h(href ? 'a' : 'div', { class: 'call', href }, h('strong', {}, number ? call ?? `Bel ${number}` : name), h('span', {}, about)),
    chat && external(chat, `Chat met ${name}`),
  );
}
