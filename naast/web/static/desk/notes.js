/** Notes among colleagues; the visitor never sees them. A note that was not saved stays in its field. */
import { byId, h, keyed, say } from "./dom.js";
import { moment } from "./time.js";

/**
 * @param {{ save: (conversation: string, text: string) => Promise<any>, saved: (conversation: string) => Promise<void> }} options
 */
export function createNotes({ save, saved }) {
  const form = byId("note-form");
  const field = byId("note-text");
  const problem = byId("note-problem");
  /** @type {Map<string, string>} */
  const drafts = new Map();
  /** @type {string | null} */
  let current = null;
  let busy = false;

  form.addEventListener("submit", (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    void submit();
  });
  field.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });

  async function submit() {
    const text = field.value.trim();
    const conversation = current;
    if (!text || !conversation || busy) return;
    busy = true;
    say(problem);
    try {
      await save(conversation, text);
      forget(conversation, text);
      await saved(conversation).catch(() => {});
    } catch (error) {
      say(problem, `Niet bewaard. ${error.message}`);
    }
    busy = false;
  }

  /** @param {string} conversation @param {string} text */
  function forget(conversation, text) {
    drafts.delete(conversation);
    if (current === conversation && field.value.trim() === text) field.value = "";
  }

  return {
    focus: () => field.focus(),
    hasDraft: () => Boolean(field.value.trim()) || [...drafts.values()].some((draft) => draft.trim()),
    /** @param {any} conversation null: none open */
    show(conversation) {
      byId("notes").hidden = !conversation;
      use(conversation?.id ?? null);
      keyed(byId("note-list"), conversation?.notes ?? [], (note) => `${note.at} ${note.by?.name ?? note.by}`, noteItem);
      byId("note-list").hidden = !conversation?.notes?.length;
    },
  };

  /** @param {string | null} conversation */
  function use(conversation) {
    if (conversation === current) return;
    if (current) drafts.set(current, field.value);
    current = conversation;
    field.value = (conversation && drafts.get(conversation)) || "";
    say(problem);
  }
}

/** @param {any} note */
function noteItem({ by, text, at }) {
  return h("li", {},
    h("p", { class: "note-head" }, h("strong", {}, by?.name ?? by), " ", h("time", { datetime: at }, moment(at))),
    h("p", { class: "note-text" }, text));
}
