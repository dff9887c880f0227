/** What a professional does with a conversation as a whole: pick up, give back, ask along, hand over, close. */
import { byId, fill, h } from "./dom.js";
import { setUpDialog } from "./dialogs.js";
import { Problem } from "./api.js";
import { nameOf } from "./queue.js";
import { PRESENCE, ROLES, word } from "./words.js";

/**
 * @param {{
 *   api: ReturnType<import("./api.js").createApi>,
 *   looked: (conversation: any) => void,
 *   openId: () => string,
 *   me: () => any,
 *   changed: (done: string) => Promise<void> | void,
 *   left: (done: string) => Promise<void> | void,
 *   afterLeaving: () => void,
 *   failed: (text: string) => void,
 * }} options `changed` and `left` get what to tell; `left`: the conversation is no longer mine
 */
export function createActions({ api, looked, openId, me, changed, left, afterLeaving, failed }) {
  async function claim() {
    try {
      await api.claim(openId());
      await changed("Je hebt het gesprek opgepakt.");
      return true;
    } catch (error) {
      failed(claimProblem(error));
      return false;
    }
  }

  async function callbackDone() {
    try {
      await api.callbackDone(openId());
      await changed("Genoteerd: je hebt gebeld.");
    } catch (error) {
      failed(error.message);
    }
  }

  /** @param {string} id of a select */
  async function listStaff(id) {
    const { staff } = await api.staff();
    const others = staff.filter((/** @type {any} */ one) => (me().id === undefined ? one.name !== me().name : one.id !== me().id));
    fill(byId(id), h("option", { value: "" }, "Kies een collega"),
      others.sort(byPresence).map((/** @type {any} */ one) => h("option", { value: one.id }, labelOf(one))));
  }

  const release = setUpDialog(byId("release-dialog"), {
    afterwards: afterLeaving,
    submit: async () => {
      await api.release(openId());
      await left("Het gesprek staat weer in de rij.");
    },
  });

  const consult = setUpDialog(byId("consult-dialog"), {
    opening: () => listStaff("consult-staff"),
    check: (data) => (data.get("staff") ? {} : { "consult-staff": "Kies een collega." }),
    fields: { staff: "consult-staff" },
    submit: async (data) => {
      await api.consult(openId(), staffId(data), data.get("introduce") !== null);
      await changed("Je collega denkt mee. Het gesprek blijft van jou.");
    },
  });

  const invite = setUpDialog(byId("invite-dialog"), {
    opening: () => listStaff("invite-staff"),
    check: (data) => (data.get("staff") ? {} : { "invite-staff": "Kies een collega." }),
    fields: { staff: "invite-staff" },
    submit: async (data) => {
      await api.invite(openId(), staffId(data));
      await changed("Je collega is gevraagd om erbij te komen.");
    },
  });

  const look = setUpDialog(byId("look-dialog"), {
    check: (data) => (data.get("reason") ? {} : { "look-reason": "Kies waarom je dit gesprek leest." }),
    fields: { reason: "look-reason" },
    submit: async (data) => looked(await api.look(openId(), String(data.get("reason")))),
  });

  const task = setUpDialog(byId("task-dialog"), {
    check: (data) => ({
      ...(String(data.get("text")).trim() ? {} : { "task-text": "Schrijf wat je afspreekt." }),
      ...(data.get("due") ? {} : { "task-due": "Kies een dag." }),
    }),
    fields: { follow_up: "task-text", follow_up_due: "task-due", due: "task-due" },
    submit: async (data) => {
      await api.addTask(openId(), { text: data.get("text"), due: data.get("due") });
      await changed("De afspraak staat in je lijst.");
    },
  });

  /** Do something without a dialog and tell how it went. @param {() => Promise<any>} work @param {string} done */
  const simply = (work, done) => async () => {
    try {
      await work();
      await changed(done);
    } catch (error) {
      failed(error.message);
    }
  };
  const join = simply(() => api.join(openId()), "Je praat nu mee met de bezoeker.");
  const stepOut = simply(() => api.leave(openId(), me().id), "Je kijkt niet meer mee.");
  const accept = simply(() => api.acceptTransfer(openId()), "Jij voert dit gesprek nu.");
  const decline = simply(() => api.declineTransfer(openId()), "Het gesprek blijft bij wie het had.");

  const askToWrite = simply(() => api.askToWrite(openId()), "We vragen of de ander weer schrijft. Er staat niets uit het gesprek in.");
  const sendAgain = simply(() => api.sendAgain(openId()), "We proberen het opnieuw.");

  const transfer = setUpDialog(byId("transfer-dialog"), {
    opening: () => listStaff("transfer-staff"),
    check: checkTransfer,
    fields: { staff: "transfer-staff", team: "transfer-team" },
    submit: async (data) => {
      await api.transfer(openId(), data.get("to") === "team" ? { team: String(data.get("team")).trim() } : { staff: staffId(data), introduction: data.get("introduction") });
      if (data.get("to") === "team") await left("Het gesprek staat in de rij voor het team.");
      else await changed("Je collega is gevraagd. Tot die ja zegt, is het gesprek van jou.");
    },
  });
  showChosenWay();

  const close = setUpDialog(byId("close-dialog"), {
    afterwards: afterLeaving,
    check: checkClose,
    fields: { outcome: "outcome", fed_back: "fed_back", follow_up: "follow_up", follow_up_due: "follow_up", "follow_up.due": "follow_up" },
    submit: async (data) => {
      const back_to_assistant = data.get("back_to_assistant") !== null;
      const [text, due] = [String(data.get("follow_up_text")).trim(), data.get("follow_up_due")];
      await api.close(openId(), {
        outcome: data.get("outcome"),
        fed_back: data.get("fed_back"),
        next_step: data.get("next_step"),
        follow_up: text || due ? { text, due } : null,
        back_to_assistant,
      });
      await left(back_to_assistant ? "Het gesprek is terug bij de assistent." : "Het gesprek is afgesloten.");
    },
  });

  return { claim, callbackDone, join, askToWrite, sendAgain, stepOut, accept, decline, look: look.open, invite: invite.open, task: task.open, release: release.open, consult: consult.open, transfer: transfer.open, close: close.open };
}

