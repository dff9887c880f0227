/** Scroll along, but never past the start of what is new and never away from a reader. */

const NEAR = 60;
const ROOM = 16;

export function follow(scroller, log, more) {
  let chosen = -1;
  const end = () => scroller.scrollHeight - scroller.clientHeight;
  const atEnd = () => end() - scroller.scrollTop < NEAR;
  const following = () => atEnd() || Math.abs(scroller.scrollTop - chosen) < 4;
  const showMore = () => (more.hidden = atEnd());

  /** What stays in view: the visitor's last words if they are short, else what came after. */
  function start() {
    const own = [...log.querySelectorAll('.msg--visitor')].pop();
    if (!own) return 0;
    const first = own.offsetHeight < scroller.clientHeight / 4 ? own : own.nextElementSibling || own;
    return first.offsetTop - ROOM;
  }

  function settle(from = 0) {
    // in a very low window the page scrolls as a whole
    if (getComputedStyle(scroller).overflowY === 'visible') log.lastElementChild?.scrollIntoView({ block: 'nearest' });
    scroller.scrollTop = chosen = Math.max(from, Math.min(end(), start()));
    showMore();
  }

  more.addEventListener('click', () => {
    scroller.scrollTop += scroller.clientHeight * 0.8;
    scroller.focus({ preventScroll: true });
  });
  scroller.addEventListener('scroll', showMore, { passive: true });
  new ResizeObserver(() => chosen >= 0 && following() && settle(scroller.scrollTop)).observe(scroller);

  return {
    settle,
    /** Make a change on the screen, then show what is new if the visitor was there. */
    along(change) {
      const was = following();
      change();
      if (was) settle(scroller.scrollTop);
      else showMore();
    },
  };
}
