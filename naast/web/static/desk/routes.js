/** What the part of the address after # means: `#/`, `#/gesprek/ID`, `#/inzicht`. */

export const INSIGHT = "#/inzicht";

/** @param {string | null} id */
export const linkTo = (id) => (id ? `#/gesprek/${encodeURIComponent(id)}` : "#/");

/**
 * @param {string} hash
 * @returns {{page: "insight"} | {page: "work", id: string | null} | null} null: not an address of ours
 */
export function placeOf(hash) {
  if (hash === INSIGHT) return { page: "insight" };
  if (hash === "" || hash === "#" || hash === "#/") return { page: "work", id: null };
  const [, id] = hash.match(/^#\/gesprek\/([^/]+)$/) ?? [];
  return id ? { page: "work", id: decodeURIComponent(id) } : null;
}
