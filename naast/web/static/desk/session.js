/** Who is at the desk: log in, stay logged in, log out. Drafts survive a session that ran out. */
import { Problem } from "./api.js";
import { byId } from "./dom.js";
import { createInvitation } from "./invitation.js";
import { createLogin } from "./login.js";
import { municipalProblem, showMunicipal } from "./municipal.js";
import { invitationIn } from "./routes.js";
import { createSecondFactor } from "./secondfactor.js";
import { ROLES, word } from "./words.js";

/**
 * @param {{
 *   api: ReturnType<import("./api.js").createApi>,
 *   onStart: (asked: boolean) => void,
 *   onStop: () => void,
 *   mayLeave: () => boolean,
 * }} options `onStart`: somebody may work, `asked` when they just filled in the form; `onStop`: nobody may
 */
export function createSession({ api, onStart, onStop, mayLeave }) {
  /** @type {any} */
  let me = null;
  const login = createLogin({ login: api.login, done: (who) => enter(who, true) });
  const secondFactor = createSecondFactor({
    begin: api.beginSecondFactor,
    confirm: api.confirmSecondFactor,
    done: () => enter({ ...me, need: null }, true),
  });
  const invitation = createInvitation({ accept: api.acceptInvitation, done: invited });

  /** The password is chosen: log in with it. @param {string} email */
  function invited(email) {
    history.replaceState(null, "", location.pathname);
    ask("Je wachtwoord is bewaard. Log nu in.");
    byId("email").value = email;
    byId("password").focus();
  }

  /** @param {any} who @param {boolean} asked */
  function enter(who, asked) {
    if (me && me.name !== who.name) return startAfresh();
    me = who;
    byId("login-page").hidden = true;
    if (who.need === "enrol") return void secondFactor.show();
    byId("menu").querySelector(".menu-name").textContent = who.name;
    byId("me-role").textContent = `${who.name}, ${word(ROLES, who.role).toLowerCase()}`;
    byId("desk").hidden = false;
    document.body.dataset.page = "desk";
    onStart(asked);
  }

  /** @param {string} reason */
  function ask(reason) {
    onStop();
    document.querySelectorAll("dialog[open]").forEach((dialog) => /** @type {HTMLDialogElement} */ (dialog).close());
    byId("desk").hidden = true;
    byId("login-page").hidden = false;
    document.body.dataset.page = "login";
    document.title = "Inloggen · Werkplek";
    login.show(reason);
  }

  async function logout() {
    if (!mayLeave()) return;
    onStop();
    await api.logout().catch(() => {});
    startAfresh();
  }

  byId("logout").addEventListener("click", logout);

  return {
    me: () => me,
    async start() {
      const token = invitationIn(location.hash);
      if (token) return invitation.show(token);
      try {
        enter(await api.me(), false);
      } catch (error) {
        ask(municipalProblem() || (error instanceof Problem ? "" : error.message));
        void showMunicipal(api.municipal);
      }
    },
    /** The server does not know us any more. */
    expired() {
      if (byId("login-page").hidden) ask(me ? "Je bent uitgelogd. Log opnieuw in. Wat je typte, staat er dan nog." : "");
    },
  };
}

/** Forget everything that this page knows. */
function startAfresh() {
  history.replaceState(null, "", location.pathname);
  location.reload();
}
