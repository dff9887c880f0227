/** Keys for hands that stay on the keyboard. Keys of one letter can be switched off (WCAG 2.1.4). */
import { byId } from "./dom.js";
import { letCancel } from "./dialogs.js";

const STORE = "naast-desk-keys";

/**
 * @param {Record<string, () => void>} keys what a key of one letter does
 * @param {() => void} onEscape
 */
export function createShortcuts(keys, onEscape) {
  const dialog = byId("help-dialog");
  const choice = byId("keys-on");
  choice.checked = read() !== "off";
  choice.addEventListener("change", () => write(choice.checked ? "on" : "off"));
  letCancel(dialog);

  const help = () => dialog.showModal();
  const all = { ...keys, "?": help };

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || document.querySelector("dialog[open]") || byId("desk").hidden) return;
    if (event.key === "Escape") return onEscape();
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || !choice.checked) return;
    if (!Object.hasOwn(all, event.key)) return;
    event.preventDefault();
    all[event.key]();
  });
  return { help };
}

/** @param {EventTarget | null} target */
export function isTyping(target) {
  return target instanceof HTMLElement && target.matches("input:not([type=checkbox], [type=radio]), textarea, select");
}

function read() {
  try {
    return localStorage.getItem(STORE);
  } catch {
    return null;
  }
}

/** @param {string} value */
function write(value) {
  try {
    localStorage.setItem(STORE, value);
  } catch {
    // Without storage the choice lasts as long as the page.
  }
}
