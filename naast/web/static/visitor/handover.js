/** What a person will read, shown to the visitor first to change and approve; and the request to be called back. */

import { button, grow } from './dom.js';
import { load } from './load.js';

/** @param on `joined(status)`, `say(words)`, `done()`, `along(change)`, `trouble(words, again)` */
export function handover(place, api, on) {
  /** @type {{seq: number, closed: boolean, opens?: string, folded?: boolean}|null} */
  let offer = null;
  let ready = false;

  const show = (...nodes) => on.along(() => place.replaceChildren(...nodes));

  async function open(focus) {
    const mine = offer;
    offer.folded = false;
    try {
      const { callBackForm, summaryForm } = await load();
      const form = mine.closed ? callBackForm(mine.opens, call, fold) : summaryForm(await api.draft(), share, fold);
      if (mine !== offer || mine.folded) return;
      show(form);
      form.querySelectorAll('textarea').forEach((area) => grow(area));
      if (focus) form.querySelector('h2').focus();
      else on.say('Onder het gesprek staat iets om in te vullen.');
    } catch (problem) {
      on.trouble(problem.message, () => offer && open(true));
    }
  }

  function fold() {
    offer.folded = true;
    show(button(offer.closed ? 'Laat je terugbellen' : 'Bekijk wat een medewerker leest', () => open(true)));
    on.done();
  }

  async function share(edited) {
    try {
      if (Object.keys(edited).length) await api.editDraft(edited);
      on.joined(await api.approve());
    } catch (problem) {
      if (!problem.body.callback) throw problem;
      offer = { ...offer, closed: true, opens: problem.body.opens };
      open(true);
    }
  }

  async function call(values) {
    await api.callBack(values);
    offer = null;
    show();
    on.done();
  }

  return {
    /** A message offers a person, or says that the desk is closed. */
    offer(seq, closed, focus) {
      offer = { seq, closed };
      if (ready) open(focus);
    },
    /** The visitor said something else: make room, keep the offer within reach. */
    passed(seq) {
      if (!offer) show();
      else if (seq > offer.seq) {
        if (ready) fold();
        offer.folded = true;
      }
    },
    /** The log is complete, or the mode changed. */
    mode(mode) {
      if (mode !== 'bot') {
        offer = null;
        show();
      } else if (offer && !ready) {
        if (offer.folded) fold();
        else open(false);
      }
      ready = true;
    },
    focus() {
      const heading = place.querySelector('h2');
      heading?.focus();
      return Boolean(heading);
    },
  };
}
