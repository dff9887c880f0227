/** The conversation on the screen: every number once, in order; what is still on its way comes last. */

import { contentOf } from './cards.js';
import { h } from './dom.js';

/** @typedef {import('./api.js').Message} Message @typedef {import('./outbox.js').Letter} Letter */

const NAMES = { bot: 'Naast', visitor: 'Jij', system: 'Bericht', staff: 'Medewerker' };

export class Log {
  /** @type {Map<number, HTMLElement>} */ #bySeq = new Map();
  /** @type {Map<string, HTMLElement>} */ #onTheWay = new Map();
  /** The last number up to which nothing is missing. */
  complete = 0;

  /**
   * @param {HTMLElement} root
   * @param {{choose: (c: import('./api.js').Choice) => void, retry: () => void}} on
   */
  constructor(root, on) {
    this.root = root;
    this.on = on;
  }

  /** Show a message. @param {Message} message @param {Letter} [letter] it was on its way as @returns {boolean} new here */
  put(message, letter) {
    const waiting = letter && this.#onTheWay.get(letter.id);
    if (letter) this.#onTheWay.delete(letter.id);
    if (this.#bySeq.has(message.seq)) {
      waiting?.remove();
      return false;
    }
    const el = waiting && letter.text === message.text ? settled(waiting) : this.#bubble(message);
    if (waiting && waiting !== el) waiting.remove();
    el.dataset.seq = String(message.seq);
    this.#bySeq.set(message.seq, el);
    while (this.#bySeq.has(this.complete + 1)) this.complete++;
    this.#place(el, message.seq);
    this.#tidyChoices();
    return true;
  }

  /** Show what the visitor just sent, before the server has it. @param {Letter} letter */
  sending(letter) {
    const el = this.#bubble({ sender: 'visitor', text: letter.text });
    el.append(h('p', { class: 'delivery delivery--slow' }, 'Wordt verstuurd…'));
    this.#onTheWay.set(letter.id, el);
    this.#place(el, Infinity);
    this.#tidyChoices();
  }

  /** @param {Letter} letter @param {'sending'|'stuck'} state */
  mark(letter, state) {
    const el = this.#onTheWay.get(letter.id);
    el?.querySelector('.delivery')?.remove();
    el?.append(
      state === 'sending'
        ? h('p', { class: 'delivery' }, 'Wordt verstuurd…')
        : h(
            'p',
            { class: 'delivery delivery--stuck' },
            'Niet verstuurd. ',
            h('button', { type: 'button', class: 'link', onclick: this.on.retry }, 'Opnieuw proberen'),
          ),
    );
  }

  /** Take back what the server refused. @param {Letter} letter */
  withdraw(letter) {
    this.#onTheWay.get(letter.id)?.remove();
    this.#onTheWay.delete(letter.id);
  }

  /** Only the newest choices may be tapped, and only while the assistant is listening. @param {boolean} listening */
  allowChoices(listening) {
    this.root.toggleAttribute('data-no-choices', !listening);
    this.#tidyChoices();
  }

  /** Whether the visitor said something, or has something to tap. */
  get begun() {
    return Boolean(this.root.querySelector('.msg--visitor, .choices'));
  }

  clear() {
    this.root.replaceChildren();
    this.#bySeq.clear();
    this.#onTheWay.clear();
    this.complete = 0;
  }

  #bubble(message) {
    const { sender, staff, choices, card } = message;
    const name = staff || NAMES[sender] || NAMES.system;
    const el = h(
      'div',
      { class: `msg msg--${sender}`, 'data-who': sender + (staff || '') },
      h('p', { class: 'who' }, name, sender === 'bot' && h('span', {}, ' computer')),
      h('div', { class: `bubble${card ? ` bubble--${card.type}` : ''}` }, ...contentOf(message)),
    );
    if (choices?.length) {
      el.append(
        h(
          'div',
          { class: 'choices', role: 'group', 'aria-label': 'Kies, of typ zelf iets' },
          ...choices.map((choice) =>
            h('button', { type: 'button', class: 'button', onclick: () => this.on.choose(choice) }, choice.title),
          ),
        ),
      );
    }
    return el;
  }

  #place(el, seq) {
    let before = this.root.lastElementChild;
    while (before && (before === el || Number(before.dataset.seq || Infinity) > seq)) {
      before = before.previousElementSibling;
    }
    const there = before ? before.nextElementSibling : this.root.firstElementChild;
    if (there !== el) this.root.insertBefore(el, there);
    el.classList.toggle('msg--follows', before?.dataset.who === el.dataset.who);
  }

  #tidyChoices() {
    const groups = [...this.root.querySelectorAll('.choices')];
    const newest = groups.pop();
    groups.forEach((old) => old.remove());
    if (newest) newest.hidden = this.root.hasAttribute('data-no-choices');
    for (let el = newest?.parentElement.nextElementSibling; el; el = el.nextElementSibling) {
      if (el.classList.contains('msg--visitor')) return newest.remove();
    }
  }
}

/** @param {HTMLElement} el */
function settled(el) {
  el.querySelector('.delivery')?.remove();
  return el;
}
