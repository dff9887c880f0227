/** Tell a screen reader what changed, without moving the focus. */

/** @param {HTMLElement} region a polite live region */
export function createAnnouncer(region) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** @type {string[]} */
  let lines = [];
  return (/** @type {string} */ text) => {
    lines.push(text);
    clearTimeout(timer);
    timer = setTimeout(() => {
      region.textContent = lines.join(" ");
      lines = [];
    }, 150);
  };
}
