/** The queue: urgent first, then what is mine, who waits, whom to call back, and what colleagues do. */
import { byId, fill, fillWhenChanged, h, keepFocus, keyed, say } from "./dom.js";
import { levelTag, waitingTime } from "./tags.js";
import { moment } from "./time.js";
import { linkTo } from "./routes.js";
import { AUDIENCES, CHANNELS, LANGUAGES, ROLES, isUrgent, rank, word } from "./words.js";

/** @typedef {{id: string, title: string, short: string, empty: string, items: (queue: any) => any[], make: (item: any) => HTMLElement, folded?: boolean, hideEmpty?: boolean}} Section */

/** @type {Section[]} */
const SECTIONS = [
  { id: "first", title: "Eerst oppakken", short: "", empty: "", hideEmpty: true,
    items: (queue) => byUrgency(queue.waiting).filter(isUrgent), make: waitingItem },
  { id: "offers", title: "Gevraagd aan jou", short: "", empty: "", hideEmpty: true,
    items: (queue) => [...queue.offers.map((one) => ({ ...one, asks: "offer" })), ...queue.along.filter((one) => one.as === "invited").map((one) => ({ ...one, asks: "come" }))], make: offerItem },
  { id: "known", title: "Bekenden van jou", short: "", empty: "", hideEmpty: true,
    items: (queue) => byUrgency(queue.waiting).filter((item) => item.for_me && !isUrgent(item)), make: waitingItem },
  { id: "mine", title: "Van mij", short: "Van mij", empty: "Je hebt nu geen gesprekken.",
    items: (queue) => queue.mine, make: mineItem },
  { id: "waiting", title: "Wacht", short: "Wacht", empty: "Er wacht niemand.",
    items: (queue) => byUrgency(queue.waiting).filter((item) => !isUrgent(item) && !item.for_me), make: waitingItem },
  { id: "along", title: "Je kijkt mee", short: "", empty: "", hideEmpty: true,
    items: (queue) => queue.along.filter((one) => one.as !== "invited"), make: alongItem },
  { id: "callbacks", title: "Terugbellen", short: "Bellen", empty: "Er hoeft niemand gebeld te worden.",
    items: (queue) => byUrgency(queue.callbacks), make: callbackItem },
  { id: "taken", title: "Opgepakt door collega", short: "Collega", empty: "Geen gesprekken bij collega's.", folded: true,
    items: (queue) => queue.taken.filter((one) => ![...queue.along, ...queue.offers].some(({ id }) => id === one.id)), make: takenItem },
];

/** Level 1, 2, 3, none; the longest wait first. @param {any[]} items */
function byUrgency(items) {
  const since = (/** @type {any} */ item) => Date.parse(item.since ?? item.asked_at) || 0;
  return [...items].sort((a, b) => rank(a.level) - rank(b.level) || since(a) - since(b));
}

