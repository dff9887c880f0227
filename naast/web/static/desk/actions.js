/** What a professional does with a conversation as a whole: pick up, give back, ask along, hand over, close. */
import { byId, fill, h } from "./dom.js";
import { setUpDialog } from "./dialogs.js";
import { Problem } from "./api.js";
import { nameOf } from "./queue.js";
import { ROLES, word } from "./words.js";

/**
 * @param {{
 *   api: ReturnType<import("./api.js").createApi>,
 *   openId: () => string,
 *   me: () => any,
 *   changed: (done: string) => Promise<void> | void,
 *   left: (done: string) => Promise<void> | void,
 *   afterLeaving: () => void,
 *   failed: (text: string) => void,
 * }} options `changed` and `left` get what to tell; `left`: the conversation is no longer mine
 */
export function createActions({ api, openId, me, changed, left, afterLeaving, failed }) {
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
      others.map((/** @type {any} */ one) => h("option", { value: one.id }, `${one.name}, ${word(ROLES, one.role)}`)));
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
      await api.consult(openId(), staffId(data));
      await changed("Je collega denkt mee. Het gesprek blijft van jou.");
    },
  });

  const transfer = setUpDialog(byId("transfer-dialog"), {
    afterwards: afterLeaving,
    opening: () => listStaff("transfer-staff"),
    check: checkTransfer,
    fields: { staff: "transfer-staff", team: "transfer-team" },
    submit: async (data) => {
      await api.transfer(openId(), data.get("to") === "team" ? { team: String(data.get("team")).trim() } : { staff: staffId(data) });
      await left("Het gesprek is overgedragen.");
    },
  });
  showChosenWay();

  const close = setUpDialog(byId("close-dialog"), {
    afterwards: afterLeaving,
    check: checkClose,
    fields: { outcome: "outcome", fed_back: "fed_back" },
    submit: async (data) => {
      const back_to_assistant = data.get("back_to_assistant") !== null;
      await api.close(openId(), { outcome: data.get("outcome"), fed_back: data.get("fed_back"), back_to_assistant });
      await left(back_to_assistant ? "Het gesprek is terug bij de assistent." : "Het gesprek is afgesloten.");
    },
  });

  return { claim, callbackDone, release: release.open, consult: consult.open, transfer: transfer.open, close: close.open };
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
