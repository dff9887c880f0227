/** Cards in a message. A type that isn't here shows the text of the message instead. */

import { external, h, prose } from './dom.js';

/** @typedef {import('./api.js').Message} Message */

/** @param {Message} message @returns {HTMLElement[]} what stands in its bubble */
export function contentOf(message) {
  const make = CARDS[message.card?.type];
  return make ? make(message.card, message.text) : prose(message.text);
}

const CARDS = { answer, helplines };

function answer(card, text) {
  return [
    card.title && h('h2', { class: 'card-title' }, card.title),
    ...prose(card.answer || text),
    card.variant && h('div', { class: 'variant' }, h('h3', {}, card.variant.title), ...prose(card.variant.text)),
    card.note && h('p', { class: 'note' }, card.note),
    fold('Tips', card.tips?.map((tip) => h('li', {}, tip))),
    fold('Wanneer zoek je hulp?', card.seek_help?.map((sign) => h('li', {}, sign))),
    fold('Waar komt dit vandaan?', card.sources?.map(({ title, url }) => h('li', {}, external(url, title)))),
    card.strengths_question && h('p', { class: 'ask' }, card.strengths_question),
  ].filter(Boolean);
}

/** @param {string} title @param {HTMLElement[]} [items] */
function fold(title, items) {
  return items?.length ? h('details', {}, h('summary', {}, title), h('ul', {}, ...items)) : null;
}

function helplines(card, text) {
  const lines = (card.lines || []).map((line) => h('li', { class: 'line' }, phone(line), line.chat && chat(line)));
  return [...prose(text), h('ul', { class: 'lines', 'aria-label': 'Telefoonnummers' }, ...lines)];
}

function phone({ name, number, when }) {
  const about = h('span', { class: 'line-about' }, number ? `${name}, ${when}` : when);
  if (!number) return h('div', { class: 'line-call' }, h('strong', {}, name), about);
  const href = `tel:${number.replace(/[^\d+]/g, '')}`;
  return h('a', { class: 'line-call', href }, h('strong', {}, `Bel ${number}`), about);
}

const chat = ({ name, chat: url }) => h('p', { class: 'line-chat' }, external(url, `Chat met ${name}`));
