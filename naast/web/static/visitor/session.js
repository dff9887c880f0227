/** What this tab remembers: which conversation, its token and the last number seen. Never a word of it. */

const KEY = `naast.${document.documentElement.dataset.audience}`;

/** Storage may be switched off. */
function attempt(action) {
  try {
    return action();
  } catch {
    return null;
  }
}

export const remembered = () => attempt(() => JSON.parse(kept(KEY)));

/** @param {{id: string, token: string, seq: number}} value */
export const remember = (value) => keep(KEY, JSON.stringify(value));

export const forget = () => attempt(() => sessionStorage.removeItem(KEY));

export const forgetAll = () => attempt(() => sessionStorage.clear());

export const keep = (name, value) => attempt(() => sessionStorage.setItem(name, value));

export const kept = (name) => attempt(() => sessionStorage.getItem(name));
