/** What the part of the address after # means: `#/`, `#/gesprek/ID`, `#/inzicht`, … */

/** @type {Record<string, import("./pages.js").Page>} */
const PAGES = { inzicht: "insight", ochtend: "morning", redactie: "editorial", beheer: "admin", logboek: "log" };

/** @param {string | null} id */
export const linkTo = (id) => (id ? `#/gesprek/${encodeURIComponent(id)}` : "#/");

/** @param {import("./pages.js").Page} page */
export const linkToPage = (page) => `#/${Object.keys(PAGES).find((name) => PAGES[name] === page) ?? ""}`;

/** @param {string} token */
export const linkToInvitation = (token) => `#/uitnodiging/${encodeURIComponent(token)}`;

/** The token of an invitation, when that is what the address is. @param {string} hash @returns {string} */
export const invitationIn = (hash) => decodeURIComponent(hash.match(/^#\/uitnodiging\/([^/]+)$/)?.[1] ?? "");

/**
 * @param {string} hash
 * @returns {{page: import("./pages.js").Page, id?: string | null} | null} null: not an address of ours
 */
export function placeOf(hash) {
  if (hash === "" || hash === "#" || hash === "#/") return { page: "work", id: null };
  const [, id] = hash.match(/^#\/gesprek\/([^/]+)$/) ?? [];
  if (id) return { page: "work", id: decodeURIComponent(id) };
  const page = PAGES[hash.replace(/^#\//, "")];
  return page ? { page } : null;
}
