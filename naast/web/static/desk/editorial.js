/** The editors' page: what the assistant did not know, which answers did not help, what needs a look. */
import { byId, fillWhenChanged, h, say } from "./dom.js";
import { AUDIENCES, word } from "./words.js";

const day = new Intl.DateTimeFormat("nl-NL", { day: "numeric", month: "short", year: "numeric" });
const WHY = { clarify: "vroeg door", out_of_scope: "zei dat het dit niet weet" };

/** @param {{ load: () => Promise<any>, done: (id: number) => Promise<any> }} options */
export function createEditorial({ load, done }) {
  const problem = byId("editorial-problem");

  async function refresh() {
    try {
      const { misses, noes, due } = await load();
      list("editorial-misses", misses, miss, "Er zijn geen vragen die wachten.");
      list("editorial-noes", noes, no, "Niemand zei nog dat een antwoord niet hielp.");
      list("editorial-due", due, topic, "Alle onderwerpen zijn nagekeken.");
    } catch (error) {
      say(problem, error.message);
    }
  }

  /** @param {string} id @param {any[]} items @param {(item: any) => HTMLElement} make @param {string} nothing */
  function list(id, items, make, nothing) {
    fillWhenChanged(byId(id), items, () => (items.length ? h("ul", { class: "rows" }, items.map(make)) : h("p", { class: "soft" }, nothing)));
  }

  /** @param {any} item */
  function miss({ id, text, decision, guess, audience, on }) {
    return h("li", { "data-key": String(id) },
      h("div", {}, h("p", { class: "message-text" }, `“${text}”`),
        h("p", { class: "soft" }, [word(AUDIENCES, audience), day.format(new Date(on)), word(WHY, decision), guess && `dacht aan: ${guess}`].filter(Boolean).join(" · "))),
      h("div", { class: "actions" }, h("button", { type: "button", class: "button", "aria-label": `Verwerkt: ${text.slice(0, 60)}`,
        on: { click: () => done(id).then(refresh, (error) => say(problem, error.message)) } }, "Verwerkt")));
  }

  return refresh;
}

/** @param {any} item */
function no({ topic, title, yes, no: noes }) {
  return h("li", {}, h("div", {}, h("strong", {}, title ?? topic), h("p", { class: "soft" }, `${noes} keer niet geholpen, ${yes} keer wel`)));
}

/** @param {any} item */
function topic({ id, title, review_due, overdue, reviewed_by }) {
  return h("li", {}, h("div", {}, h("strong", {}, title), " ", h("span", { class: "soft" }, `knowledge/topics/${id}.md`),
    h("p", { class: overdue ? "overdue" : "soft" }, [reviewed_by ? `nagekeken door ${reviewed_by}` : "nog niet ondertekend", `nakijken voor ${day.format(new Date(review_due))}`, overdue && "te laat"].filter(Boolean).join(" · "))));
}
