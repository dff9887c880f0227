/** The two forms below the conversation; their words are in forms.js. A refusal is shown at the field it names. */

import { grow, h } from './dom.js';
import { FORMS } from './forms.js';

export function summaryForm(draft, share, notNow) {
  const changed = ([name, value]) => value !== (draft[name] || '');
  const form = sheet('summary', (values) => share(Object.fromEntries(Object.entries(values).filter(changed))), notNow);
  for (const area of form.querySelectorAll('textarea')) area.value = draft[area.name] || '';
  form.elements.plan.parentElement.hidden = !draft.plan;
  if (/^(nl)?$/.test(draft.language ?? '')) form.elements.language.parentElement.hidden = true;
  if (draft.signals?.length) {
    const box = form.querySelector('#signals');
    box.hidden = false;
    box.querySelector('ul').append(...draft.signals.map((line) => h('li', {}, line)));
  }
  return form;
}

/** @param {string} [opens] "morgen om 9:00 uur" */
export function callBackForm(opens, call, notNow) {
  const form = sheet('call-back', call, notNow);
  if (opens) form.querySelector('.intro').prepend(`Er is nu niemand. We zijn er weer ${opens}. `);
  return form;
}

function sheet(name, submit, cancel) {
  const form = FORMS[name]();
  const error = form.querySelector('.field-error');
  let busy = false;

  async function send(event) {
    event.preventDefault();
    if (busy) return;
    busy = true;
    error.textContent = '';
    for (const input of form.elements) input.removeAttribute('aria-invalid');
    try {
      await submit(Object.fromEntries([...new FormData(form)].map(([key, value]) => [key, value.trim()])));
    } catch (problem) {
      error.textContent = problem.message;
      const input = form.elements[problem.body.field];
      input?.setAttribute('aria-invalid', 'true');
      input?.setAttribute('aria-errormessage', error.id);
      input?.focus();
    }
    busy = false;
  }

  form.addEventListener('submit', send);
  form.addEventListener('input', ({ target }) => target.rows && grow(target));
  form.querySelector('[data-no]').addEventListener('click', cancel);
  return form;
}
