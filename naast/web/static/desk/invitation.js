/** A new professional chooses a password with the link that the administrator gave. */
import { byId, say } from "./dom.js";

/**
 * @param {{ accept: (token: string, password: string) => Promise<{email: string}>, done: (email: string) => void }} options
 */
export function createInvitation({ accept, done }) {
  const page = byId("invitation");
  const field = byId("invitation-password");
  const problem = byId("invitation-password-error");
  let token = "";

  byId("invitation-form").addEventListener("submit", async (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    say(problem);
    try {
      const { email } = await accept(token, field.value);
      field.value = "";
      page.hidden = true;
      done(email);
    } catch (error) {
      say(problem, error.message);
      field.setAttribute("aria-invalid", "true");
      field.focus();
    }
  });

  return {
    /** @param {string} given */
    show(given) {
      token = given;
      page.hidden = false;
      document.title = "Uitnodiging · Werkplek";
      field.focus();
    },
  };
}
