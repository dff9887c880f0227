/** The parts of the desk besides the conversations: who may see which, and which one is on the screen. */
import { byId } from "./dom.js";

const TALKING = ["professional", "coordinator", "regisseur"];

/** @typedef {"work" | "morning" | "insight" | "editorial" | "admin" | "log"} Page */

/** Page → roles; the first page that a role may see is where it begins. @type {[Page, string[] | null][]} */
const PAGES = [
  ["work", TALKING],
  ["morning", TALKING],
  ["editorial", ["editor", "coordinator", "regisseur"]],
  ["admin", ["admin"]],
  ["log", ["admin", "regisseur"]],
  ["insight", null],
];

/** @param {string} role @returns {Page[]} */
export function pagesFor(role) {
  return PAGES.filter(([, roles]) => !roles || roles.includes(role)).map(([page]) => page);
}

/** @param {{ showing: Partial<Record<Page, () => unknown>> }} options what to do when a page comes up */
export function createPages({ showing }) {
  /** @type {Page[]} */
  let allowed = [];

  return {
    /** @param {string} role */
    allow(role) {
      allowed = pagesFor(role);
      for (const link of links()) link.hidden = !allowed.includes(pageOf(link));
    },
    first: () => allowed[0],
    /** @param {Page} page */
    may: (page) => allowed.includes(page),
    /** @param {Page} page @returns {boolean} it was not on the screen yet */
    show(page) {
      const fresh = byId(page).hidden;
      for (const [name] of PAGES) byId(name).hidden = name !== page;
      for (const link of links()) {
        if (pageOf(link) === page) link.setAttribute("aria-current", "page");
        else link.removeAttribute("aria-current");
      }
      if (fresh && page !== "work") byId(page).focus();
      void showing[page]?.();
      return fresh;
    },
    /** @param {Page} page */
    isOn: (page) => !byId(page).hidden,
    titleOf: () => PAGES.map(([page]) => page).filter((page) => !byId(page).hidden && page !== "work").map((page) => byId(`${page}-title`).textContent)[0] ?? "",
  };
}

/** @returns {HTMLElement[]} */
const links = () => [...document.querySelectorAll("[data-page-link]")].map((link) => /** @type {HTMLElement} */ (link));

/** @param {HTMLElement} link */
const pageOf = (link) => /** @type {Page} */ (link.dataset.pageLink);
