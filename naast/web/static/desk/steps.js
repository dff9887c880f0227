/** Who is involved and what happened so far, without a word of the conversation itself. */
import { byId, fillWhenChanged, h } from "./dom.js";
import { moment } from "./time.js";
import { ROLES, stepText, word } from "./words.js";

/** @param {any} conversation null: none open */
export function showSteps(conversation) {
  byId("steps").hidden = !conversation;
  if (!conversation) return;
  const { steps = [], participants = [] } = conversation;
  fillWhenChanged(byId("people"), participants, () =>
    participants.length > 0 &&
    h("ul", { class: "people", "aria-label": "Wie is erbij?" },
      participants.map(({ name, role }) => h("li", {}, `${name}: ${word(ROLES, role).toLowerCase()}`))));
  fillWhenChanged(byId("step-list"), steps, () => steps.map(stepItem));
}

/** @param {any} step */
function stepItem({ kind, by, at }) {
  return h("li", {}, h("time", { datetime: at }, moment(at)), " ", stepText(kind, by?.name ?? by));
}
