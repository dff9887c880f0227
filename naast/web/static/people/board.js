/** Every open request by state, what must not be forgotten, and how many wait. */
import { h } from "/static/desk/dom.js";

const ORDER = ["new", "talking", "checking", "waiting", "proposed", "meeting", "trial", "started"];

/** @param {any} api */
export async function board(api) {
  const [{ requests, waiting_list }, { reminders }] = await Promise.all([api.get("/requests"), api.get("/reminders")]);
  return [
    reminders.length > 0 && remember(reminders),
    h("section", { class: "box", "aria-labelledby": "waiting-title" },
      h("h2", { id: "waiting-title" }, "Wachtlijst"),
      h("ul", {}, waiting_list.map(waiting)),
      api.coordinator && h("p", {}, h("a", { href: "#/plan" }, "Bekijk een voorstel voor iedereen die wacht"))),
    requests.length === 0 && h("p", {}, "Er zijn nu geen open aanvragen."),
    ORDER.map((state) => column(requests.filter((/** @type {any} */ r) => r.state === state))),
  ];
}

/** @param {any[]} items */
function column(items) {
  if (!items.length) return null;
  return h("section", {}, h("h2", {}, `${items[0].state_title} (${items.length})`), h("ul", { class: "cards" }, items.map(card)));
}

/** @param {any} item */
function card(item) {
  return h("li", {},
    h("a", { href: `#/aanvraag/${item.id}` }, h("strong", {}, item.kind_title), ` van ${age(item.days)}`),
    h("br"), h("span", { class: "soft" }, item.owner ? `Bij ${item.owner.name}` : "Nog van niemand"));
}

/** @param {number} days */
const age = (days) => (days === 0 ? "vandaag" : days === 1 ? "gisteren" : `${days} dagen geleden`);

/** @param {any} list */
function waiting({ kind, waiting, longest_days, usual_days }) {
  const usual = usual_days === null ? "Hoe lang het meestal duurt, weten we nog niet." : `Meestal duurt het ${usual_days} dagen.`;
  const longest = longest_days === null ? "" : ` De langste wacht ${longest_days} dagen.`;
  return h("li", {}, `${kind === "maatje" ? "Maatje" : "Steungezin"}: ${waiting} wachten.${longest} ${usual}`);
}

/** @param {any[]} items */
function remember(items) {
  return h("section", { class: "box", "aria-labelledby": "reminders-title" },
    h("h2", { id: "reminders-title" }, "Niet vergeten"),
    h("ul", {}, items.map((item) => h("li", {}, item.request ? h("a", { href: `#/aanvraag/${item.request}` }, item.text) : item.text))));
}
