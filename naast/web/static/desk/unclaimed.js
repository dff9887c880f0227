/** The alarm for whoever keeps an eye on the desk: conversations that nobody picked up in time. */
import { byId, fillWhenChanged, h } from "./dom.js";
import { linkTo } from "./routes.js";

const WATCHERS = ["regisseur", "coordinator"];

/** @param {any[]} waiting @param {string} role @returns {any[]} those that this role must see to */
export function showUnclaimed(waiting, role) {
  const late = WATCHERS.includes(role) ? waiting.filter((item) => item.alarm) : [];
  const bar = byId("unclaimed-bar");
  bar.hidden = !late.length;
  fillWhenChanged(bar, late.map((item) => item.id), () => [
    late.length === 1 ? "1 gesprek wacht te lang. " : `${late.length} gesprekken wachten te lang. `,
    late[0] && h("a", { href: linkTo(late[0].id) }, "Bekijk het eerste"),
  ]);
  return late;
}
