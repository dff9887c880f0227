/** One request: what was said, who could be asked, what happened, and the next step. */
import { h } from "/static/desk/dom.js";
import { button, day, field, form, select } from "./forms.js";
import { factFields, factsOf } from "./wanted.js";

const PARENTS = [["agree", "Vinden het goed"], ["agree_reluctantly", "Chagrijnig akkoord"], ["not_asked", "Nog niet gevraagd"],
  ["object", "Zijn tegen"], ["unsafe_to_ask", "Vragen is niet veilig"]];
const DECLINERS = [["family", "Het gezin of de jongere"], ["volunteer", "De vrijwilliger"], ["staff", "Een medewerker"]];
const STATES = { talking: "Zet op: in gesprek", checking: "Begin de toetsing", waiting: "Zet op de wachtlijst", started: "Zet op: gestart" };

/** @param {any} api @param {any} page */
export async function request(api, { id, act }) {
  const shown = await api.get(`/requests/${id}`);
  const looks = ["maatje", "steungezin"].includes(shown.kind);
  const found = looks && shown.state !== "closed" ? await api.get(`/requests/${id}/proposals`) : null;
  const post = (/** @type {string} */ path, /** @type {any} */ body, /** @type {string} */ done) =>
    act(() => api.post(`/requests/${id}${path}`, body), done);
  return [
    h("p", {}, h("a", { href: "#/" }, "Terug naar alle aanvragen")),
    h("p", {}, h("strong", {}, shown.kind_title), `: ${shown.state_title}. `, shown.owner ? `Van ${shown.owner.name}.` : "Nog van niemand."),
    h("div", { class: "actions" },
      !shown.owner && shown.state !== "closed" && button("Pak op", () => post("/take", {}, "Opgepakt"), true),
      shown.next_states.filter((/** @type {string} */ s) => s in STATES)
        .map((/** @type {keyof typeof STATES} */ s) => button(STATES[s], () => post("/state", { to: s }, "Gedaan")))),
    box("Wat er is verteld", h("dl", {}, shown.answers.map((/** @type {any} */ a) => [h("dt", {}, a.title), h("dd", {}, a.text)]))),
    looks && shown.state !== "closed" && box("Waar we op zoeken", h("details", {}, h("summary", {}, "Vul aan of verander"),
      form(factFields(shown.facts), "Bewaar waar we op zoeken", (data) => post("/facts", { facts: factsOf(data) }, "Bewaard")))),
    contact(shown),
    shown.kind === "jim" && shown.state !== "closed" && jim(shown, post),
    shown.matches.map((/** @type {any} */ match) => matched(api, match, act)),
    found && proposals(api, found, post),
    box("Notitie voor collega's", form([field("Notitie", "text", { tag: "textarea", rows: 3 })], "Bewaar notitie",
      (data) => post("/notes", { text: data.get("text") }, "Notitie bewaard"))),
    box("Wat er gebeurde", h("ol", {}, shown.steps.map(step))),
    shown.state !== "closed" && box("Afsluiten", form(
      [field("Uitkomst, in een paar woorden", "outcome"), field("Waarom", "reason", { tag: "textarea", rows: 2 })],
      "Sluit deze aanvraag af", (data) => post("/close", Object.fromEntries(data), "Afgesloten"))),
  ];
}

/** @param {string} title @param {...any} inside */
const box = (title, ...inside) => h("section", { class: "box" }, h("h2", {}, title), inside);

/** @param {any} shown */
function contact(shown) {
  const words = !shown.contact_known ? "Er is nog niet achtergelaten hoe we iemand bereiken."
    : shown.contact ? `${shown.contact.how}. ${shown.contact.when}` : "De coördinator weet hoe we iemand bereiken.";
  return box("Contact", h("p", {}, words));
}

/** @param {any} item */
function step(item) {
  return h("li", {}, `${day(item.at)}: ${item.title}`, item.by && ` (${item.by})`, item.text && `: ${item.text}`);
}

