/** The menu under your name. */
import { byId } from "./dom.js";

/** @param {{ help: () => void }} options */
export function createMenu({ help }) {
  const menu = byId("menu");
  byId("help-button").addEventListener("click", () => {
    menu.open = false;
    help();
  });
  document.addEventListener("click", (event) => {
    if (!menu.contains(/** @type {Node} */ (event.target))) menu.open = false;
  });
  return {
    /** @returns {boolean} whether it was open */
    close() {
      if (!menu.open) return false;
      menu.open = false;
      menu.querySelector("summary").focus();
      return true;
    },
  };
}
