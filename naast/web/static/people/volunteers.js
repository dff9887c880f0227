/** Volunteers: profile and checks for everybody, names and numbers for the coordinator. */
import { h } from "/static/desk/dom.js";
import { button, check, day, field, form, select } from "./forms.js";

const DAYS = [["ma", "maandag"], ["di", "dinsdag"], ["wo", "woensdag"], ["do", "donderdag"], ["vr", "vrijdag"], ["za", "zaterdag"], ["zo", "zondag"]];
const PARTS = ["ochtend", "middag", "avond"];
const CHECKS = [["vog_on", "Datum van de VOG"], ["references_on", "Referenties gebeld op"], ["trained_on", "Training gedaan op"], ["code_signed_on", "Gedragscode getekend op"]];

/** @param {any} api @param {any} page */
export async function volunteers(api, { act }) {
  const { volunteers: everybody } = await api.get("/volunteers");
  return [
    everybody.length === 0 && h("p", {}, "Er zijn nog geen vrijwilligers."),
    everybody.map((/** @type {any} */ v) => one(api, v, act)),
    api.coordinator && h("section", { class: "box" }, h("h2", {}, "Nieuwe vrijwilliger"), adding(api, act)),
  ];
}

/** @param {any} api @param {any} v @param {any} act */
function one(api, v, act) {
  const { profile } = v;
  const put = (/** @type {string} */ path, /** @type {any} */ body) => act(() => api.put(`/volunteers/${v.id}${path}`, body), "Bewaard");
  const state = (/** @type {string} */ to) => act(() => api.post(`/volunteers/${v.id}/state`, { to }), "Bewaard");
  return h("section", { class: "box", "aria-labelledby": `v-${v.number}` },
    h("h2", { id: `v-${v.number}` }, `V-${v.number}: ${v.state_title}`),
    v.contact && h("p", {}, [v.contact.name, v.contact.phone, v.contact.email].filter(Boolean).join(", ")),
    h("dl", {},
      item("Doet", profile.roles.join(" en ")), item("Plek", `${v.running} van ${v.capacity} bezet`),
      item("Postcode", `${profile.postcode4}, tot ${profile.max_km} km`), item("Kan op", profile.slots.join(", ")),
      item("Voor", `${profile.ages[0]} tot en met ${profile.ages[1]} jaar`), item("Talen", profile.languages.join(", ")),
      item("VOG", v.vog_on ? `${day(v.vog_on)}, geldig tot en met ${day(v.vog_until)}` : "nog niet"),
      item("Referenties", v.references_on ? day(v.references_on) : "nog niet"), item("Gedragscode", v.code_signed_on ? day(v.code_signed_on) : "nog niet")),
    v.open_reports > 0 && h("p", {}, h("strong", {}, `Er is een melding (${v.open_reports}). `), (v.reports ?? []).map((/** @type {any} */ r) => r.text).join(" ")),
    h("details", {}, h("summary", {}, `Iets melden of veranderen bij V-${v.number}`),
      form([field("Wat gebeurde er?", "text", { tag: "textarea", rows: 2 })], "Meld een zorg", (data) => act(() => api.post(`/volunteers/${v.id}/reports`, { text: data.get("text") }), "Gemeld")),
      api.coordinator && [
        form(CHECKS.map(([name, label]) => field(label, name, { type: "date", value: v[name] ?? false })), "Bewaar de data",
          (data) => put("/checks", Object.fromEntries([...data].filter(([, value]) => value)))),
        h("div", { class: "actions" }, v.open_reports > 0 && button("Melding is afgehandeld", () => act(() => api.post(`/volunteers/${v.id}/reports/done`, {}), "Bewaard")),
          button(`Laat V-${v.number} meedoen`, () => state("active")), button(`Zet V-${v.number} op pauze`, () => state("paused"))),
      ]));
}

/** @param {string} title @param {string} text */
const item = (title, text) => [h("dt", {}, title), h("dd", {}, text || "niet ingevuld")];

/** @param {any} api @param {any} act */
function adding(api, act) {
  const head = h("tr", {}, h("th", { scope: "col" }, "Dag"), PARTS.map((part) => h("th", { scope: "col" }, part)));
  const rows = DAYS.map(([code, name]) => h("tr", {}, h("th", { scope: "row" }, name),
    PARTS.map((part) => h("td", {}, h("input", { type: "checkbox", name: "slots", value: `${code}-${part}`, "aria-label": `${name} ${part}` })))));
  return form([
    h("fieldset", {}, h("legend", {}, "Wat wil deze vrijwilliger doen?"), check("Maatje", "roles", "maatje"), check("Steungezin", "roles", "steungezin")),
    field("Naam", "name", { autocomplete: "off" }), field("Telefoon", "phone", { autocomplete: "off" }), field("E-mail", "email", { autocomplete: "off" }),
    field("Postcode, 4 cijfers", "postcode4", { inputmode: "numeric" }), field("Hoeveel km reizen?", "max_km", { inputmode: "numeric", value: "5" }),
    h("fieldset", {}, h("legend", {}, "Wanneer?"), h("div", { class: "scroll" }, h("table", {}, h("thead", {}, head), h("tbody", {}, rows)))),
    field("Vanaf welke leeftijd?", "from", { inputmode: "numeric", value: "4" }), field("Tot en met welke leeftijd?", "to", { inputmode: "numeric", value: "12" }),
    field("Talen, zo: nl, ar", "languages", { value: "nl" }), field("Wat doet deze vrijwilliger graag? Met komma's ertussen", "interests"),
    select("Man of vrouw, als iemand daarom vraagt", "gender", [["", "Niet ingevuld"], ["vrouw", "Vrouw"], ["man", "Man"], ["anders", "Anders"]]),
    field("Hoeveel gezinnen tegelijk?", "capacity", { inputmode: "numeric", value: "1" }),
  ], "Voeg deze vrijwilliger toe", (data) => act(() => api.post("/volunteers", shape(data)), "Toegevoegd"));
}

/** @param {FormData} data */
function shape(data) {
  const text = (/** @type {string} */ name) => String(data.get(name) ?? "").trim();
  const many = (/** @type {string} */ name) => text(name).split(",").map((word) => word.trim()).filter(Boolean);
  const profile = {
    roles: data.getAll("roles"), slots: data.getAll("slots"), postcode4: text("postcode4"), max_km: Number(text("max_km")),
    ages: [Number(text("from")), Number(text("to"))], languages: many("languages"), interests: many("interests"), gender: text("gender") || null,
  };
  return { profile, capacity: Number(text("capacity")), contact: { name: text("name"), phone: text("phone"), email: text("email") } };
}
