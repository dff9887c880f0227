/**
 * The open conversation: fetch it, show it, and keep it fresh. What cannot be read (yet) is explained,
 * with the way to pick it up when it waits.
 */
import { byId, say } from "./dom.js";
import { Problem } from "./api.js";
import { showEmptyHead, showHead } from "./head.js";
import { showCallback, showSignals, showSummary, showTransfer } from "./summary.js";
import { createMessages, notYetShown } from "./messages.js";
import { nameOf } from "./queue.js";

const TYPING_MS = 5_000;
const HIDDEN = { summary: null, approved_at: null, messages: [], signals: [], notes: [], participants: [], steps: [], tasks: [], callback: null, transfer: null };

/**
 * @param {{
 *   api: ReturnType<import("./api.js").createApi>,
 *   me: () => any,
 *   queue: () => any,
 *   outbox: () => ReturnType<import("./outbox.js").createOutbox>,
 *   actionsFor: (conversation: any, mine: boolean) => import("./head.js").Action[],
 *   onCallbackDone: () => void,
 *   onTakeBack: (text: string) => void,
 *   onShown: (conversation: any, mine: boolean) => void,
 *   announce: (text: string) => void,
 * }} options `onShown` gets null when nothing is open
 */
export function createConversation({ api, me, queue, outbox, actionsFor, onCallbackDone, onTakeBack, onShown, announce }) {
  /** @type {string | null | undefined} */
  let openId;
  /** @type {any} */
  let current = null;
  let loads = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let typingTimer;

  const messages = createMessages({
    onRetry: () => openId && outbox().retry(openId),
    onTakeBack: (id) => openId && onTakeBack(outbox().takeBack(openId, id)),
  });
  const root = byId("conversation");

  /** @param {string | null} id */
  async function open(id) {
    if (id === openId) return;
    openId = id;
    current = null;
    notice();
    showTyping(false);
    messages.forget();
    if (id) showEmptyHead("Even geduld.", "Het gesprek wordt opgehaald");
    else empty();
    await refresh();
  }

  function empty(text = "Links staat wie er wacht. Wie het eerst hulp nodig heeft, staat bovenaan.") {
    root.dataset.state = "empty";
    showEmptyHead(text);
    onShown(null, false);
  }

  /** Fetch again; an answer that was overtaken by a newer one is dropped. */
  async function refresh() {
    if (!openId || current?.once) return;
    const load = ++loads;
    const id = openId;
    const found = await fetchOrExplain(id);
    if (load !== loads || id !== openId || !found) return;
    current = found;
    show();
  }

  /** @param {string} id */
  async function fetchOrExplain(id) {
    try {
      return await api.conversation(id);
    } catch (error) {
      const refused = error instanceof Problem && [403, 404, 410].includes(error.status);
      if (refused && error.status === 403) return fromQueue(id) ?? { ...HIDDEN, id, hidden: true, mode: "bot", level: 0, topic: null, audience: "" };
      return refused ? fromQueue(id) ?? gone(error.message) : unreachable(error);
    }
  }

  /** What the queue tells of a conversation that we may not read. @param {string} id */
  function fromQueue(id) {
    const item = [...queue().waiting, ...queue().taken].find((one) => one.id === id);
    return item && { ...HIDDEN, ...item, owner: item.owner ? { name: nameOf(item.owner) } : null, hidden: true };
  }

  /** Keep what is on the screen; a later refresh may work. @param {any} error */
  function unreachable(error) {
    if (!current) showEmptyHead(error.message, "Het gesprek kon niet worden opgehaald");
    return null;
  }

  /** @param {string} text */
  function gone(text) {
    openId = null;
    current = null;
    empty(text);
    return null;
  }

  function show() {
    const mine = isMine(current);
    root.dataset.state = current.hidden ? "hidden" : "open";
    showHead(current, mine, actionsFor(current, mine), queue().waiting.find((/** @type {any} */ one) => one.id === current.id)?.since);
    showCallback(current, onCallbackDone);
    showTransfer(current, me());
    if (!current.hidden) showSummary(current);
    showSignals(current);
    say(byId("withheld"), current.messages_withheld ? "De berichten zie je als je het gesprek oppakt." : "");
    onShown(current, mine);
    showOutbox(false);
    const fresh = messages.show(current, me().name, mine);
    if (fresh.length) heard(fresh);
  }

  /** @param {any[]} fresh */
  function heard(fresh) {
    showTyping(false);
    announce(`Nieuw bericht: ${fresh.map((one) => one.text).join(" ")}`);
  }

  /** @param {boolean} follow */
  function showOutbox(follow) {
    if (current) messages.showOutbox(notYetShown(outbox().of(current.id), current.messages, me().name), follow);
  }

  /** @param {any} conversation */
  function isMine({ id, owner, mode }) {
    if (!owner || mode !== "human") return false;
    if (me().id !== undefined && owner.id !== undefined) return owner.id === me().id;
    return owner.name === me().name || queue().mine.some((/** @type {any} */ one) => one.id === id);
  }

  /** Say something about this conversation, above it. @param {string} [text] @param {boolean} [bad] */
  function notice(text = "", bad = false) {
    const element = byId("notice");
    element.classList.toggle("problem", bad);
    say(element, text);
    if (text) announce(text);
  }

  /** @param {boolean} on */
  function showTyping(on) {
    clearTimeout(typingTimer);
    say(byId("typing"), on ? `${current?.audience === "youth" ? "De jongere" : "De ouder"} typt…` : "");
    if (on) typingTimer = setTimeout(() => showTyping(false), TYPING_MS);
  }

  return {
    open, refresh, notice, showOutbox,
    /** A chat of somebody else, read once for a reason. @param {any} found */
    showOnce(found) {
      if (found.id !== openId) return;
      current = { ...found, hidden: false, once: true };
      show();
      notice("Je leest dit gesprek nu. Dat staat in het logboek.");
    },
    id: () => openId ?? null,
    current: () => current,
    lastSeq: () => messages.lastSeq(),
    /** The queue changed: who waits how long may have changed here. */
    redraw: () => current && show(),
    /** @param {string} id */
    typing: (id) => id === openId && current && showTyping(true),
    focus: () => byId("conversation-title").focus({ preventScroll: true }),
  };
}
