/**
 * Messages on their way to a visitor. Each keeps one `client_message_id` for all its attempts, so a message
 * whose answer got lost is never stored twice. Per conversation they go one by one, in order.
 */
import { mayPass } from "./api.js";
import { uuid as randomId } from "./uuid.js";

/**
 * @typedef {"sending" | "sent" | "waiting" | "refused"} State
 *   waiting: no answer after several attempts, it may or may not have arrived; refused: the server said no
 * @typedef {{id: string, text: string, state: State, reason: string, afterSeq: number}} Entry
 *   afterSeq: the newest message there was when this one was written
 */

const PAUSES_MS = [1_000, 2_000, 4_000, 8_000];

/**
 * @param {{
 *   send: (conversation: string, id: string, text: string) => Promise<any>,
 *   onChange: (conversation: string) => void,
 *   onSent: (conversation: string) => Promise<void>,
 *   uuid?: () => string,
 *   pause?: (ms: number) => Promise<void>,
 * }} options `onSent` fetches the conversation; after it the entry is gone
 */
export function createOutbox({ send, onChange, onSent, uuid = randomId, pause = sleep }) {
  /** @type {Map<string, Entry[]>} */
  const entries = new Map();
  /** @type {Set<string>} */
  const busy = new Set();

  const of = (/** @type {string} */ conversation) => entries.get(conversation) ?? [];

  /** @param {string} conversation */
  async function pump(conversation) {
    if (busy.has(conversation)) return;
    busy.add(conversation);
    try {
      for (let next = first(conversation); next; next = first(conversation)) await deliver(conversation, next);
    } finally {
      busy.delete(conversation);
    }
  }

  /** The oldest that is on its way; one that is stuck stops those behind it. @param {string} conversation */
  function first(conversation) {
    const [oldest] = of(conversation).filter((entry) => entry.state !== "sent");
    return oldest?.state === "sending" ? oldest : undefined;
  }

  /** @param {string} conversation @param {Entry} entry */
  async function deliver(conversation, entry) {
    const error = await attempts(conversation, entry);
    entry.state = !error ? "sent" : mayPass(error) || error.status === 401 ? "waiting" : "refused";
    entry.reason = error ? error.message : "";
    onChange(conversation);
    if (error) return;
    await onSent(conversation).catch(() => {});
    drop(conversation, entry.id);
  }

  /** @param {string} conversation @param {Entry} entry @returns {Promise<any>} the last error, or null */
  async function attempts(conversation, entry) {
    for (let attempt = 0; ; attempt += 1) {
      try {
        await send(conversation, entry.id, entry.text);
        return null;
      } catch (error) {
        if (!mayPass(error) || attempt === PAUSES_MS.length) return error;
        entry.reason = "Het duurt langer dan anders. We proberen het opnieuw.";
        onChange(conversation);
        await pause(PAUSES_MS[attempt]);
      }
    }
  }

  /** @param {string} conversation @param {string} id */
  function drop(conversation, id) {
    entries.set(conversation, of(conversation).filter((entry) => entry.id !== id));
    onChange(conversation);
  }

  return {
    of,
    /** @param {string} conversation @param {string} text @param {number} afterSeq */
    add(conversation, text, afterSeq) {
      entries.set(conversation, [...of(conversation), { id: uuid(), text, state: "sending", reason: "", afterSeq }]);
      onChange(conversation);
      void pump(conversation);
    },
    /** Try again, with the same id. @param {string} conversation */
    retry(conversation) {
      for (const entry of of(conversation)) if (entry.state === "waiting") Object.assign(entry, { state: "sending", reason: "" });
      onChange(conversation);
      void pump(conversation);
    },
    /** The connection is back: try everything that waits. */
    retryAll() {
      for (const [conversation, list] of entries) if (list.some((entry) => entry.state === "waiting")) this.retry(conversation);
    },
    /** Take a refused message back to change it. @param {string} conversation @param {string} id @returns {string} */
    takeBack(conversation, id) {
      const entry = of(conversation).find((one) => one.id === id);
      drop(conversation, id);
      void pump(conversation);
      return entry?.text ?? "";
    },
    /** Something has not arrived yet. */
    isBusy: () => [...entries.values()].some((list) => list.some((entry) => entry.state !== "sent")),
  };
}

/** @param {number} ms @returns {Promise<void>} */
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
