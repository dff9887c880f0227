/** Log in, with errors that say what to do. */
import { byId, say } from "./dom.js";
import { Problem } from "./api.js";

const FIELDS = /** @type {const} */ (["email", "password"]);
const MISSING = { email: "Vul je e-mailadres in.", password: "Vul je wachtwoord in." };

/**
 * @param {{ login: (email: string, password: string, code: string) => Promise<any>, done: (me: any) => void }} options
 */
export function createLogin({ login, done }) {
  const form = byId("login-form");
  const problem = byId("login-error");
  const button = form.querySelector("button[type=submit]");
  let busy = false;

  byId("show-password").addEventListener("change", (/** @type {Event} */ event) => {
    byId("password").type = /** @type {HTMLInputElement} */ (event.target).checked ? "text" : "password";
  });
  form.addEventListener("submit", async (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    if (busy || !complete()) return;
    busy = true;
    button.textContent = "Je wordt ingelogd…";
    await attempt().finally(() => {
      button.textContent = "Log in";
      busy = false;
    });
  });

  /** Every field filled in? Otherwise say which is not. */
  function complete() {
    say(problem);
    const missing = FIELDS.filter((field) => !byId(field).value.trim());
    FIELDS.forEach((field) => mark(field, missing.includes(field) ? MISSING[field] : ""));
    if (missing.length) byId(missing[0]).focus();
    return missing.length === 0;
  }

  async function attempt() {
    let me;
    try {
      me = await login(byId("email").value.trim(), byId("password").value, byId("code").value.trim());
    } catch (error) {
      return fail(error);
    }
    form.reset();
    byId("password").type = "password";
    byId("code-field").hidden = true;
    done(me);
  }

  /** @param {any} error */
  function fail(error) {
    if (error instanceof Problem && error.body.need === "code") return askCode(error.message);
    if (error instanceof Problem && error.status === 422 && FIELDS.some((field) => field === error.field)) {
      mark(error.field, error.message);
      byId(error.field).focus();
      return;
    }
    say(problem, messageOf(error));
    problem.focus();
  }

  /** The password is right. @param {string} message */
  function askCode(message) {
    const again = !byId("code-field").hidden;
    byId("code-field").hidden = false;
    mark("code", again ? message : "");
    byId("code").value = "";
    byId("code").focus();
  }

  return {
    /** @param {string} [reason] why somebody has to log in again */
    show(reason = "") {
      say(problem, reason);
      byId("email").focus();
    },
  };
}

/** @param {string} field @param {string} message */
function mark(field, message) {
  say(byId(`${field}-error`), message);
  byId(field).toggleAttribute("aria-invalid", false);
  if (message) byId(field).setAttribute("aria-invalid", "true");
}

/** @param {any} error */
function messageOf(error) {
  if (!(error instanceof Problem)) return "Er is geen verbinding met de server. Probeer het zo nog een keer.";
  if (error.status === 401) return error.body.detail ?? "Dit e-mailadres en wachtwoord horen niet bij elkaar. Probeer het opnieuw.";
  if (error.status === 429) return error.body.detail ?? "Je hebt het te vaak geprobeerd. Wacht even en probeer het opnieuw.";
  return error.message;
}
