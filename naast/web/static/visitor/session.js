/** What this tab remembers: which conversation, its token and the last number seen. Never a word of it. */

import { place } from './dom.js';

const OURS = 'naast.';
/** Storage may be switched off; then this page remembers, until it goes. */
const memory = new Map();
let left = false;

function attempt(action) {
  try {
    return action();
  } catch {
    return null;
  }
}

export const keep = (name, value) => {
  if (left) return;
  memory.set(name, value);
  attempt(() => sessionStorage.setItem(name, value));
};

export const kept = (name) => attempt(() => sessionStorage.getItem(name)) ?? memory.get(name) ?? null;

const drop = (name) => {
  memory.delete(name);
  attempt(() => sessionStorage.removeItem(name));
};

const key = () => OURS + place.audience;

export const remembered = () => attempt(() => JSON.parse(kept(key())));

/** @param {{id: string, token: string, seq: number}} value */
export const remember = (value) => keep(key(), JSON.stringify(value));

export const forget = () => drop(key());

/** Everything of ours, and remember nothing more; what a host page keeps is not touched. */
export function forgetAll() {
  left = true;
  const stored = attempt(() => Object.keys(sessionStorage)) ?? [];
  for (const name of [...stored, ...memory.keys()]) if (name.startsWith(OURS)) drop(name);
}
