/** Who did what: the log, newest first. */
import { byId, fill, h, say } from "./dom.js";
import { linkTo } from "./routes.js";
import { moment } from "./time.js";
import { ACTIONS, REASONS, word } from "./words.js";

/** @param {(conversation: string, before?: number) => Promise<{rows: any[]}>} load */
export function createAuditLog(load) {
  const body = byId("log-rows");
  const more = byId("log-more");
  const field = byId("log-conversation");
  let oldest = 0;

  /** @param {boolean} further */
  async function show(further) {
    say(byId("log-problem"));
    try {
      const { rows } = await load(field.value.trim(), further ? oldest : undefined);
      if (further) body.append(...rows.map(item));
      else fill(body, rows.map(item));
      oldest = rows.at(-1)?.id ?? oldest;
      more.hidden = rows.length < 100;
      byId("log-empty").hidden = further || rows.length > 0;
    } catch (error) {
      say(byId("log-problem"), error.message);
    }
  }

  byId("log-form").addEventListener("submit", (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    void show(false);
  });
  more.addEventListener("click", () => show(true));
  return () => show(false);
}

/** @param {any} row */
function item({ at, by, action, conversation, detail }) {
  return h("tr", {},
    h("td", {}, h("time", { datetime: at }, moment(at))),
    h("td", {}, by ?? "Naast zelf"),
    h("td", {}, word(ACTIONS, action), detail.reason && ` (${word(REASONS, detail.reason).toLowerCase()})`),
    h("td", {}, conversation && h("a", { href: linkTo(conversation) }, conversation.slice(0, 8))));
}
