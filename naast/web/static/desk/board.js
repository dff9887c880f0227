/** The queue in this page, kept up to date with what the stream says changed. */

/** @typedef {{version: number, changed: any[], gone: string[]}} Changes */

const PLACES = ["waiting", "mine", "taken"];
const LISTS = ["along", "offers"];

/**
 * The queue after `changes`. Who is along is not in them: a conversation that is no longer with a person leaves those
 * lists, anything else there comes with a fetch.
 * @param {any} queue @param {Changes} changes
 */
export function applied(queue, { version, changed, gone }) {
  const touched = new Set([...gone, ...changed.map((item) => item.id)]);
  const unread = new Map(queue.mine.map((/** @type {any} */ item) => [item.id, item.unread]));
  const after = { ...queue, version };
  for (const place of PLACES) {
    const kept = queue[place].filter((/** @type {any} */ item) => !touched.has(item.id));
    const come = changed.filter((item) => item.place === place);
    after[place] = [...kept, ...come.map((item) => (place === "mine" ? { ...item, unread: unread.get(item.id) ?? 0 } : item))];
  }
  const ended = new Set([...gone, ...changed.filter((item) => item.mode !== "human").map((item) => item.id)]);
  for (const list of LISTS) after[list] = queue[list].filter((/** @type {any} */ item) => !ended.has(item.id));
  return after;
}
