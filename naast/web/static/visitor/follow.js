/** Scroll along with the conversation, but never past the start of what is new, and never away from a reader. */

const NEAR = 60;
const ROOM = 16;

/**
 * @param {HTMLElement} scroller
 * @param {HTMLElement} log
 * @param {HTMLElement} more the button "Lees verder"
 */
export function follow(scroller, log, more) {
  let chosen = -1;
  const end = () => scroller.scrollHeight - scroller.clientHeight;
  const atEnd = () => end() - scroller.scrollTop < NEAR;
  const following = () => atEnd() || Math.abs(scroller.scrollTop - chosen) < 4;
  const showMore = () => (more.hidden = atEnd());

  /** The first thing to keep in view: the visitor's last words if they are short, else what came after. */
  function start() {
    const own = [...log.querySelectorAll('.msg--visitor')].pop();
    if (!own) return log.firstElementChild;
    return own.offsetHeight < scroller.clientHeight / 4 ? own : own.nextElementSibling || own;
  }

  function settle(back = true) {
    const from = start();
    if (getComputedStyle(scroller).overflowY === 'visible') return log.lastElementChild?.scrollIntoView({ block: 'nearest' });
    const top = Math.min(end(), from ? from.offsetTop - ROOM : 0);
    chosen = back ? top : Math.max(top, scroller.scrollTop);
    scroller.scrollTop = chosen;
    showMore();
  }

  more.addEventListener('click', () => {
    scroller.scrollTop += scroller.clientHeight * 0.8;
    scroller.focus({ preventScroll: true });
  });
  scroller.addEventListener('scroll', showMore, { passive: true });
  new ResizeObserver(() => chosen >= 0 && following() && settle(false)).observe(scroller);

  return {
    /** Change what is on the screen; afterwards show what is new, if the visitor was there. @param {() => void} change */
    along(change) {
      const was = following();
      change();
      if (was) settle(false);
      else showMore();
    },
    settle,
  };
}
