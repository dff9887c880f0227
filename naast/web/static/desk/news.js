/** Conversations of mine in which something happened while I looked elsewhere. */

export function createNews() {
  /** @type {Set<string>} */
  const fresh = new Set();
  return {
    /** @param {string} id */
    add: (id) => fresh.add(id),
    /** @param {string | null} id */
    seen: (id) => id !== null && fresh.delete(id),
    /** Mark what is new; the server may know of more. @param {any[]} mine @param {string | null} openId */
    mark: (mine, openId) => mine.map((item) => ({ ...item, unread: item.id !== openId && (item.unread || fresh.has(item.id)) })),
  };
}
