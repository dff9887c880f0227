/** The conversation on the screen: every number once, in order; what is still on its way comes last. */

import { contentOf } from './cards.js';
import { button, h, QUIET } from './dom.js';
import { readAloud } from './read.js';

const NAMES = { bot: 'Naast', visitor: 'Jij', staff: 'Medewerker', system: 'Bericht' };

export class Log {
  #bySeq = new Map();
  #onTheWay = new Map();
  /** The last number up to which nothing is missing. */
  complete = 0;

  /** @param on `choose(choice)`, `retry()`, `code()` */
  constructor(root, on) {
    this.root = root;
    this.on = on;
  }

  /** Returns whether it is new here; `letter`: what it was on its way as. */
  put(message, letter) {
    const { seq, text } = message;
    const waiting = this.#onTheWay.get(letter?.id);
    this.#onTheWay.delete(letter?.id);
    const known = this.#bySeq.has(seq);
    const keep = waiting && !known && letter.text === text;
    if (!keep) waiting?.remove();
    if (known) return false;
    const el = keep ? waiting : this.#bubble(message);
    el.querySelector('.delivery')?.remove();
    el.dataset.seq = seq;
    this.#bySeq.set(seq, el);
    while (this.#bySeq.has(this.complete + 1)) this.complete++;
    this.#place(el, seq);
    return true;
  }

  /** Show a letter before the server has it. */
  sending(letter) {
    const el = this.#bubble({ sender: 'visitor', text: letter.text });
    this.#onTheWay.set(letter.id, el);
    this.mark(letter, false);
    this.#place(el, Infinity);
  }

  mark(letter, stuck) {
    const el = this.#onTheWay.get(letter.id);
    el?.querySelector('.delivery')?.remove();
    el?.append(
      stuck
        ? h('p', { class: 'delivery stuck' }, 'Niet verstuurd. ', button('Opnieuw proberen', this.on.retry, QUIET))
        : h('p', { class: 'delivery' }, 'Wordt verstuurd…'),
    );
  }

  withdraw(letter) {
    this.#onTheWay.get(letter.id)?.remove();
    this.#onTheWay.delete(letter.id);
  }

  get begun() {
    return Boolean(this.root.querySelector('.msg--visitor, .choices'));
  }

  clear() {
    this.root.replaceChildren();
    this.#bySeq.clear();
    this.#onTheWay.clear();
    this.complete = 0;
  }

  #bubble({ sender, staff = '', text, choices, card }) {
    const taps = choices?.map((choice) => button(choice.title, () => this.on.choose(choice)));
    const theirs = /bot|staff/.test(sender);
    return h(
      'div',
      { class: `msg msg--${sender}`, 'data-who': sender + staff },
      h('p', { class: theirs ? 'who' : 'visually-hidden' }, staff || NAMES[sender], sender === 'bot' && h('span', {}, ' · computer')),
      h('div', { class: `bubble ${card?.type || ''}` }, ...contentOf({ card, text }, this.on)),
      theirs && readAloud(text, card?.language),
      taps?.length && h('div', { class: 'choices', role: 'group', 'aria-label': 'Kies, of typ zelf iets' }, ...taps),
    );
  }

  #place(el, seq) {
    let before = this.root.lastElementChild;
    while (before && (before === el || (before.dataset.seq ?? Infinity) > seq)) before = before.previousElementSibling;
    const there = before ? before.nextElementSibling : this.root.firstElementChild;
    if (there !== el) this.root.insertBefore(el, there);
    el.classList.toggle('msg--follows', before?.dataset.who === el.dataset.who);
    this.#dropOldChoices();
  }

  /** Only the newest choices can be tapped, until the visitor says something. */
  #dropOldChoices() {
    const [newest, ...old] = [...this.root.querySelectorAll('.choices, .msg--visitor')].reverse();
    for (const el of old) if (newest && el.matches('.choices')) el.remove();
  }
}
