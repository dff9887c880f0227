/** Fetch the rest when it is wanted, or as soon as the visitor has said something. */

import { Problem } from './api.js';

/** Rejects with a Problem when there is no connection. */
export async function load() {
  try {
    return (await import('./later.js')).later;
  } catch {
    throw new Problem(0);
  }
}
