/** Available, busy or away: what colleagues see of me. */
import { byId } from "./dom.js";

/** @param {{ choose: (state: string) => Promise<any>, announce: (text: string) => void }} options */
export function createPresence({ choose, announce }) {
  const select = byId("presence");
  let known = select.value;

  select.addEventListener("change", async () => {
    try {
      await choose(select.value);
      known = select.value;
      announce(`Je staat op ${select.selectedOptions[0].textContent.toLowerCase()}.`);
    } catch (error) {
      select.value = known;
      announce(error.message);
    }
  });

  return {
    /** @param {any} me */
    show(me) {
      known = me.availability ?? "available";
      select.value = known;
    },
    hide: () => (byId("presence-label").hidden = true),
  };
}
