/** What this tab remembers: which conversation, its token and the last number seen. Never a word of it. */

const KEY = `naast.${document.documentElement.dataset.audience}`;

/** @returns {{id: string, token: string, seq: number}|null} */
export function remembered() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) || 'null');
  } catch {
    return null;
  }
}

/** @param {{id: string, token: string, seq: number}} value */
export function remember({ id, token, seq }) {
  try {
    sessionStorage.setItem(KEY, JSON.stringify({ id, token, seq }));
  } catch {
    // storage may be off; then a reload starts anew
  }
}

export function forget() {
  try {
    sessionStorage.clear();
  } catch {
    // nothing was kept
  }
}
