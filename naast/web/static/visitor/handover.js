/** The summary that the visitor reads and edits before a person sees it, and the request to be called back. */

import { h } from './dom.js';

const FIELDS = {
  question: 'Mijn vraag',
  tried: 'Wat ik al heb geprobeerd',
  strengths: 'Wat goed gaat',
  network: 'Wie mij helpt',
  wish: 'Wat ik wil',
};

/**
 * @param {HTMLElement} place below the conversation
 * @param {import('./api.js').Api} api
 * @param {{joined: (s: import('./api.js').Status) => void, say: (words: string) => void,
 *          around: (change: () => void) => void, done: () => void}} on
 */
export function handover(place, api, on) {
  /** @type {{seq: number, closed: boolean}|null} */
  let offer = null;
  let ready = false;
  let turn = 0;

  const show = (...nodes) => {
    turn++;
    on.around(() => place.replaceChildren(...nodes));
  };

  /** @param {boolean} focus whether the visitor just asked for it */
  async function open(focus) {
    if (offer.closed) return showForm(callBackForm(''), focus);
    const mine = ++turn;
    try {
      const draft = await api.draft();
      if (mine === turn) showForm(summaryForm(draft), focus);
    } catch (problem) {
      if (mine === turn) show(trouble(problem, () => open(true)));
    }
  }

  function showForm(form, focus) {
    show(form);
    form.querySelectorAll('textarea').forEach(fit);
    if (focus) form.querySelector('h2').focus();
    else on.say('Onder het gesprek staat iets om in te vullen.');
  }

  function fold() {
    const title = offer.closed ? 'Laat je terugbellen' : 'Bekijk wat een medewerker leest';
    show(h('button', { type: 'button', class: 'button', onclick: () => open(true) }, title));
  }

  function notNow() {
    fold();
    on.done();
  }

  function summaryForm(draft) {
    const fields = Object.entries(FIELDS).map(([name, label]) => field(name, label, { value: draft[name] }));
    if (draft.language) fields.push(field('language', 'Mijn taal', { value: draft.language }));
    const form = sheet(
      'Dit leest de medewerker',
      'Klopt het zo? Je mag alles veranderen of weghalen. Een leeg vak is ook goed.',
      [...fields, draft.signals?.length && signals(draft.signals)],
      ['Deel dit met een medewerker', 'Nog niet'],
      async (values) => {
        const edited = Object.entries(values).filter(([name, value]) => value !== (draft[name] || ''));
        if (edited.length) Object.assign(draft, values, await api.editDraft(Object.fromEntries(edited)));
        on.joined(await api.approve());
      },
    );
    return form;
  }

  function callBackForm(opens) {
    return sheet(
      'Laat je terugbellen',
      opens ? `Er is nu niemand. We zijn er weer ${opens}. Dan kan iemand je bellen.` : 'Dan belt iemand van ons jou.',
      [
        field('when', 'Wanneer kunnen we je bellen?', { hint: 'Bijvoorbeeld: morgen na 9 uur', short: true }),
        field('how', 'Op welk nummer?', { short: true, inputmode: 'tel', autocomplete: 'tel' }),
      ],
      ['Vraag of iemand belt', 'Liever niet'],
      async (values) => {
        await api.callBack(values);
        offer = null;
        show(h('p', { class: 'done', role: 'status' }, 'Je verzoek is verstuurd.'));
        on.done();
      },
    );
  }

  function sheet(title, intro, parts, [yes, no], submit) {
    const error = h('p', { class: 'field-error', role: 'alert' });
    const heading = h('h2', { id: 'sheet-title', tabindex: '-1' }, title);
    const form = h(
      'form',
      { class: 'sheet', novalidate: true, 'aria-labelledby': 'sheet-title' },
      heading,
      h('p', {}, intro),
      ...parts,
      error,
      h(
        'div',
        { class: 'sheet-buttons' },
        h('button', { class: 'button button--main' }, yes),
        h('button', { type: 'button', class: 'button', onclick: notNow }, no),
      ),
    );
    let busy = false;
    form.addEventListener('input', ({ target }) => fit(target));
    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      if (busy) return;
      busy = true;
      clearError(form, error);
      try {
        await submit(Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value).trim()])));
      } catch (problem) {
        if (problem.status === 409 && problem.body.callback) {
          offer.closed = true;
          showForm(callBackForm(problem.body.opens), true);
        } else showError(form, error, problem);
      } finally {
        busy = false;
      }
    });
    return form;
  }

  return {
    /** A message offers a person, or says that the desk is closed. */
    offer(/** @type {number} */ seq, /** @type {boolean} */ closed, /** @type {boolean} */ asked) {
      offer = { seq, closed };
      if (ready) open(asked);
    },
    /** The visitor said something else: make room, keep the offer within reach. @param {number} seq */
    passed(seq) {
      if (!offer && place.firstChild) show();
      if (!offer || seq < offer.seq) return;
      if (ready) fold();
      else offer.folded = true;
    },
    /** What was to be replayed has been replayed, or the mode changed. @param {string} mode */
    mode(mode) {
      const first = !ready;
      ready = true;
      if (mode !== 'bot') {
        if (offer || place.firstChild) show();
        offer = null;
      } else if (first && offer) {
        if (offer.folded) fold();
        else open(false);
      }
    },
    /** Bring an open form back into view. @returns {boolean} whether there is one */
    focus() {
      const heading = place.querySelector('h2');
      heading?.focus();
      return Boolean(heading);
    },
    clear() {
      offer = null;
      ready = false;
      show();
    },
  };
}

function field(name, label, { value = '', hint = '', short = false, ...more }) {
  const id = `field-${name}`;
  const about = hint && { 'aria-describedby': `${id}-hint` };
  const input = h(short ? 'input' : 'textarea', { id, name, ...(short ? {} : { rows: 1 }), ...about, ...more });
  input.value = value;
  return h('div', { class: 'field' }, h('label', { for: id }, label), hint && h('p', { id: `${id}-hint` }, hint), input);
}

/** @param {string[]} lines what the visitor said that matters for safety; a person gets to see it */
function signals(lines) {
  return h(
    'div',
    { class: 'signals' },
    h('h3', {}, 'Dit zei je ook'),
    h('p', {}, 'Dit leest de medewerker altijd. Het is belangrijk voor de veiligheid.'),
    h('ul', {}, ...lines.map((line) => h('li', {}, line))),
  );
}

function fit(area) {
  if (area.tagName !== 'TEXTAREA') return;
  area.style.height = 'auto';
  area.style.height = `${area.scrollHeight + 3}px`;
}

function showError(form, error, problem) {
  error.textContent = problem.message;
  const input = form.elements.namedItem(problem.body.field || '');
  if (!input) return;
  error.id = 'sheet-error';
  input.setAttribute('aria-invalid', 'true');
  input.setAttribute('aria-errormessage', error.id);
  input.focus();
}

function clearError(form, error) {
  error.textContent = '';
  form.querySelectorAll('[aria-invalid]').forEach((input) => {
    input.removeAttribute('aria-invalid');
    input.removeAttribute('aria-errormessage');
  });
}

function trouble(problem, again) {
  return h(
    'p',
    { class: 'done', role: 'alert' },
    `${problem.message} `,
    h('button', { type: 'button', class: 'link', onclick: again }, 'Opnieuw proberen'),
  );
}
