/** What a professional reads first: the visitor's own words, and the sentences that worried the screening. */
import { byId, fillWhenChanged, h } from "./dom.js";
import { levelTag, withNumbers } from "./tags.js";
import { moment } from "./time.js";
import { AUDIENCES, LANGUAGES, SUMMARY_PARTS, word } from "./words.js";

/** @param {any} conversation */
export function showSummary(conversation) {
  const { id, summary, approved_at, audience } = conversation;
  fillWhenChanged(byId("summary"), [id, summary, approved_at, audience], () => {
    const parts = SUMMARY_PARTS.filter(([part]) => textOf(summary?.[part]) && (part !== "language" || languageOf(summary[part])));
    if (!parts.length) return h("p", { class: "soft" }, "De bezoeker schreef geen samenvatting.");
    return h("section", { class: "summary", "aria-labelledby": "summary-title" },
      h("details", { open: true },
        h("summary", {},
          h("h3", { id: "summary-title" }, `In eigen woorden van de ${word(AUDIENCES, audience).toLowerCase()}`),
          approved_at && h("span", { class: "soft" }, ` goedgekeurd ${moment(approved_at)}`)),
        h("dl", {}, parts.map(([part, title]) => h("div", {}, h("dt", {}, title), h("dd", {}, part === "language" ? languageOf(summary[part]) : textOf(summary[part])))))));
  });
}

/** Dutch goes without saying. @param {unknown} code */
const languageOf = (code) => word(LANGUAGES, code);

/** @param {unknown} value a text, or a list of them */
function textOf(value) {
  if (Array.isArray(value)) return value.map(String).join("\n");
  return typeof value === "string" ? value.trim() : "";
}

/** @param {any} conversation */
export function showSignals({ id, signals = [] }) {
  fillWhenChanged(byId("signals"), [id, signals], () =>
    signals.length > 0 &&
    h("section", { class: "signals", "aria-labelledby": "signals-title" },
      h("h3", { id: "signals-title" }, signals.length === 1 ? "1 signaal, letterlijk" : `${signals.length} signalen, letterlijk`),
      h("ul", {}, signals.map(signalItem))));
}

/** @param {any} signal */
function signalItem({ level, category, line, at }) {
  return h("li", {},
    h("p", { class: "signal-head" }, levelTag(level), " ", h("span", {}, word({}, category)), " ",
      h("time", { datetime: at }, moment(at))),
    h("blockquote", {}, line));
}

/** @param {any} conversation @param {() => void} onDone */
export function showCallback({ id, callback }, onDone) {
  fillWhenChanged(byId("callback"), [id, callback], () =>
    callback &&
    h("section", { class: "callback", "aria-labelledby": "callback-title" },
      h("h3", { id: "callback-title" }, "Wil teruggebeld worden"),
      h("dl", {},
        h("div", {}, h("dt", {}, "Wanneer"), h("dd", {}, callback.when)),
        h("div", {}, h("dt", {}, "Hoe"), h("dd", {}, withNumbers(callback.how ?? "")))),
      h("button", { type: "button", class: "button", "data-key": "callback-done", on: { click: onDone } }, "Ik heb gebeld")));
}

/** A colleague is asked to take over: what the visitor will read then. @param {any} conversation @param {any} me */
export function showTransfer({ id, transfer }, me) {
  fillWhenChanged(byId("transfer-asked"), [id, transfer], () => {
    if (!transfer) return null;
    const mine = transfer.to.id === me.id;
    const asked = mine ? `${transfer.from.name} vraagt of jij dit gesprek overneemt.` : `${transfer.to.name} is gevraagd om over te nemen.`;
    return h("section", { class: "callback", "aria-labelledby": "transfer-asked-title" },
      h("h3", { id: "transfer-asked-title" }, asked),
      transfer.introduction && h("p", {}, `De bezoeker leest dan: “${transfer.introduction}”`));
  });
}
