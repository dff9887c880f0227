/** The second step of logging in: set up the app that makes codes. */
import { byId, say } from "./dom.js";

/**
 * @param {{ begin: () => Promise<{secret: string, qr: string}>, confirm: (code: string) => Promise<any>, done: () => void }} options
 */
export function createSecondFactor({ begin, confirm, done }) {
  const page = byId("second-factor");
  const problem = byId("second-factor-code-error");

  byId("second-factor-form").addEventListener("submit", async (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const field = byId("second-factor-code");
    say(problem);
    try {
      await confirm(field.value.trim());
      page.hidden = true;
      done();
    } catch (error) {
      say(problem, error.message);
      field.setAttribute("aria-invalid", "true");
      field.focus();
    }
  });

  return {
    async show() {
      page.hidden = false;
      document.title = "Tweede stap · Werkplek";
      try {
        const { secret, qr } = await begin();
        byId("second-factor-qr").src = qr;
        byId("second-factor-secret").textContent = secret.replace(/(.{4})/g, "$1 ").trim();
        byId("second-factor-code").focus();
      } catch (error) {
        say(problem, error.message);
      }
    },
  };
}
