/** Where the visitor types: Enter sends, Shift+Enter makes a line, and nobody is cut off in silence. */

const LONGEST = 4000;
const WARN_FROM = 3600;
const TALLEST_PX = 168;
const TYPING_EVERY_MS = 3000;

/**
 * @param {HTMLFormElement} form
 * @param {{send: (text: string) => void, typing: () => void}} on
 */
export function composer(form, on) {
  const input = form.querySelector('textarea');
  const note = form.querySelector('.composer-note');
  let told = 0;

  const length = () => [...input.value.trim()].length;

  function fit() {
    input.style.height = 'auto';
    input.style.height = `${Math.min(TALLEST_PX, input.scrollHeight + 3)}px`;
  }

  function count() {
    const left = LONGEST - length();
    const words =
      left < 0
        ? `Je bericht is ${-left} tekens te lang. Stuur het in twee stukjes, dan lees ik alles.`
        : left <= LONGEST - WARN_FROM
          ? `Je kunt nog ${left} tekens typen.`
          : '';
    if (note.textContent !== words) note.textContent = words;
    input.setAttribute('aria-invalid', String(left < 0));
  }

  function send() {
    const text = input.value.trim();
    count();
    input.focus();
    if (!text || length() > LONGEST) return;
    input.value = '';
    fit();
    count();
    on.send(text);
  }

  input.addEventListener('input', () => {
    fit();
    count();
    if (Date.now() - told < TYPING_EVERY_MS) return;
    told = Date.now();
    on.typing();
  });
  input.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send();
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    send();
  });

  return {
    focus: () => input.focus(),
    get empty() {
      return !input.value.trim();
    },
    /** Give words back that couldn't be sent, unless the visitor is already typing others. @param {string} text */
    restore(text) {
      if (input.value.trim()) return;
      input.value = text;
      fit();
      count();
    },
  };
}
