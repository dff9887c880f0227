/**
 * The public API. Every failure is a `Problem` whose message may be shown.
 *
 * @typedef {{seq: number, sender: 'visitor'|'bot'|'staff'|'system', text: string, staff?: string,
 *            choices?: {id: string, title: string}[], card?: Record<string, any>}} Message
 * @typedef {{mode: 'bot'|'waiting'|'human'|'closed', queue_position?: number, expected_wait_s?: number,
 *            staff?: {name: string, role: string}}} Status
 */

import { place } from './dom.js';

const UNREACHABLE = 'Ik krijg geen verbinding. Kijk of je internet hebt en probeer het opnieuw.';
const TOO_FAST = 'Dat ging even te snel. Wacht een halve minuut en probeer het opnieuw.';
const BROKEN = 'Er gaat iets mis bij ons. Probeer het zo opnieuw.';

export class Problem extends Error {
  /** @param {number} status 0: unreachable */
  constructor(status, body = {}) {
    super(body.detail || (!status ? UNREACHABLE : status === 429 ? TOO_FAST : BROKEN));
    this.status = status;
    this.body = body;
    /** The same call may succeed later. */
    this.passing = !status || status === 408 || status === 429 || status >= 500;
  }
}

export class Api {
  /** @type {{id: string, token: string}|null} */
  who = null;

  language = (code, place) => this.#call('GET', `/languages/${code}` + (place ? `?municipality=${encodeURIComponent(place)}` : ''));
  languages = () => this.#call('GET', '/languages');
  municipality = (id) => this.#call('GET', '/municipality' + (id ? `?id=${encodeURIComponent(id)}` : ''));
  create = (body) => this.#call('POST', '/conversations', body);
  status = () => this.#mine('GET');
  send = (body) => this.#mine('POST', '/messages', body);
  messages = (after, wait) => this.#mine('GET', `/messages?after=${after}&wait=${wait}`);
  draft = () => this.#mine('GET', '/handover');
  editDraft = (part) => this.#mine('PUT', '/handover', part);
  approve = () => this.#mine('POST', '/handover', {});
  leaveQueue = () => this.#mine('DELETE', '/handover');
  callBack = (body) => this.#mine('POST', '/callback', body);
  requests = () => this.#mine('GET', '/requests');
  requestContact = (id, body) => this.#mine('PUT', `/requests/${id}/contact`, body);
  withdraw = (id) => this.#mine('DELETE', `/requests/${id}`);
  end = () => this.#mine('POST', '/end', {});
  export = () => this.#mine('GET', '/export');
  remove = () => this.#mine('DELETE');
  backTo = (app) => this.#mine('POST', `/channel/${app}`, {});
  plan = (method, part = '', body) => this.#mine(method, `/plan${part}`, body);
  comeBack = (code) => this.#call('POST', '/return', { code });

  socket(after) {
    const url = new URL(`${place.base}/api/v1/conversations/${this.who.id}/stream?after=${after}`, location.href);
    url.protocol = url.protocol.replace('http', 'ws');
    return new WebSocket(url, ['naast', this.who.token]);
  }

  #mine = (method, path = '', body) => this.#call(method, `/conversations/${this.who.id}${path}`, body);

  async #call(method, path, body) {
    const headers = { 'Content-Type': 'application/json' };
    if (this.who) headers.Authorization = `Bearer ${this.who.token}`;
    const quit = new AbortController();
    const timer = setTimeout(() => quit.abort(), 30000);
    try {
      const sent = { method, headers, body: body && JSON.stringify(body), cache: 'no-store', credentials: 'omit' };
      const response = await fetch(`${place.base}/api/v1${path}`, { ...sent, signal: quit.signal });
      const answer = await response.json().catch(() => ({}));
      if (!response.ok) throw new Problem(response.status, answer);
      return answer;
    } catch (error) {
      throw error instanceof Problem ? error : new Problem(0);
    } finally {
      clearTimeout(timer);
    }
  }
}