const ORDER = ["available", "busy", "away", "offline"];

/** Who is there comes first. @param {any} a @param {any} b */
const byPresence = (a, b) => ORDER.indexOf(a.presence) - ORDER.indexOf(b.presence);

/** "Medewerker 2, CJG-medewerker (beschikbaar, 3 gesprekken)" @param {any} one */
function labelOf({ name, role, team, presence, chats }) {
  const about = [team && `team ${team}`, presence && word(PRESENCE, presence), chats === 1 ? "1 gesprek" : chats && `${chats} gesprekken`];
  return `${name}, ${word(ROLES, role)} (${about.filter(Boolean).join(", ")})`;
}

/** @param {any} error */
function claimProblem(error) {
  if (error instanceof Problem && error.status === 409 && error.body.claimed_by) {
    return `${nameOf(error.body.claimed_by)} heeft dit gesprek net opgepakt.`;
  }
  return error.message;
}

/** Ids are numbers or texts; send back what we were given. @param {FormData} data */
function staffId(data) {
  const value = String(data.get("staff"));
  return /^\d+$/.test(value) ? Number(value) : value;
}

/** @param {FormData} data @returns {Record<string, string>} */
function checkTransfer(data) {
  if (data.get("to") === "team") return String(data.get("team")).trim() ? {} : { "transfer-team": "Vul de naam van het team in." };
  return data.get("staff") ? {} : { "transfer-staff": "Kies een collega." };
}

/** @param {FormData} data @returns {Record<string, string>} */
function checkClose(data) {
  return {
    ...(data.get("outcome") ? {} : { outcome: "Kies wat eruit kwam." }),
    ...(data.get("fed_back") ? {} : { fed_back: "Kies of je hebt teruggekoppeld. Zonder dit kan het gesprek niet dicht." }),
  };
}

/** Show the field that belongs to "een collega" or "een team". */
function showChosenWay() {
  const form = byId("transfer-dialog").querySelector("form");
  form.addEventListener("change", () => {
    const chosen = new FormData(form).get("to");
    form.querySelectorAll("[data-when]").forEach((/** @type {HTMLElement} */ part) => (part.hidden = part.dataset.when !== chosen));
  });
}
