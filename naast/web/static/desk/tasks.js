/** What was promised, with a date: all of mine beside the queue, and those of the open conversation. */
import { byId, h, keepFocus, keyed } from "./dom.js";
import { linkTo } from "./routes.js";

const day = new Intl.DateTimeFormat("nl-NL", { weekday: "short", day: "numeric", month: "short" });

/**
 * @param {{ load: () => Promise<{tasks: any[]}>, finish: (id: number) => Promise<any>, changed: () => void, add: () => void }} options
 */
export function createTasks({ load, finish, changed, add }) {
  byId("task-add").addEventListener("click", add);

  /** @param {number} id */
  async function done(id) {
    await finish(id).catch(() => {});
    await refresh();
    changed();
  }

  async function refresh() {
    const { tasks } = await load().catch(() => ({ tasks: [] }));
    byId("my-tasks").hidden = !tasks.length;
    show("my-task-list", tasks, true);
  }

  /** @param {string} list @param {any[]} tasks @param {boolean} linked */
  function show(list, tasks, linked) {
    const root = byId(list);
    root.hidden = !tasks.length;
    keepFocus(root, () => keyed(root, tasks, (one) => String(one.id), (one) => taskItem(one, linked, done)));
  }

  return {
    refresh,
    /** @param {any} conversation null: none open */
    showFor(conversation) {
      byId("tasks").hidden = !conversation;
      if (conversation) show("task-list", conversation.tasks ?? [], false);
    },
  };
}

/** @param {any} task @param {boolean} linked @param {(id: number) => void} done */
function taskItem({ id, text, due, overdue, done: isDone, conversation }, linked, done) {
  const when = h("time", { datetime: due, class: overdue && !isDone ? "overdue" : false }, `${overdue && !isDone ? "te laat: " : ""}${day.format(new Date(due))}`);
  return h("li", {},
    h("span", {}, when, " ", linked ? h("a", { href: linkTo(conversation) }, text) : text),
    isDone ? h("span", { class: "soft" }, "gedaan")
      : h("button", { type: "button", class: "button", "aria-label": `Gedaan: ${text}`, on: { click: () => done(id) } }, "Gedaan"));
}
