/** Above a conversation: what it is about, how urgent, who has it, and what you can do with it. */
import { byId, fillWhenChanged, h } from "./dom.js";
import { levelTag, waitingTime } from "./tags.js";
import { moment } from "./time.js";
import { AUDIENCES, CHANNELS, MODES, isUrgent, word } from "./words.js";
import { nameOf } from "./queue.js";

/** @typedef {{title: string, key: string, run: () => void, main?: boolean}} Action */

/**
 * @param {any} conversation @param {boolean} mine @param {Action[]} actions
 * @param {string | undefined} waitingSince
 */
export function showHead(conversation, mine, actions, waitingSince) {
  const { id, topic, level, audience, mode, owner, team, channel } = conversation;
  const model = [id, topic, level, audience, mode, owner, team, channelText(channel), mine, waitingSince, actions.map((one) => one.key)];
  fillWhenChanged(byId("conversation-head"), model, () => [
    h("h2", { id: "conversation-title", tabindex: "-1" }, topic ?? "Gesprek zonder onderwerp"),
    h("p", { class: "conversation-about" },
      levelTag(level),
      h("span", {}, word(AUDIENCES, audience)),
      h("span", {}, ownership(conversation, mine)),
      channel && h("span", {}, channelText(channel)),
      mode === "waiting" && waitingSince && waitingTime(waitingSince, isUrgent(conversation))),
    actions.length > 0 && h("div", { class: "actions", role: "group", "aria-label": "Wat doe je met dit gesprek?" }, actions.map(actionButton)),
  ]);
}

/** "Via WhatsApp, schrijven kan tot vandaag 21.30" @param {any} channel its state, or its name */
function channelText(channel) {
  if (!channel) return "";
  if (typeof channel === "string") return `Via ${word(CHANNELS, channel)}`; // all that the queue tells
  const where = `Via ${word(CHANNELS, channel.name)}`;
  if (channel.state === "elsewhere") return `${where}, nu op de website`;
  if (channel.state === "unreachable") return `${where}: berichten komen niet aan`;
  if (!channel.open) return `${where}: je bericht wacht tot de ander weer schrijft`;
  return channel.until ? `${where}, schrijven kan tot ${moment(channel.until)}` : where;
}

/** @param {any} conversation @param {boolean} mine */
function ownership({ mode, owner, team }, mine) {
  if (mode === "waiting" && team) return `Wacht op een medewerker van ${team}`;
  if (mode !== "human") return word(MODES, mode);
  return mine ? "Jij voert dit gesprek" : `${nameOf(owner)} voert dit gesprek`;
}

/** @param {Action} action */
function actionButton({ title, key, run, main }) {
  return h("button", { type: "button", class: main ? "button button--main" : "button", "data-key": key, on: { click: run } }, title);
}

/** Nothing is open. @param {string} text @param {string} [title] */
export function showEmptyHead(text, title = "Kies een gesprek") {
  fillWhenChanged(byId("conversation-head"), [title, text], () => [
    h("h2", { id: "conversation-title", tabindex: "-1" }, title),
    h("p", { class: "soft" }, text),
  ]);
}
