/** The morning list: who wants a call, what was promised, what did not arrive, what happened while nobody was there. */
import { byId, fillWhenChanged, h, say } from "./dom.js";
import { linkTo } from "./routes.js";
import { levelTag, withNumbers } from "./tags.js";
import { moment } from "./time.js";
import { AUDIENCES, CHANNELS, MODES, word } from "./words.js";

/** @param {{ api: ReturnType<import("./api.js").createApi>, me: () => any }} options */
export function createMorning({ api, me }) {
  const problem = byId("morning-problem");

  async function refresh() {
    try {
      const [{ calls, tasks, crises }, { undelivered }] = await Promise.all([api.morning(), api.undelivered()]);
      section("morning-calls", calls, call, "Er hoeft niemand gebeld te worden.");
      section("morning-tasks", tasks, task, "Voor vandaag staat er niets.");
      byId("morning-undelivered-part").hidden = !undelivered.length;
      section("morning-undelivered", undelivered, lost, "");
      section("morning-crises", crises, crisis, "Er kwam niets ernstigs binnen terwijl het CJG dicht was.");
    } catch (error) {
      say(problem, error.message);
    }
  }

  /** @param {string} id @param {any[]} items @param {(item: any) => HTMLElement} make @param {string} nothing */
  function section(id, items, make, nothing) {
    fillWhenChanged(byId(id), items, () => (items.length ? h("ul", { class: "rows" }, items.map(make)) : h("p", { class: "soft" }, nothing)));
  }

  /** @param {() => Promise<any>} work */
  const doing = (work) => async () => {
    say(problem);
    await work().catch((error) => say(problem, error.message));
    await refresh();
  };

  /** @param {any} item */
  function call({ id, when, how, asked_at, topic, audience, level, by, missed }) {
    const mine = by?.id === me().id;
    const about = [word(AUDIENCES, audience), `gevraagd ${moment(asked_at)}`, missed && `${missed} keer niet opgenomen`, by && (mine ? "jij belt" : `${by.name} belt`)];
    return h("li", { "data-key": id },
      h("div", {}, levelTag(level), " ", h("a", { href: linkTo(id) }, topic ?? "Zonder onderwerp"),
        h("p", {}, h("strong", {}, when), ": ", withNumbers(how ?? "")),
        h("p", { class: "soft" }, about.filter(Boolean).join(" · "))),
      h("div", { class: "actions" },
        !by && button("Ik bel", topic, doing(() => api.takeCall(id)), true),
        mine && button("Gesproken", topic, doing(() => api.callbackDone(id)), true),
        mine && button("Nam niet op", topic, doing(() => api.missedCall(id)), false)));
  }

  /** @param {any} item */
  function task({ id, text, due, overdue, conversation }) {
    return h("li", { "data-key": `task-${id}` },
      h("div", {}, h("a", { href: linkTo(conversation) }, text), overdue && h("p", { class: "overdue" }, `te laat: ${moment(due)}`)),
      h("div", { class: "actions" }, button("Gedaan", text, doing(() => api.finishTask(id)), false)));
  }

  return refresh;
}

/** @param {string} title @param {string | null} about @param {() => void} run @param {boolean} main */
function button(title, about, run, main) {
  return h("button", { type: "button", class: main ? "button button--main" : "button", "aria-label": about ? `${title}: ${about}` : false, on: { click: run } }, title);
}

/** @param {any} item */
function lost({ id, channel, messages, at }) {
  const count = messages === 1 ? "1 bericht" : `${messages} berichten`;
  return h("li", {},
    h("div", {}, h("a", { href: linkTo(id) }, count),
      h("p", { class: "soft" }, `${word(CHANNELS, channel)} · ${moment(at)}`)));
}

/** @param {any} item */
function crisis({ id, at, level, category, audience, mode }) {
  return h("li", {},
    h("div", {}, levelTag(level), " ", h("a", { href: linkTo(id) }, category ?? "Signaal"),
      h("p", { class: "soft" }, [word(AUDIENCES, audience), moment(at), word(MODES, mode)].join(" · "))));
}
