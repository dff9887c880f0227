/** Cards in a message. A type that isn't here shows the text of the message instead. */

import { external, h, prose } from './dom.js';
import { requestForm } from './requests.js';

const CARDS = { answer, helplines, plan, request: requestForm };

export function contentOf({ card, text }) {
  const make = CARDS[card?.type];
  return make ? make(card, text).filter(Boolean) : prose(text);
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

function plan({ youth }, text) {
  return [...prose(text), h('a', { class: 'button', href: youth ? '/jong/plan' : '/plan' }, 'Open je plan')];
}

function fold(title, items) {
  if (!items?.length) return null;
  return h('details', {}, h('summary', {}, title), h('ul', {}, ...items.map((item) => h('li', {}, item))));
}

function helplines({ lines = [] }, text) {
  return [...prose(text), h('ul', { class: 'lines', 'aria-label': 'Telefoonnummers' }, ...lines.map(line))];
}

function line({ name, number, when, chat }) {
  const href = number && `tel:${number.replace(/[^\d+]/g, '')}`;
  const about = number ? `${name}, ${when}` : when;
  return h(
    'li',
    {},
    h(href ? 'a' : 'div', { class: 'call', href }, h('strong', {}, number ? `Bel ${number}` : name), h('span', {}, about)),
    chat && external(chat, `Chat met ${name}`),
  );
}
