/** A request that was passed on: how the coordinator can reach you (never in the chat), and taking it back. */

import { h, prose } from './dom.js';

/** What stands in the bubble of a request card. */
export function requestForm({ id, state }, text) {
  if (!id || state !== 'new') return prose(text);
  return [
    ...prose(text),
    h(
      'form',
      { class: 'request', 'data-request': id, novalidate: '' },
      field(id, 'how', 'Op welk nummer of mailadres?', 'tel'),
      field(id, 'when', 'Wanneer kunnen we je bellen?', 'off'),
      h('p', { class: 'field-error', role: 'alert' }),
      h(
        'div',
        { class: 'choices' },
        h('button', { class: 'button button--main' }, 'Bewaar voor de coördinator'),
        h('button', { class: 'button', type: 'button', 'data-withdraw': '' }, 'Trek mijn aanvraag in'),
      ),
    ),
  ];
}

function field(id, name, label, autocomplete) {
  const key = `request-${id}-${name}`;
  return h(
    'div',
    { class: 'field' },
    h('label', { for: key }, label),
    h('input', { id: key, name, autocomplete }),
  );
}

/** Hear the forms in `log`, now and later. A request that is no longer new loses its form. */
export function ownRequests(log, api) {
  log.addEventListener('submit', (event) => {
    const form = event.target.closest('[data-request]');
    if (!form) return;
    event.preventDefault();
    const { how, when } = Object.fromEntries(new FormData(form));
    act(form, () => api.requestContact(form.dataset.request, { how: how.trim(), when: when.trim() }));
  });
  log.addEventListener('click', ({ target }) => {
    const form = target.closest('[data-withdraw]')?.closest('[data-request]');
    if (form && confirm('Je aanvraag intrekken? Dan bewaren we er niets van.')) {
      act(form, () => api.withdraw(form.dataset.request));
    }
  });
}

async function act(form, work) {
  const error = form.querySelector('.field-error');
  error.textContent = '';
  try {
    await work();
    form.remove();
  } catch (problem) {
    error.textContent = problem.message;
    const input = form.elements[problem.body?.field ?? 'how'];
    input?.setAttribute('aria-invalid', 'true');
    input?.focus();
  }
}
