/** The messages of the open conversation, with those still on their way below them. */
import { byId, fill, h, keyed } from "./dom.js";
import { moment } from "./time.js";
import { ARRIVAL, AUDIENCES, word } from "./words.js";

const LONG = 420;
const NEAR_PX = 80;

/**
 * @param {{ onRetry: () => void, onTakeBack: (id: string) => void }} listeners
 */
export function createMessages({ onRetry, onTakeBack }) {
  const list = byId("messages");
  const outbox = byId("outbox");
  const toNewest = byId("to-newest");
  const end = h("span", { class: "end" });
  byId("reading").append(end);
  /** @type {string | null} */
  let shownId = null;
  let lastSeq = 0;

  new IntersectionObserver(([entry]) => {
    if (entry.isIntersecting) toNewest.hidden = true;
  }).observe(end);
  toNewest.addEventListener("click", toEnd);
  stayAtEnd(byId("reading"), isNearEnd, toEnd);

  /** Is the reader at the last message, or about so? */
  function isNearEnd() {
    const visibleBottom = Math.min(byId("reading").getBoundingClientRect().bottom, innerHeight);
    return end.getBoundingClientRect().top < visibleBottom + NEAR_PX;
  }

  function toEnd() {
    toNewest.hidden = true;
    end.scrollIntoView({ block: "end" });
  }

  /** On a small screen the whole column scrolls, on a large one the part below its head. */
  function toStart() {
    toNewest.hidden = true;
    ["conversation", "reading"].forEach((id) => byId(id).scrollTo({ top: 0 }));
  }

  /**
   * @param {any} conversation @param {string} myName @param {boolean} mine
   * @returns {any[]} messages that came in since the last time, from others
   */
  function show(conversation, myName, mine) {
    const version = `${conversation.id} ${conversation.messages_withheld ? "withheld" : ""}`;
    const switched = shownId !== version;
    const stay = isNearEnd();
    if (switched) {
      fill(list);
      lastSeq = Math.max(0, ...conversation.messages.map((/** @type {any} */ one) => one.seq));
    }
    shownId = version;
    const fresh = conversation.messages.filter((/** @type {any} */ one) => one.seq > lastSeq);
    lastSeq = Math.max(lastSeq, ...fresh.map((/** @type {any} */ one) => one.seq));
    keyed(list, conversation.messages.map((one) => modelOf(one, conversation, myName)), (one) => String(one.seq), messageItem);
    if (switched) mine ? toEnd() : toStart();
    else if (fresh.length && stay) toEnd();
    else if (fresh.length) toNewest.hidden = false;
    return fresh.filter((/** @type {any} */ one) => one.sender === "visitor");
  }

  /** @param {import("./outbox.js").Entry[]} entries @param {boolean} follow go to the end */
  function showOutbox(entries, follow) {
    const stay = follow || isNearEnd();
    keyed(outbox, entries, (entry) => entry.id, (entry) => outboxItem(entry, onRetry, onTakeBack));
    outbox.hidden = entries.length === 0;
    if (stay && entries.length) toEnd();
  }

  return { show, showOutbox, forget: () => (shownId = null), lastSeq: () => lastSeq };
}

/**
 * Whoever reads the last message keeps seeing it when the part around it grows, such as the text field.
 * @param {HTMLElement} reading @param {() => boolean} isNearEnd @param {() => void} toEnd
 */
function stayAtEnd(reading, isNearEnd, toEnd) {
  let pinned = false;
  reading.addEventListener("scroll", () => (pinned = isNearEnd()), { passive: true });
  new ResizeObserver(() => {
    if (pinned && getComputedStyle(reading).overflowY === "auto") toEnd();
  }).observe(reading);
}

/** What is shown of a message: plain data, so that an unchanged message keeps its element. */
function modelOf(message, conversation, myName) {
  const { seq, sender, text, at, card, staff } = message;
  const worrying = sender === "visitor" && (conversation.signals ?? []).some((signal) => signal.line && text.includes(signal.line));
  return { seq, sender, text: text ?? "", at, worrying, who: whoOf(sender, staff, conversation.audience, myName), arrival: sender === "visitor" ? "" : conversation.channel?.messages?.[seq] ?? "", title: card?.title, ending: isEnding(message) };
}

/** The conversation was closed. The same card from the assistant says that the desk is closed. @param {any} message */
const isEnding = ({ sender, card }) => sender === "system" && card?.type === "handover" && card.state === "closed" && !card.opens;

/** @param {string} sender @param {string | undefined} staff @param {string} audience @param {string} myName */
function whoOf(sender, staff, audience, myName) {
  if (sender === "visitor") return word(AUDIENCES, audience);
  if (sender === "bot") return "Assistent";
  if (sender === "staff") return staff === myName ? "Jij" : staff ?? "Collega";
  return "";
}

/** @param {ReturnType<typeof modelOf>} message */
function messageItem({ sender, text, at, who, worrying, title, ending, arrival }) {
  return h("li", { class: `message from-${sender}${ending ? " ending" : ""}` },
    h("p", { class: "message-head" },
      ending && h("strong", {}, "Gesprek afgesloten"),
      who && h("strong", {}, who), " ", h("time", { datetime: at }, moment(at)),
      worrying && h("span", { class: "worrying" }, "Signaal"),
      arrival && h("span", { class: arrival === "dead" ? "arrival problem" : "arrival" }, word(ARRIVAL, arrival))),
    sender === "bot" && text.length > LONG ? folded(text, title) : h("p", { class: "message-text" }, text));
}

/** @param {string} text @param {string | undefined} title */
function folded(text, title) {
  const firstLine = text.split("\n", 1)[0].slice(0, 90);
  return h("details", {}, h("summary", {}, `Antwoord: ${title ?? firstLine}`), h("p", { class: "message-text" }, text));
}

/** @param {import("./outbox.js").Entry} entry @param {() => void} onRetry @param {(id: string) => void} onTakeBack */
function outboxItem({ id, text, state, reason }, onRetry, onTakeBack) {
  const failed = state === "waiting" || state === "refused";
  const status = failed ? `Niet verstuurd. ${reason}` : reason || "Wordt verstuurd…";
  const promise = " Zodra het weer kan, proberen we het opnieuw.";
  return h("li", { class: `message from-staff ${failed ? "failed" : "pending"}` },
    h("p", { class: "message-head" }, h("strong", {}, "Jij")),
    h("p", { class: "message-text" }, text),
    h("p", { class: "message-state" }, status, state === "waiting" && promise),
    state === "waiting" && h("button", { type: "button", class: "button", on: { click: onRetry } }, "Probeer het nu"),
    state === "refused" && h("button", { type: "button", class: "button", on: { click: () => onTakeBack(id) } }, "Zet terug in het tekstvak"));
}

/**
 * The entries that are not yet among the messages. A message can show up in the conversation before the answer
 * to our POST does, or without it.
 * @param {import("./outbox.js").Entry[]} entries @param {any[]} messages @param {string} myName
 */
export function notYetShown(entries, messages, myName) {
  const free = messages.filter((one) => one.sender === "staff" && (one.staff === undefined || one.staff === myName));
  return entries.filter((entry) => {
    const found = free.findIndex((one) => one.seq > entry.afterSeq && one.text.trim() === entry.text.trim());
    if (found >= 0) free.splice(found, 1);
    return found < 0;
  });
}
