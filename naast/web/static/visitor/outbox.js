/** Messages on their way, in order. A retry carries the same `client_message_id`, so the server stores it once. */

/** @typedef {{id: string, body: Record<string, string>, text: string}} Letter */

const PAUSES_MS = [1000, 3000];

export class Outbox {
  /** @type {Letter[]} */ #letters = [];
  #busy = false;

  /** @param on `sent(letter, message)`, `refused(letter, problem)`, `stuck(letters)`, `retrying(letters)` */
  constructor(post, on) {
    this.post = post;
    this.on = on;
  }

  /** @param {object} body `{text}` or `{choice}` @param {string} text as the visitor sees it */
  add(body, text) {
    // without https there is no randomUUID; an object URL ends in a UUID as well
    const id = crypto.randomUUID?.() ?? URL.createObjectURL(new Blob()).slice(-36);
    const letter = { id, body: { client_message_id: id, ...body }, text };
    this.#letters.push(letter);
    this.#run();
    return letter;
  }

  retry() {
    if (this.#busy || !this.#letters.length) return;
    this.on.retrying(this.#letters);
    this.#run();
  }

  /** The letter that came back as `message`: the one under way, even if the server masked words, else the same words. */
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
    for (let letter; (letter = this.#letters[0]); ) {
      try {
        const { message } = await this.#deliver(letter);
        this.#drop(letter);
        this.on.sent(letter, message);
      } catch (problem) {
        if (!this.#letters.includes(letter)) continue;
        if (problem.passing) {
          this.on.stuck(this.#letters);
          break;
        }
        this.#drop(letter);
        this.on.refused(letter, problem);
      }
    }
    this.#busy = false;
  }

  async #deliver(letter) {
    for (const pause of PAUSES_MS) {
      try {
        return await this.post(letter.body);
      } catch (problem) {
        if (!problem.passing) throw problem;
        await new Promise((resume) => setTimeout(resume, pause));
      }
    }
    return this.post(letter.body);
  }

  #drop(letter) {
    this.#letters = this.#letters.filter((other) => other !== letter);
  }
}
