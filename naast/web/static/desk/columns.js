/** On a small screen one column at a time; on a large one this only remembers where you were. */
import { byId } from "./dom.js";

/** @typedef {"queue" | "conversation" | "panel"} Column */

export function createColumns() {
  const buttons = /** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll("[data-column-button]"));
  buttons.forEach((button) => button.addEventListener("click", () => show(/** @type {Column} */ (button.dataset.columnButton))));
  document.querySelectorAll("[data-skip]").forEach((link) => link.addEventListener("click", skip));

  /** @param {Column} column */
  function show(column) {
    document.body.dataset.column = column;
    buttons.forEach((button) => button.setAttribute("aria-pressed", String(button.dataset.columnButton === column)));
  }

  /** A skip link shows the column it leads to, and does not disturb the address. @param {Event} event */
  function skip(event) {
    event.preventDefault();
    const column = /** @type {HTMLElement} */ (event.currentTarget).dataset.skip;
    show(/** @type {Column} */ (column));
    byId(String(column)).focus();
  }

  show("queue");
  return { show, current: () => /** @type {Column} */ (document.body.dataset.column) };
}
