/** Find a topic in the knowledge base and put it in the message. */
import { byId, fill, h } from "./dom.js";

const WAIT_MS = 300;
const SHORTEST = 2;

/**
 * @param {{ find: (q: string) => Promise<{topics: any[]}>, insert: (text: string) => void, canInsert: () => boolean }} options
 */
export function createSearch({ find, insert, canInsert }) {
  const field = byId("search-text");
  const status = byId("search-status");
  const results = byId("search-results");
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let asked = "";
  /** @type {any[]} */
  let found = [];

  byId("search-form").addEventListener("submit", (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    asked = "";
    void look();
  });
  field.addEventListener("focus", makeRoom);
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, WAIT_MS);
  });

  async function look() {
    clearTimeout(timer);
    const q = field.value.trim();
    if (q === asked) return;
    asked = q;
    if (q.length < SHORTEST) return showFound([], "");
    try {
      const { topics } = await find(q);
      if (asked === q) showFound(topics, summaryOf(topics.length));
    } catch (error) {
      if (asked === q) showFound([], error.message);
    }
  }

  /** @param {any[]} topics @param {string} text */
  function showFound(topics, text) {
    found = topics;
    status.textContent = text;
    show();
    if (document.activeElement === field) makeRoom();
  }

  /** Bring the field to the top of its column, so that what is found has room below it. */
  function makeRoom() {
    field.closest(".card").scrollIntoView({ block: "start" });
  }

  function show() {
    const withInsert = canInsert();
    fill(results, found.map((topic, index) => topicItem(topic, index === 0, withInsert && insert)));
  }

  let couldInsert = false;
  return {
    focus: () => field.focus(),
    /** Another conversation is open: writing may have become possible or impossible. */
    refresh() {
      if (canInsert() === couldInsert) return;
      couldInsert = canInsert();
      show();
    },
  };
}

/** @param {number} count */
function summaryOf(count) {
  if (!count) return "Niets gevonden. Probeer een ander woord.";
  return count === 1 ? "1 onderwerp gevonden." : `${count} onderwerpen gevonden.`;
}

/** @param {any} topic @param {boolean} open @param {false | ((text: string) => void)} insert */
function topicItem({ title, answer = "", tips = [], sources = [] }, open, insert) {
  return h("li", {},
    h("details", { open },
      h("summary", {}, h("h3", {}, title)),
      h("p", { class: "message-text" }, answer),
      insertButton(insert, "Voeg in", answer, `Voeg het antwoord over ${title} in`),
      tips.length > 0 && [
        h("h4", {}, "Tips"),
        h("ul", {}, tips.map((tip) => h("li", {}, tip))),
        insertButton(insert, "Voeg tips in", tips.map((tip) => `- ${tip}`).join("\n"), `Voeg de tips over ${title} in`),
      ],
      sources.length > 0 && [h("h4", {}, "Bronnen"), h("ul", {}, sources.map(sourceItem))]));
}

/** @param {false | ((text: string) => void)} insert @param {string} title @param {string} text @param {string} label */
function insertButton(insert, title, text, label) {
  return insert && text && h("button", { type: "button", class: "button", "aria-label": label, on: { click: () => insert(text) } }, title);
}

/** @param {any} source */
function sourceItem({ title, url }) {
  const safe = /^https?:\/\//.test(url ?? "");
  return h("li", {}, safe ? h("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, title) : title);
}
