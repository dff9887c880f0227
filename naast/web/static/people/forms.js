/** Small forms: every field has a label, every button says what happens. */
import { h } from "/static/desk/dom.js";

let made = 0;

/** @param {string} title @param {() => void} run @param {boolean} [main] */
export const button = (title, run, main = false) =>
  h("button", { type: "button", class: main ? "button button--main" : "button", on: { click: run } }, title);

/** @param {string} label @param {string} name @param {Record<string, any>} [more] `tag`, `type`, `value`, … */
export function field(label, name, more = {}) {
  const id = `field-${++made}`;
  const { tag = "input", ...attributes } = more;
  return h("div", {}, h("label", { for: id }, label), h(tag, { id, name, ...attributes }));
}

/** @param {string} label @param {string} name @param {[string, string][]} options @param {string} [chosen] */
export function select(label, name, options, chosen) {
  const id = `field-${++made}`;
  const items = options.map(([value, title]) => h("option", { value, selected: value === chosen }, title));
  return h("div", {}, h("label", { for: id }, label), h("select", { id, name }, items));
}

/** @param {string} label @param {string} name @param {string} value @param {boolean} checked */
export const check = (label, name, value, checked) =>
  h("label", {}, h("input", { type: "checkbox", name, value, checked }), ` ${label}`);

/**
 * @param {Node[]} fields @param {string} title @param {(data: FormData) => void} submit
 */
export function form(fields, title, submit) {
  const element = h("form", { novalidate: true }, fields, h("div", {}, h("button", { class: "button button--main" }, title)));
  element.addEventListener("submit", (event) => {
    event.preventDefault();
    submit(new FormData(/** @type {HTMLFormElement} */ (element)));
  });
  return element;
}

/** A date as people write it. @param {string | null} iso */
export const day = (iso) => (iso ? new Date(iso).toLocaleDateString("nl-NL") : "onbekend");
