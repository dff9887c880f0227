/** The plan's page: what was made in the conversation, to change, print, share, throw away or come back to. */

import { Api } from '../visitor/api.js';
import { contentOf } from '../visitor/cards.js';
import { byId, grow, h } from '../visitor/dom.js';
import { quickExit } from '../visitor/leave.js';
import { kept, remembered } from '../visitor/session.js';

const NUMBER = 'sure';
const api = new Api();

/** One part: its heading, the field, and the same words as they come on paper. */
function part(name, heading, value, longest) {
  const props = { id: `part-${name}`, name, 'aria-errormessage': 'error' };
  const field =
    name === NUMBER
      ? h('input', { ...props, inputmode: 'numeric', maxlength: '2' })
      : h('textarea', { ...props, rows: '1', maxlength: String(longest) });
  const paper = h('p', { class: 'paper' });
  const box = h('div', { class: 'field' }, h('label', { for: props.id }, heading), field, paper);
  const mirror = () => {
    paper.textContent = field.value;
    box.classList.toggle('empty', !field.value.trim());
    if (name !== NUMBER) grow(field);
  };
  field.value = value ?? '';
  field.addEventListener('input', () => {
    byId('saved').textContent = '';
    mirror();
  });
  requestAnimationFrame(mirror);
  return box;
}

function show({ title, headings, plan, longest, code, shared, mode }) {
  byId('title').textContent = title;
  byId('parts').replaceChildren(...Object.entries(headings).map(([name, words]) => part(name, words, plan[name], longest)));
  for (const id of ['plan', 'later', 'share', 'away']) byId(id).hidden = false;
  byId('make-code').textContent = code ? 'Maak een nieuwe code' : 'Maak een code';
  byId('share-now').hidden = mode !== 'waiting' && mode !== 'human';
  if (shared) byId('shared').textContent = 'Een medewerker kan een plan van jou lezen. Verander je iets? Dan deel je het opnieuw.';
}

function values() {
  const form = byId('plan');
  const typed = Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, value.trim()]));
  const number = typed[NUMBER];
  return { ...typed, [NUMBER]: number === '' ? null : /^\d+$/.test(number) ? Number(number) : number };
}

async function save() {
  byId('error').textContent = '';
  for (const field of byId('plan').elements) field.removeAttribute('aria-invalid');
  try {
    const { alarm } = await api.plan('PUT', '', values());
    byId('saved').textContent = 'Je plan is bewaard.';
    if (alarm) byId('alarm').replaceChildren(...contentOf(alarm));
    byId('alarm').hidden = !alarm;
    return true;
  } catch ({ message, body }) {
    byId('error').textContent = message;
    const field = byId('plan').elements[body?.field];
    field?.setAttribute('aria-invalid', 'true');
    field?.focus();
    return false;
  }
}

/** Do something and say in `place` how it went. */
async function tell(place, action) {
  try {
    byId(place).textContent = await action();
  } catch ({ message }) {
    byId(place).textContent = message;
  }
}

const newCode = async () => {
  const { code } = await api.plan('POST', '/code', {});
  byId('make-code').textContent = 'Maak een nieuwe code';
  return code;
};

const share = async () => {
  if (!(await save())) return '';
  await api.plan('POST', '/share', {});
  return 'De medewerker kan je plan nu lezen.';
};

/** Asks once more: it can't be undone. */
const remove = async () => {
  const button = byId('remove');
  if (!button.dataset.asked) {
    button.dataset.asked = 'yes';
    button.textContent = 'Ja, gooi mijn plan weg';
    return 'Weet je het zeker?';
  }
  await api.plan('DELETE');
  for (const id of ['plan', 'later', 'share', 'remove']) byId(id).hidden = true;
  return 'Je plan is weg.';
};

const youth = location.pathname.startsWith('/jong');
byId('chat').href = youth ? '/jong' : '/';
document.documentElement.toggleAttribute('data-bigger', Boolean(kept('naast.bigger')));
quickExit(byId('exit'));
byId('plan').addEventListener('submit', (event) => {
  event.preventDefault();
  save();
});
byId('print').addEventListener('click', () => print());
byId('make-code').addEventListener('click', () => tell('code', newCode));
byId('share-now').addEventListener('click', () => tell('shared', share));
byId('remove').addEventListener('click', () => tell('removed', remove));

api.who = remembered();
const none = () => (byId('none').hidden = false);
if (api.who) api.plan('GET').then(show, none);
else none();
