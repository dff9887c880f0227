/**
 * Keep hearing a conversation: a WebSocket, long polling where sockets don't get through, and again after every
 * break. Each connection asks for what came after the last number without a gap; the receiver drops doubles by number.
 */

/** @typedef {import('./api.js').Message} Message @typedef {import('./api.js').Status} Status */

const CONNECT_MS = 6000;
const LONGEST_PAUSE_MS = 15000;
const POLL_S = 15;
const POLLS_BEFORE_SOCKET = 4;

export class Stream {
  /** @type {WebSocket|null} */ #socket = null;
  #timer = 0;
  #failures = 0;
  #polling = false;
  #stopped = true;

  /**
   * @param {import('./api.js').Api} api
   * @param {{after: () => number, messages: (m: Message[]) => void, mode: (s: Status) => void,
   *          typing: (sender: string) => void, link: (up: boolean) => void, gone: () => void}} on
   */
  constructor(api, on) {
    this.api = api;
    this.on = on;
    addEventListener('online', () => this.nudge(true));
    document.addEventListener('visibilitychange', () => document.hidden || this.nudge(false));
  }

  start() {
    this.#stopped = false;
    this.#connect();
  }

  stop() {
    this.#stopped = true;
    clearTimeout(this.#timer);
    this.#socket?.close();
    this.#socket = null;
  }

  /** Connect now instead of later; `anew` also replaces a socket that looks open but may be dead. @param {boolean} anew */
  nudge(anew) {
    if (this.#stopped || this.#polling || (this.#socket && !anew)) return;
    this.#drop();
    this.#connect();
  }

  /** Tell the other side that the visitor is typing. */
  typing() {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send('{"type":"typing"}');
  }

  #drop() {
    clearTimeout(this.#timer);
    const old = this.#socket;
    this.#socket = null;
    old?.close();
  }

  #connect() {
    let opened = false;
    const socket = this.api.socket(this.on.after());
    this.#socket = socket;
    const impatience = setTimeout(() => socket.close(), CONNECT_MS);
    socket.onopen = () => {
      opened = true;
      this.#failures = 0;
      clearTimeout(impatience);
      this.on.link(true);
    };
    socket.onmessage = ({ data }) => this.#socket === socket && this.#frame(JSON.parse(data));
    socket.onclose = () => {
      clearTimeout(impatience);
      if (this.#stopped || this.#socket !== socket) return;
      this.#socket = null;
      if (opened) this.#later();
      else this.#lookAround();
    };
  }

  #frame(frame) {
    if (frame.type === 'message') this.on.messages([frame.message]);
    else if (frame.type === 'mode') this.on.mode(frame);
    else if (frame.type === 'typing') this.on.typing(frame.sender);
  }

  #later() {
    this.on.link(false);
    const pause = Math.min(LONGEST_PAUSE_MS, 500 * 2 ** this.#failures++);
    this.#timer = setTimeout(() => this.#connect(), pause * (0.75 + Math.random() / 2));
  }

  /** The socket never opened: is the conversation gone, the server away, or only the socket blocked? */
  async #lookAround() {
    this.#polling = true;
    try {
      for (let round = 0; round < POLLS_BEFORE_SOCKET && !this.#stopped; round++) {
        const { messages } = await this.api.messages(this.on.after(), round ? POLL_S : 0);
        if (this.#stopped) return;
        this.on.messages(messages);
        this.on.mode(await this.api.status());
        this.on.link(true);
      }
      if (!this.#stopped) this.#connect();
    } catch (problem) {
      if (this.#stopped) return;
      if (problem.status === 404) this.on.gone();
      else this.#later();
    } finally {
      this.#polling = false;
    }
  }
}
