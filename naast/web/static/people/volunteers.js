/** Volunteers: profile and checks for everybody, names and numbers for the coordinator. */
import { h } from "/static/desk/dom.js";
import { button, day, field, form } from "./forms.js";
import { profileFields, profileOf, text } from "./wanted.js";

const CHECKS = [["vog_on", "Datum van de VOG"], ["references_on", "Referenties gebeld op"], ["trained_on", "Training gedaan op"], ["code_signed_on", "Gedragscode getekend op"]];

/** @param {any} api @param {any} page */
export async function volunteers(api, { act }) {
  const { volunteers: everybody } = await api.get("/volunteers");
  return [
    everybody.length === 0 && h("p", {}, "Er zijn nog geen vrijwilligers."),
    everybody.map((/** @type {any} */ v) => one(api, v, act)),
    api.coordinator && h("section", { class: "box", "aria-labelledby": "new-title" }, h("h2", { id: "new-title" }, "Nieuwe vrijwilliger"), adding(api, act)),
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
        form(profileFields(profile, v.capacity), "Bewaar het profiel", (data) => put("", profileOf(data))),
        h("div", { class: "actions" }, v.open_reports > 0 && button("Melding is afgehandeld", () => act(() => api.post(`/volunteers/${v.id}/reports/done`, {}), "Bewaard")),
          button(`Laat V-${v.number} meedoen`, () => state("active")), button(`Zet V-${v.number} op pauze`, () => state("paused"))),
      ]));
}

/** @param {string} title @param {string} text */
const item = (title, text) => [h("dt", {}, title), h("dd", {}, text || "niet ingevuld")];

/** @param {any} api @param {any} act */
function adding(api, act) {
  const person = [field("Naam", "name", { autocomplete: "off" }), field("Telefoon", "phone", { autocomplete: "off" }), field("E-mail", "email", { autocomplete: "off" })];
  return form([...person, ...profileFields()], "Voeg deze vrijwilliger toe", (data) => {
    const contact = { name: text(data, "name"), phone: text(data, "phone"), email: text(data, "email") };
    return act(() => api.post("/volunteers", { ...profileOf(data), contact }), "Toegevoegd");
  });
}
