/** Dialogs with a form: show errors where they belong, close only when it worked. */
import { say } from "./dom.js";

/**
 * @param {HTMLDialogElement} dialog
 * @param {{
 *   check?: (data: FormData) => Record<string, string>,
 *   submit: (data: FormData) => Promise<void>,
 *   fields?: Record<string, string>,
 *   opening?: () => Promise<void> | void,
 *   afterwards?: () => void,
 * }} options `check` and `fields` speak of the ids in front of "-error" in the page;
 *   `fields` maps a field name in a problem from the server to such an id
 */
export function setUpDialog(dialog, { check = () => ({}), submit, fields = {}, opening, afterwards }) {
  const form = /** @type {HTMLFormElement} */ (dialog.querySelector("form"));
  const problem = /** @type {HTMLElement} */ (dialog.querySelector(".problem"));
  let busy = false;
  letCancel(dialog);
  form.noValidate = true;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (busy) return;
    busy = true;
    await trySubmit();
    busy = false;
  });

  async function trySubmit() {
    clearErrors();
    const data = new FormData(form);
    if (showErrors(check(data))) return;
    try {
      await submit(data);
      dialog.close();
      afterwards?.();
    } catch (error) {
      const field = fields[error.field];
      if (field) showErrors({ [field]: error.message });
      else showProblem(error.message);
    }
  }

  function clearErrors() {
    say(problem);
    dialog.querySelectorAll(".field-error").forEach((line) => say(/** @type {HTMLElement} */ (line)));
    dialog.querySelectorAll("[aria-invalid]").forEach((control) => control.removeAttribute("aria-invalid"));
  }

  /** @param {Record<string, string>} errors @returns {boolean} there are some */
  function showErrors(errors) {
    for (const [field, message] of Object.entries(errors)) {
      say(/** @type {HTMLElement} */ (dialog.querySelector(`#${field}-error`)), message);
      controlOf(field).setAttribute("aria-invalid", "true");
    }
    const [first] = Object.keys(errors);
    if (first) focusOn(controlOf(first));
    return Boolean(first);
  }

  /** @param {string} field @returns {HTMLElement} */
  const controlOf = (field) => /** @type {HTMLElement} */ (dialog.querySelector(`[aria-describedby~="${field}-error"]`));

  /** @param {string} message */
  function showProblem(message) {
    say(problem, message);
    problem.focus();
  }

  return {
    async open() {
      form.reset();
      clearErrors();
      form.dispatchEvent(new Event("change"));
      dialog.showModal();
      try {
        await opening?.();
      } catch (error) {
        showProblem(error.message);
      }
    },
  };
}

/** @param {HTMLElement} control a field, or a group of radio buttons */
function focusOn(control) {
  const target = control.matches("fieldset") ? /** @type {HTMLElement} */ (control.querySelector("input")) : control;
  target.focus();
}

/** A dialog closes with Esc, its own button, or a click beside it. @param {HTMLDialogElement} dialog */
export function letCancel(dialog) {
  dialog.querySelectorAll("[data-cancel]").forEach((button) => button.addEventListener("click", () => dialog.close()));
}
