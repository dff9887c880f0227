/** Small marks that several parts of the desk share. */
import { h } from "./dom.js";
import { LEVELS } from "./words.js";
import { tick } from "./time.js";

/** "Nu gevaar", "Ernstig" or "Zorg"; nothing for level 0. @param {number} level */
export function levelTag(level) {
  return LEVELS[level] ? h("span", { class: `level level-${level}` }, LEVELS[level]) : null;
}

/** A waiting time that goes on by itself (see time.js). @param {string} since @param {boolean} exact */
export function waitingTime(since, exact) {
  const element = h(
    "time",
    { class: "waiting", datetime: since, "data-waiting": since, "data-exact": exact },
    h("span", { "aria-hidden": "true" }),
    h("span", { class: "visually-hidden" }),
  );
  tick(element);
  return element;
}

const NUMBER = /(?<!\d)(112|113|0[89]00[- ]?\d{2,4}(?:[- ]?\d{2,4})?|0\d{1,3}[- ]?\d{6,8}|\+31[\d -]{9,12}\d)(?!\d)/;

/** Text in which telephone numbers can be called. @param {string} text @returns {(Node | string)[]} */
export function withNumbers(text) {
  return text.split(NUMBER).map((part, index) =>
    index % 2 ? h("a", { class: "number", href: `tel:${part.replace(/[^\d+]/g, "")}` }, part) : part,
  );
}
