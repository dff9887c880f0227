/** Keep hearing a conversation: by WebSocket, else by long polling, and after a break from where the log is complete. */

const CONNECT_MS = 6000;
const LONGEST_PAUSE_MS = 15000;
const POLL_S = 15;
const POLLS_BEFORE_SOCKET = 4;

export class Stream {
  #socket = null;
  #timer = 0;
  #failures = 0;
  #polling = false;
  #stopped = true;

  /** @param on `after()`, `messages(list)`, `mode(status)`, `typing(sender)`, `link(up)`, `gone()` */
  constructor(api, on) {
    this.api = api;
    this.on = on;
    addEventListener('online', () => this.nudge(true));
    addEventListener('offline', () => this.#stopped || this.on.link(false));
    document.addEventListener('visibilitychange', () => document.hidden || this.nudge());
  }

  start() {
    this.#stopped = false;
    this.#connect();
  }

  stop() {
    this.#stopped = true;
    this.#drop();
  }

  /** Connect now; `anew` also replaces a socket that may be dead. */
  nudge(anew) {
    if (this.#stopped || this.#polling || (this.#socket && !anew)) return;
    this.#drop();
    this.#connect();
  }

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
    let heard = false;
    const socket = (this.#socket = this.api.socket(this.on.after()));
    const impatience = setTimeout(() => socket.close(), CONNECT_MS);
    socket.onmessage = ({ data }) => {
      if (this.#socket !== socket) return;
      if (!heard) {
        heard = true;
        this.#failures = 0;
        clearTimeout(impatience);
        this.on.link(true);
      }
      this.#hear(JSON.parse(data));
    };
    socket.onclose = () => {
      clearTimeout(impatience);
      if (this.#socket !== socket) return;
      this.#socket = null;
      if (heard) this.#later();
      else this.#poll();
    };
  }

  #hear(frame) {
    if (frame.type === 'message') this.on.messages([frame.message]);
    else if (frame.type === 'mode') this.on.mode(frame);
    else if (frame.type === 'typing') this.on.typing(frame.sender);
  }

  #later() {
    this.on.link(false);
    const pause = Math.min(LONGEST_PAUSE_MS, 500 * 2 ** this.#failures++);
    this.#timer = setTimeout(() => this.#connect(), pause * (0.75 + Math.random() / 2));
  }

  /** Nothing came by socket: the conversation is gone, the server is away, or only sockets are blocked. */
  async #poll() {
    this.#polling = true;
    let next = () => this.#connect();
    try {
      for (let round = 0; round < POLLS_BEFORE_SOCKET; round++) {
        const { messages } = await this.api.messages(this.on.after(), round && POLL_S);
        const status = await this.api.status();
        if (this.#stopped) break;
        this.on.messages(messages);
        this.on.mode(status);
        this.on.link(true);
      }
    } catch (problem) {
      next = problem.status === 404 ? this.on.gone : () => this.#later();
    }
    this.#polling = false;
    if (!this.#stopped) next();
  }
}
