/** The public API. Every failure is a `Problem` whose message may be shown. */

/**
 * @typedef {{id: string, title: string}} Choice
 * @typedef {{seq: number, sender: 'visitor'|'bot'|'staff'|'system', text: string, choices?: Choice[],
 *            card?: Record<string, any>, at: string, staff?: string}} Message
 * @typedef {{mode: 'bot'|'waiting'|'human'|'closed', queue_position?: number, expected_wait_s?: number,
 *            staff?: {name: string, role: string}}} Status
 */

const UNREACHABLE = 'Ik krijg geen verbinding. Kijk of je internet hebt en probeer het opnieuw.';
const TOO_FAST = 'Dat ging even te snel. Wacht een halve minuut en probeer het opnieuw.';
const BROKEN = 'Er gaat iets mis bij ons. Probeer het zo opnieuw.';

/** What went wrong: `status` 0 when the server can't be reached; `body` is the problem document. */
export class Problem extends Error {
  /** @param {number} status @param {Record<string, any>} [body] */
  constructor(status, body = {}) {
    super(body.detail || (status === 0 ? UNREACHABLE : status === 429 ? TOO_FAST : BROKEN));
    this.status = status;
    this.body = body;
  }

  /** Whether the same call may succeed later. */
  get passing() {
    return this.status === 0 || this.status === 408 || this.status === 429 || this.status >= 500;
  }
}

export class Api {
  /** The conversation that calls are about. @type {{id: string, token: string}|null} */
  who = null;

  municipality = (/** @type {string|null} */ id) =>
    this.#call('GET', `/municipality${id ? `?id=${encodeURIComponent(id)}` : ''}`);

  create = (/** @type {{municipality?: string, audience: string}} */ body) => this.#call('POST', '/conversations', body);

  status = () => this.#mine('GET', '');
  send = (/** @type {object} */ body) => this.#mine('POST', '/messages', body);
  messages = (/** @type {number} */ after, /** @type {number} */ wait) =>
    this.#mine('GET', `/messages?after=${after}&wait=${wait}`, undefined, wait + 15);
  draft = () => this.#mine('GET', '/handover');
  editDraft = (/** @type {object} */ part) => this.#mine('PUT', '/handover', part);
  approve = () => this.#mine('POST', '/handover', {});
  leaveQueue = () => this.#mine('DELETE', '/handover');
  callBack = (/** @type {{when: string, how: string}} */ body) => this.#mine('POST', '/callback', body);
  end = () => this.#mine('POST', '/end', {});
  export = () => this.#mine('GET', '/export');
  remove = () => this.#mine('DELETE', '');

  /** @param {number} after */
  socket(after) {
    const url = new URL(`/api/v1/conversations/${this.who.id}/stream?after=${after}`, location.href);
    url.protocol = url.protocol.replace('http', 'ws');
    return new WebSocket(url, ['naast', this.who.token]);
  }

  #mine(method, path, body, seconds) {
    return this.#call(method, `/conversations/${this.who.id}${path}`, body, seconds);
  }

  /** @returns {Promise<any>} */
  async #call(method, path, body, seconds = 20) {
    const headers = {};
    if (body) headers['Content-Type'] = 'application/json';
    if (this.who) headers.Authorization = `Bearer ${this.who.token}`;
    const quit = new AbortController();
    const timer = setTimeout(() => quit.abort(), seconds * 1000);
    try {
      const response = await fetch(`/api/v1${path}`, {
        method,
        headers,
        body: body && JSON.stringify(body),
        cache: 'no-store',
        signal: quit.signal,
      });
      const answer = response.status === 204 ? {} : await response.json().catch(() => ({}));
      if (!response.ok) throw new Problem(response.status, answer);
      return answer;
    } catch (error) {
      throw error instanceof Problem ? error : new Problem(0);
    } finally {
      clearTimeout(timer);
    }
  }
}
