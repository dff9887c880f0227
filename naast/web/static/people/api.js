/** The desk API for requests and volunteers. Whoever is not logged in goes to the log-in of the desk. */

const BASE = "/api/v1/desk";

export class Problem extends Error {
  /** @param {number} status @param {Record<string, any>} body */
  constructor(status, body) {
    super(body.detail || "Er ging iets mis. Probeer het nog een keer.");
    this.status = status;
    /** @type {string | undefined} */
    this.field = body.field;
  }
}

export async function createApi() {
  let csrf = "";

  /** @param {string} method @param {string} path @param {object} [body] @returns {Promise<any>} */
  async function call(method, path, body) {
    const response = await fetch(BASE + path, {
      method,
      headers: { Accept: "application/json", "Content-Type": "application/json", "X-CSRF-Token": csrf },
      body: method === "GET" ? undefined : JSON.stringify(body ?? {}),
      credentials: "same-origin",
      cache: "no-store",
    });
    const answer = await response.json().catch(() => ({}));
    if (response.status === 401) location.assign("/werkplek");
    if (!response.ok) throw new Problem(response.status, answer);
    return answer;
  }

  const me = await call("GET", "/me");
  csrf = me.csrf;
  return {
    me,
    coordinator: me.role === "coordinator",
    get: (/** @type {string} */ path) => call("GET", path),
    post: (/** @type {string} */ path, /** @type {object} */ body) => call("POST", path, body),
    put: (/** @type {string} */ path, /** @type {object} */ body) => call("PUT", path, body),
  };
}
