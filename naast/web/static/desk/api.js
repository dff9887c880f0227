/**
 * The desk API: JSON over fetch with a session cookie and a CSRF token.
 *
 * DeskError
 * ├── Problem      the server said no (RFC 9457); `message` is Dutch and may be shown
 * └── Unreachable  no answer at all: the network, or a server that is down. A retry may help.
 */

export class DeskError extends Error {}

export class Problem extends DeskError {
  /** @param {number} status @param {Record<string, any>} body */
  constructor(status, body) {
    super(body.detail || body.title || "Er ging iets mis. Probeer het nog een keer.");
    this.status = status;
    this.body = body;
    /** @type {string | undefined} */
    this.field = body.field;
  }
}

export class Unreachable extends DeskError {
  constructor() {
    super("Geen verbinding met de server.");
  }
}

/** Worth trying again by itself: nobody answered, or the server was too busy. @param {unknown} error */
export function mayPass(error) {
  return error instanceof Unreachable || (error instanceof Problem && (error.status >= 500 || error.status === 429));
}

const BASE = "/api/v1/desk";
const PATIENCE_MS = 15_000;

/**
 * @param {{ fetch?: typeof fetch, onLoggedOut?: () => void }} [options]
 */
export function createApi({ fetch = globalThis.fetch.bind(globalThis), onLoggedOut = () => {} } = {}) {
  let csrf = "";

  /** @param {string} method @param {string} url @param {unknown} [body] @returns {Promise<any>} */
  async function call(method, url, body) {
    const response = await reach(url, {
      method,
      headers: headersFor(method),
      body: method === "GET" ? undefined : JSON.stringify(body ?? {}),
      credentials: "same-origin",
      cache: "no-store",
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const answer = await readJson(response);
    if (response.ok) return answer;
    if (response.status === 401 && !url.endsWith("/login")) onLoggedOut();
    throw new Problem(response.status, answer);
  }

  /** @param {string} method */
  function headersFor(method) {
    const accept = { Accept: "application/json" };
    return method === "GET" ? accept : { ...accept, "Content-Type": "application/json", "X-CSRF-Token": csrf };
  }

  /** @param {string} url @param {RequestInit} init */
  async function reach(url, init) {
    try {
      return await fetch(url, init);
    } catch {
      throw new Unreachable();
    }
  }

  /** @param {{csrf?: string}} me */
  function remember(me) {
    csrf = me.csrf ?? "";
    return me;
  }

  const get = (/** @type {string} */ path) => call("GET", BASE + path);
  const post = (/** @type {string} */ path, /** @type {unknown} */ body) => call("POST", BASE + path, body);
  const on = (/** @type {string} */ id, /** @type {string} */ step) => `/conversations/${encodeURIComponent(id)}${step}`;

  return {
    me: () => get("/me").then(remember),
    login: (/** @type {string} */ email, /** @type {string} */ password, /** @type {string} */ code) =>
      post("/login", { email, password, code }).then(remember),
    logout: () => post("/logout"),
    municipal: () => get("/municipal"),
    municipality: () => call("GET", "/api/v1/municipality"),
    queue: () => get("/queue"),
    presence: (/** @type {string} */ state) => post("/presence", { state }),
    read: (/** @type {string} */ id, /** @type {number} */ seq) => post(on(id, "/read"), { seq }),
    staff: () => get("/staff"),
    search: (/** @type {string} */ q, /** @type {string | null} */ about) =>
      get(`/search?${new URLSearchParams({ q, about: about ?? "" })}`),
    editorial: () => get("/editorial"),
    missDone: (/** @type {number} */ id) => post(`/editorial/misses/${id}/done`),
    indicators: () => get("/indicators"),
    meldcode: () => get("/meldcode"),
    conversation: (/** @type {string} */ id) => get(on(id, "")),
    claim: (/** @type {string} */ id) => post(on(id, "/claim")),
    send: (/** @type {string} */ id, /** @type {string} */ client_message_id, /** @type {string} */ text) =>
      post(on(id, "/messages"), { client_message_id, text }),
    note: (/** @type {string} */ id, /** @type {string} */ text) => post(on(id, "/notes"), { text }),
    release: (/** @type {string} */ id) => post(on(id, "/release")),
    consult: (/** @type {string} */ id, /** @type {number} */ staff, /** @type {boolean} */ introduce) =>
      post(on(id, "/consult"), { staff, introduce }),
    askToWrite: (/** @type {string} */ id) => post(on(id, "/channel/invite")),
    sendAgain: (/** @type {string} */ id) => post(on(id, "/channel/retry")),
    look: (/** @type {string} */ id, /** @type {string} */ reason) => post(on(id, "/look"), { reason }),
    accounts: () => get("/accounts"),
    addAccount: (/** @type {object} */ account) => post("/accounts", account),
    changeAccount: (/** @type {number} */ id, /** @type {object} */ changes) => call("PUT", `${BASE}/accounts/${id}`, changes),
    inviteAgain: (/** @type {number} */ id) => post(`/accounts/${id}/invite`),
    acceptInvitation: (/** @type {string} */ token, /** @type {string} */ password) => post("/invitation", { token, password }),
    audit: (/** @type {string} */ conversation, /** @type {number | undefined} */ before) =>
      get(`/audit?${new URLSearchParams({ ...(conversation && { conversation }), ...(before && { before: String(before) }) })}`),
    beginSecondFactor: () => post("/totp"),
    confirmSecondFactor: (/** @type {string} */ code) => post("/totp/confirm", { code }),
    invite: (/** @type {string} */ id, /** @type {number} */ staff) => post(on(id, "/invite"), { staff }),
    join: (/** @type {string} */ id) => post(on(id, "/join")),
    leave: (/** @type {string} */ id, /** @type {number} */ staff) => post(on(id, "/leave"), { staff }),
    acceptTransfer: (/** @type {string} */ id) => post(on(id, "/transfer/accept")),
    declineTransfer: (/** @type {string} */ id) => post(on(id, "/transfer/decline")),
    tasks: () => get("/tasks"),
    addTask: (/** @type {string} */ id, /** @type {object} */ task) => post(on(id, "/tasks"), task),
    finishTask: (/** @type {number} */ task) => post(`/tasks/${task}/done`),
    quickTexts: () => get("/quick_texts"),
    transfer: (/** @type {string} */ id, /** @type {object} */ to) => post(on(id, "/transfer"), to),
    close: (/** @type {string} */ id, /** @type {object} */ how) => post(on(id, "/close"), how),
    morning: () => get("/morning"),
    undelivered: () => get("/channels/undelivered"),
    takeCall: (/** @type {string} */ id) => post(on(id, "/callback_take")),
    missedCall: (/** @type {string} */ id) => post(on(id, "/callback_missed")),
    callbackDone: (/** @type {string} */ id) => post(on(id, "/callback_done")),
  };
}

/**
 * An answer that broke off half-way is no answer; a problem page that is not JSON is a problem without details.
 * @param {Response} response
 */
async function readJson(response) {
  try {
    const text = await response.text();
    return text ? (JSON.parse(text) ?? {}) : {};
  } catch {
    if (response.ok) throw new Unreachable();
    return {};
  }
}
