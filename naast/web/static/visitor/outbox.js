/**
 * Messages on their way, one at a time and in order. A retry carries the same `client_message_id`, so the server
 * stores it once however often it arrives.
 */

import { uuid } from './dom.js';

/**
 * @typedef {{id: string, body: object, text: string}} Letter
 * @typedef {import('./api.js').Message} Message
 */

const PAUSES_MS = [1000, 3000];

export class Outbox {
  /** @type {Letter[]} */ #letters = [];
  #busy = false;

  /**
   * @param {(body: object) => Promise<{message: Message}>} post
   * @param {{sent: (l: Letter, m: Message) => void, stuck: (l: Letter[]) => void,
   *          refused: (l: Letter, p: import('./api.js').Problem) => void, retrying: (l: Letter[]) => void}} on
   */
  constructor(post, on) {
    this.post = post;
    this.on = on;
  }

  /** @param {object} body `{text}` or `{choice}` @param {string} text as the visitor sees it @returns {Letter} */
  add(body, text) {
    const id = uuid();
    const letter = { id, body: { client_message_id: id, ...body }, text };
    this.#letters.push(letter);
    this.#run();
    return letter;
  }

  /** Try everything that is stuck again, in order. */
  retry() {
    if (this.#busy || !this.#letters.length) return;
    this.on.retrying(this.#letters);
    this.#run();
  }

  /**
   * The letter that came back as `message` on the stream (before, or instead of, the answer to its post). At most one
   * post is under way, so a live echo meanwhile is that one even if its words were changed; otherwise the words decide.
   * @param {Message} message @param {boolean} live false while old messages are replayed
   */
  claim(message, live) {
    const same = this.#letters.findIndex((letter) => letter.text === message.text);
    const at = same < 0 && live && this.#busy ? 0 : same;
    return at < 0 ? undefined : this.#letters.splice(at, 1)[0];
  }

  clear() {
    this.#letters = [];
  }

  async #run() {
    if (this.#busy) return;
    this.#busy = true;
    while (this.#letters.length) {
      const letter = this.#letters[0];
      try {
        const { message } = await this.#deliver(letter);
        this.#drop(letter);
        this.on.sent(letter, message);
      } catch (problem) {
        if (!this.#letters.includes(letter)) continue;
        if (problem.passing) {
          this.#busy = false;
          this.on.stuck(this.#letters);
          return;
        }
        this.#drop(letter);
        this.on.refused(letter, problem);
      }
    }
    this.#busy = false;
  }

  async #deliver(letter) {
    for (let attempt = 0; ; attempt++) {
      try {
        return await this.post(letter.body);
      } catch (problem) {
        if (!problem.passing || attempt >= PAUSES_MS.length) throw problem;
        await new Promise((resume) => setTimeout(resume, PAUSES_MS[attempt]));
      }
    }
  }

  #drop(letter) {
    this.#letters = this.#letters.filter((other) => other !== letter);
  }
}
