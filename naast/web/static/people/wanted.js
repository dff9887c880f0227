/** What is matched on: where, when, which ages, languages and interests. For volunteers and for requests. */
import { h } from "/static/desk/dom.js";
import { check, field, select } from "./forms.js";

const DAYS = [["ma", "maandag"], ["di", "dinsdag"], ["wo", "woensdag"], ["do", "donderdag"], ["vr", "vrijdag"], ["za", "zaterdag"], ["zo", "zondag"]];
const PARTS = ["ochtend", "middag", "avond"];

/** @param {FormData} data @param {string} name */
export const text = (data, name) => String(data.get(name) ?? "").trim();

/** Words with commas between them. @param {FormData} data @param {string} name */
export const many = (data, name) => text(data, name).split(",").map((word) => word.trim()).filter(Boolean);

/** Days and parts of the day. @param {string[]} [chosen] codes such as `wo-middag` */
export function grid(chosen = []) {
  const box = (/** @type {string} */ code, /** @type {string} */ label) =>
    h("td", {}, h("input", { type: "checkbox", name: "slots", value: code, "aria-label": label, checked: chosen.includes(code) }));
  const head = h("tr", {}, h("th", { scope: "col" }, "Dag"), PARTS.map((part) => h("th", { scope: "col" }, part)));
  const rows = DAYS.map(([code, name]) => h("tr", {}, h("th", { scope: "row" }, name), PARTS.map((part) => box(`${code}-${part}`, `${name} ${part}`))));
  return h("fieldset", {}, h("legend", {}, "Wanneer?"), h("div", { class: "scroll" }, h("table", {}, h("thead", {}, head), h("tbody", {}, rows))));
}

/** @param {any} [profile] a volunteer's, or nothing yet @param {number} [capacity] */
export function profileFields(profile, capacity = 1) {
  const p = profile ?? { roles: [], slots: [], max_km: 5, ages: [4, 12], languages: ["nl"], interests: [], gender: null, postcode4: "" };
  return [
    h("fieldset", {}, h("legend", {}, "Wat wil deze vrijwilliger doen?"),
      check("Maatje", "roles", "maatje", p.roles.includes("maatje")), check("Steungezin", "roles", "steungezin", p.roles.includes("steungezin"))),
    field("Postcode, 4 cijfers", "postcode4", { inputmode: "numeric", value: p.postcode4 }),
    field("Hoeveel km reizen?", "max_km", { inputmode: "numeric", value: String(p.max_km) }),
    grid(p.slots),
    field("Vanaf welke leeftijd?", "from", { inputmode: "numeric", value: String(p.ages[0]) }),
    field("Tot en met welke leeftijd?", "to", { inputmode: "numeric", value: String(p.ages[1]) }),
    field("Talen, zo: nl, ar", "languages", { value: p.languages.join(", ") }),
    field("Wat doet deze vrijwilliger graag? Met komma's ertussen", "interests", { value: p.interests.join(", ") }),
    select("Man of vrouw, als iemand daarom vraagt", "gender", [["", "Niet ingevuld"], ["vrouw", "Vrouw"], ["man", "Man"], ["anders", "Anders"]], p.gender ?? ""),
    field("Hoeveel gezinnen tegelijk?", "capacity", { inputmode: "numeric", value: String(capacity) }),
  ];
}

/** @param {FormData} data */
export function profileOf(data) {
  const profile = {
    roles: data.getAll("roles"), slots: data.getAll("slots"), postcode4: text(data, "postcode4"), max_km: Number(text(data, "max_km")),
    ages: [Number(text(data, "from")), Number(text(data, "to"))], languages: many(data, "languages"), interests: many(data, "interests"),
    gender: text(data, "gender") || null,
  };
  return { profile, capacity: Number(text(data, "capacity")) };
}

/** What a family asks for, as far as we match on it. @param {any} facts */
export function factFields(facts) {
  return [
    field("Postcode, 4 cijfers", "postcode4", { inputmode: "numeric", value: facts.postcode4 ?? "" }),
    grid(facts.slots),
    field("Leeftijden, zo: 4, 7", "ages", { value: (facts.ages ?? []).join(", ") }),
    field("Talen, zo: nl, ar", "languages", { value: (facts.languages ?? []).join(", ") }),
    select("Liever een man of een vrouw?", "gender", [["", "Maakt niet uit"], ["vrouw", "Vrouw"], ["man", "Man"]], facts.gender ?? ""),
    field("Wat is leuk? Met komma's ertussen", "interests", { value: (facts.interests ?? []).join(", ") }),
  ];
}

/** @param {FormData} data */
export const factsOf = (data) => ({
  postcode4: text(data, "postcode4") || null, slots: data.getAll("slots"), ages: many(data, "ages").map(Number),
  languages: many(data, "languages"), gender: text(data, "gender") || null, interests: many(data, "interests"),
});