export function createQueue() {
  const lists = byId("queue-lists");
  const counts = byId("queue-counts");
  fill(lists, SECTIONS.map(sectionElement));

  /** @param {any} queue @param {string | null} openId */
  function show(queue, openId) {
    keepFocus(lists, () => SECTIONS.forEach((section) => showSection(section, section.items(queue))));
    markOpen(openId);
    fillWhenChanged(counts, countsOf(queue), () => countButtons(queue));
    byId("queue-total").textContent = queue.waiting.length ? `(${queue.waiting.length})` : "";
  }

  /** @param {string | null} openId */
  function markOpen(openId) {
    for (const link of links()) {
      if (link.dataset.id === openId) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  }

  /** @returns {HTMLAnchorElement[]} */
  const links = () => [...lists.querySelectorAll("a.item")];

  /** Move focus through the items that are visible. @param {1 | -1} step @param {string | null} openId */
  function move(step, openId) {
    const visible = links().filter((link) => link.offsetParent !== null);
    const here = visible.findIndex((link) => link === document.activeElement);
    const from = here >= 0 ? here : visible.findIndex((link) => link.dataset.id === openId);
    const next = from < 0 ? 0 : Math.min(Math.max(from + step, 0), visible.length - 1);
    visible[next]?.focus();
  }

  /** The item under the keyboard focus. @returns {string | undefined} */
  const focusedId = () => /** @type {HTMLElement | null} */ (document.activeElement?.closest("a.item"))?.dataset.id;

  /** @param {string | null} openId */
  function focus(openId) {
    const target = links().find((link) => link.dataset.id === openId && link.offsetParent !== null);
    (target ?? byId("queue")).focus();
  }

  /** Say what became of the conversation that left. @param {string} [text] */
  const notice = (text = "") => say(byId("queue-notice"), text);

  return { show, markOpen, move, focusedId, focus, notice };
}

/** @param {Section} section */
function sectionElement({ id, title, empty, folded }) {
  const heading = h("h2", { id: `queue-${id}-title`, tabindex: "-1" }, title, " ", h("span", { class: "count" }));
  const body = [h("ol", { class: "items" }), h("p", { class: "soft empty" }, empty)];
  const inside = folded ? h("details", {}, h("summary", {}, heading), body) : [heading, body];
  return h("section", { id: `queue-${id}`, class: "queue-section", "aria-labelledby": `queue-${id}-title` }, inside);
}

/** @param {Section} section @param {any[]} items */
function showSection(section, items) {
  const element = byId(`queue-${section.id}`);
  element.hidden = Boolean(section.hideEmpty) && !items.length;
  element.querySelector(".count").textContent = items.length ? String(items.length) : "";
  element.querySelector(".empty").hidden = items.length > 0;
  keyed(element.querySelector(".items"), items, (item) => item.id, section.make);
}

/** @param {any} queue */
function countsOf(queue) {
  return SECTIONS.filter((section) => section.short).map((section) => [section.id, sizeOf(section, queue)]);
}

/** Those who wait are all who wait, urgent or not. @param {Section} section @param {any} queue */
const sizeOf = (section, queue) => (section.id === "waiting" ? queue.waiting.length : section.items(queue).length);

/** @param {any} queue */
function countButtons(queue) {
  return SECTIONS.filter((section) => section.short).map((section) => {
    const size = sizeOf(section, queue);
    return h("button", { type: "button", "data-key": section.id, on: { click: () => jump(section.id) } },
      h("strong", {}, size), " ", section.short);
  });
}

/** @param {string} id */
function jump(id) {
  const first = byId("queue-first");
  const section = id === "waiting" && !first.hidden ? first : byId(`queue-${id}`);
  const details = section.querySelector("details");
  if (details) details.open = true;
  section.scrollIntoView({ block: "start" });
  section.querySelector("h2").focus({ preventScroll: true });
}

/** @param {any} item */
function waitingItem(item) {
  return entry(
    item,
    waitingTime(item.since, isUrgent(item)),
    about(item),
    item.usual && `Kent ${item.usual}`,
    item.alarm && h("strong", { class: "alarm-mark" }, "Wacht te lang"),
  );
}

/** @param {any} item */
function mineItem(item) {
  return entry(item, since(item.since), about(item), item.unread && h("strong", { class: "unread" }, unreadText(item.unread)));
}

/** @param {any} item */
function offerItem(item) {
  const asked = item.asks === "offer" ? `${item.from} vraagt of jij dit overneemt` : `${nameOf(item.owner)} vraagt je erbij`;
  return entry(item, since(item.since), about(item), h("strong", { class: "unread" }, asked));
}

/** @param {any} item */
function alongItem(item) {
  return entry(item, since(item.since), [about(item), `jij ${word(ROLES, item.as)}`, `bij ${nameOf(item.owner)}`].join(" · "));
}

/** @param {any} item */
function takenItem(item) {
  return entry(item, since(item.since), [about(item), `bij ${nameOf(item.owner)}`].join(" · "));
}

/** @param {any} item */
function callbackItem(item) {
  return entry(item, h("time", { class: "since", datetime: item.asked_at }, moment(item.asked_at)), "Wil gebeld worden");
}

/** @param {any} item @param {Node} time @param {...(Node | string | false | undefined)} lines */
function entry(item, time, ...lines) {
  return h("li", {},
    h("a", { class: `item item-level-${item.level ?? 0}`, href: linkTo(item.id), "data-id": item.id },
      h("span", { class: "item-top" }, h("span", { class: "item-topic" }, item.topic ?? "Zonder onderwerp"), time),
      h("span", { class: "item-foot" }, levelTag(item.level), lines.map((line) => line && h("span", {}, line)))));
}

/** @param {number | boolean} unread */
const unreadText = (unread) => (typeof unread === "number" && unread > 1 ? `${unread} nieuwe berichten` : "Iets nieuws");

/** "Ouder · kind 4-7 jaar · Turks · Ouder is uitgeput" @param {any} item */
function about({ audience, age_band, language, category, team, returning, channel }) {
  return [
    word(AUDIENCES, audience),
    channel && `via ${word(CHANNELS, channel)}`,
    age_band && `${audience === "youth" ? "" : "kind "}${age_band} jaar`,
    language && word(LANGUAGES, language),
    category,
    team && `voor ${team}`,
    returning && "was hier eerder",
  ].filter(Boolean).join(" · ");
}

/** @param {string} iso */
const since = (iso) => h("time", { class: "since", datetime: iso }, `sinds ${moment(iso)}`);

/** @param {any} owner a name, or an object with one */
export const nameOf = (owner) => (typeof owner === "string" ? owner : owner?.name) || "een collega";
