/** Write to the visitor. Every conversation keeps its own draft while the page is open. */
import { byId, fill, h } from "./dom.js";
import { fillShortcut } from "./quick.js";

const TYPING_EVERY_MS = 3_000;

/**
 * @param {{ onSend: (text: string) => void, onTyping: () => void, texts: () => Promise<import("./quick.js").QuickText[]> }} options
 */
export function createComposer({ onSend, onTyping, texts }) {
  const form = byId("composer");
  const field = byId("composer-text");
  const quick = byId("quick");
  /** @type {Map<string, string>} */
  const drafts = new Map();
  /** @type {string | null} */
  let current = null;
  let toldAt = 0;

  form.addEventListener("submit", (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    submit();
  });
  field.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    const plainEnter = event.key === "Enter" && !event.shiftKey && !event.isComposing;
    if (!plainEnter || (onTouch() && !event.ctrlKey)) return;
    event.preventDefault();
    submit();
  });
  field.addEventListener("input", () => {
    tellTyping();
    fillShortcut(field, known);
  });
  /** @type {import("./quick.js").QuickText[]} */
  let known = [];
  byId("composer-hint").hidden = onTouch();

  function submit() {
    const text = field.value.trim();
    if (!text || !current) return field.focus();
    field.value = "";
    drafts.delete(current);
    onSend(text);
    field.focus();
  }

  function tellTyping() {
    if (!field.value.trim() || Date.now() - toldAt < TYPING_EVERY_MS) return;
    toldAt = Date.now();
    onTyping();
  }

  /** Put a text where the cursor is. @param {string} text */
  function insert(text) {
    const { selectionStart, selectionEnd, value } = field;
    const before = value.slice(0, selectionStart);
    const gap = before && !/\s$/.test(before) ? "\n" : "";
    field.focus();
    field.setRangeText(gap + text, selectionStart, selectionEnd, "end");
    field.scrollTop = field.scrollHeight;
  }

  async function showQuickTexts() {
    known = await texts();
    fillShortcut(field, known); // whoever types fast was there before the texts
    fill(byId("quick-list"), known.map(({ title, text, shortcut }) =>
      h("li", {}, h("button", { type: "button", on: { click: () => choose(text) } },
        h("strong", {}, title), " ", h("kbd", {}, `/${shortcut}`), h("span", {}, text)))));
  }

  /** @param {string} text */
  function choose(text) {
    quick.open = false;
    insert(text);
  }

  return {
    insert,
    focus: () => field.focus(),
    isOpen: () => !form.hidden,
    /** @param {string | null} conversation null: nothing to write in */
    use(conversation) {
      form.hidden = conversation === null;
      if (conversation === current) return;
      if (current) drafts.set(current, field.value);
      current = conversation;
      field.value = (conversation && drafts.get(conversation)) || "";
      quick.open = false;
      if (conversation) void showQuickTexts();
    },
    /** Is there a text nobody has seen yet? */
    hasDraft: () => Boolean(field.value.trim()) || [...drafts.values()].some((draft) => draft.trim()),
  };
}

/** On a touch screen Enter makes a new line: there is no Shift to hold. */
const onTouch = () => matchMedia("(pointer: coarse)").matches;