/** @param {any} shown @param {any} post */
function jim(shown, post) {
  const now = shown.check ? `Vastgelegd: ${shown.check.safe ? "veilig" : "niet veilig"}, ${shown.check.jim_is_willing ? "JIM wil graag" : "JIM wil nog niet"}.` : "Er is nog niets vastgelegd.";
  const yes = [["true", "Ja"], ["false", "Nee"]];
  return box("Toetsing", h("p", {}, now), form(
    [select("Is het veilig?", "safe", yes), select("Wil deze persoon JIM zijn?", "jim_is_willing", yes),
      select("Wat vinden de ouders?", "parents", PARENTS), field("Toelichting", "note", { tag: "textarea", rows: 2 })],
    "Leg de toetsing vast",
    (data) => post("/check", { safe: data.get("safe") === "true", jim_is_willing: data.get("jim_is_willing") === "true",
      parents: data.get("parents"), note: data.get("note") }, "Toetsing vastgelegd")));
}

/** @param {any} api @param {any} found @param {any} post */
function proposals(api, found, post) {
  const line = (/** @type {any} */ p, /** @type {boolean} */ ready) => h("li", {},
    h("strong", {}, `Vrijwilliger V-${p.number}`),
    h("ul", {}, p.fits.map((/** @type {string} */ r) => h("li", {}, r)), p.does_not_fit.map((/** @type {string} */ r) => h("li", {}, h("strong", {}, "Past niet: "), r))),
    ready && api.coordinator && button(`Stel V-${p.number} voor`, () => post("/matches", { volunteer: p.volunteer }, "Voorgesteld")));
  return box("Wie kan het doen?",
    found.proposals.length ? h("ul", { class: "cards" }, found.proposals.map((/** @type {any} */ p) => line(p, true))) : h("p", {}, "Er past nu niemand."),
    found.just_not.length > 0 && [h("h3", {}, "Net niet"), h("ul", { class: "cards" }, found.just_not.map((/** @type {any} */ p) => line(p, false)))]);
}

/** @param {any} api @param {any} match @param {any} act */
function matched(api, match, act) {
  const at = `/matches/${match.id}`;
  const post = (/** @type {string} */ path, /** @type {any} */ body, /** @type {string} */ done) => act(() => api.post(at + path, body), done);
  const open = ["proposed", "meeting"].includes(match.state);
  return box(`Vrijwilliger V-${match.number}: ${match.state_title}`,
    h("p", {}, `Akkoord van ${match.consents.length} van de ${match.consents_needed} medewerkers. `, match.agreement ? "De afspraken staan op papier." : "Er zijn nog geen afspraken op papier.",
      match.meeting_on && ` Kennismaking: ${day(match.meeting_on)}.`, match.review_due && ` Terugkijken: ${day(match.review_due)}.`, match.reason && ` ${match.reason}`),
    match.state === "proposed" && button("Ik geef akkoord", () => post("/consent", {}, "Akkoord gegeven"), true),
    api.coordinator && open && agreement(api, match, act),
    api.coordinator && match.state === "proposed" && form([field("Dag van de kennismaking", "on", { type: "date" })], "Plan de kennismaking", (data) => post("/meeting", { on: data.get("on") }, "Kennismaking gepland")),
    api.coordinator && match.state === "meeting" && button("Begin de proeftijd", () => post("/trial", {}, "Proeftijd begonnen"), true),
    api.coordinator && ["trial", "started"].includes(match.state) && button("We hebben teruggekeken", () => post("/review", {}, "Bewaard")),
    api.coordinator && open && form([select("Wie zei nee?", "by", DECLINERS), field("Waarom niet?", "reason")], "Zet op: nee gezegd", (data) => post("/decline", Object.fromEntries(data), "Nee bewaard")),
    api.coordinator && ["trial", "started"].includes(match.state) && form(
      [field("Waarom stopt het?", "reason"), select("Zoeken we verder?", "look_again", [["true", "Ja"], ["false", "Nee"]])], "Rond af",
      (data) => post("/end", { reason: data.get("reason"), look_again: data.get("look_again") === "true" }, "Afgerond")));
}

/** @param {any} api @param {any} match @param {any} act */
function agreement(api, match, act) {
  const text = field("Afspraken op papier", "text", { tag: "textarea", rows: 8 });
  const area = /** @type {HTMLTextAreaElement} */ (text.querySelector("textarea"));
  area.value = match.agreement ?? "";
  const use = button("Begin met het voorbeeld", async () => (area.value = (await api.get("/agreement_template")).text));
  return h("div", {}, !match.agreement && use,
    form([text], "Leg de afspraken vast", (data) => act(() => api.put(`/matches/${match.id}/agreement`, { text: data.get("text") }), "Afspraken bewaard")));
}
