/** The two forms below the conversation, as they are before anything is filled in. */

import { h, place } from './dom.js';

const SUMMARY = {
  question: 'Mijn vraag',
  tried: 'Wat ik al heb geprobeerd',
  strengths: 'Wat goed gaat',
  network: 'Wie mij helpt',
  wish: 'Wat ik wil',
  plan: '',
  language: 'Mijn taal',
};

function field(name, label, input, hint) {
  const id = `field-${name}`;
  return h('div', { class: 'field' }, h('label', { for: id }, label), hint && h('p', { id: `${id}-hint` }, hint), h(input.tag ?? 'textarea', {
    id,
    name,
    ...input.props,
    'aria-describedby': hint && `${id}-hint`,
  }));
}

function form(title, intro, fields, yes, no) {
  return h(
    'form',
    { class: 'sheet', novalidate: true, 'aria-labelledby': 'sheet-title' },
    h('h2', { id: 'sheet-title', tabindex: -1 }, title),
    h('p', { class: 'intro' }, intro),
    ...fields,
    h('p', { class: 'field-error', id: 'sheet-error', role: 'alert' }),
    h(
      'div',
      { class: 'choices' },
      h('button', { class: 'button button--main' }, yes),
      h('button', { type: 'button', class: 'button', 'data-no': true }, no),
    ),
  );
}

const signals = () =>
  h(
    'div',
    { class: 'inset', id: 'signals', hidden: true },
    h('h3', {}, 'Dit zei je ook'),
    h('p', {}, 'Een medewerker leest dit altijd. Het is belangrijk voor de veiligheid.'),
    h('ul', { dir: 'auto' }),
  );

function summary() {
  const plan = place.audience === 'youth' ? 'Mijn plan' : 'Ons plan';
  const area = { props: { rows: 1, dir: 'auto' } };
  const fields = Object.entries(SUMMARY).map(([name, label]) => field(name, label || plan, area));
  const intro = 'Klopt het zo? Je mag alles veranderen of weghalen. Een leeg vak is ook goed.';
  return form('Dit leest de medewerker', intro, [...fields, signals()], 'Deel dit met een medewerker', 'Nog niet');
}

function callBack() {
  const when = field('when', 'Wanneer kunnen we je bellen?', { tag: 'input' }, 'Bijvoorbeeld: morgen na 9 uur');
  const how = field('how', 'Op welk nummer?', { tag: 'input', props: { inputmode: 'tel', autocomplete: 'tel' } });
  return form('Laat je terugbellen', 'Dan belt iemand van ons jou.', [when, how], 'Vraag of iemand belt', 'Liever niet');
}

export const FORMS = { summary, 'call-back': callBack };
