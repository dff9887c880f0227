/** Ties the parts of the visitor's page together. */

import { Api } from './api.js';
import { composer } from './composer.js';
import { byId, h } from './dom.js';
import { follow } from './follow.js';
import { handover } from './handover.js';
import { quickExit } from './leave.js';
import { Log } from './log.js';
import { menu } from './menu.js';
import { chosen, dress } from './municipality.js';
import { Outbox } from './outbox.js';
import { personBar } from './person.js';
import { forget, remember, remembered } from './session.js';
import { Stream } from './stream.js';

quickExit(byId('exit'));

const ASK = 'Ik wil een medewerker spreken';
const TITLE = document.title;
const TYPING_MS = 10000;
const LINK_LOST_MS = 3000;
const ECHO_MS = 6000;

const api = new Api();
const scroller = byId('scroller');
const starters = byId('starters');

/** `bot`, `waiting`, `human` or `closed`; empty until the server told. */
let mode = '';
/** Numbers up to here were on the screen before this page was loaded. */
let before = remembered()?.seq ?? 0;
let unread = 0;
let asked = false;
/** @type {Promise<void>|null} */
let opening = null;

const log = new Log(byId('log'), { choose: (choice) => send({ choice: choice.id }, choice.title), retry });
const view = follow(scroller, log.root, byId('more'));

const box = composer(/** @type {HTMLFormElement} */ (byId('composer')), {
  send: (text) => send({ text }, text),
  typing: () => mode === 'human' && stream.typing(),
});

const form = handover(byId('sheet'), api, {
  joined(status) {
    show(status);
    byId('state').focus();
  },
  say,
  around: (change) => view.along(change),
  done: () => scroller.focus({ preventScroll: true }),
});

const person = personBar({
  ask() {
    asked = true;
    if (!form.focus()) send({ text: ASK }, ASK);
  },
  async leave() {
    try {
      await api.leaveQueue();
      show(await api.status());
    } catch (problem) {
      notice(problem.message);
    }
  },
});

menu(api, { deleted: () => over('Je gesprek is verwijderd.'), ended: () => show({ mode: 'closed' }), trouble: notice });

const outbox = new Outbox(
  async (body) => {
    await open();
    return api.send(body);
  },
  {
    sent(letter, message) {
      put([message], letter);
      setTimeout(() => log.complete < message.seq && stream.nudge(true), ECHO_MS);
    },
    stuck: (letters) => view.along(() => letters.forEach((letter) => log.mark(letter, 'stuck'))),
    retrying: (letters) => letters.forEach((letter) => log.mark(letter, 'sending')),
    refused(letter, problem) {
      if (problem.status === 404) return gone();
      log.withdraw(letter);
      if (letter.body.text && letter.text !== ASK) box.restore(letter.text);
      notice(problem.message);
    },
  },
);

const stream = new Stream(api, {
  after: () => log.complete,
  messages: (messages) => put(messages),
  mode: show,
  typing: (sender) => typing(sender === 'staff' ? 'Je medewerker typt' : 'Naast denkt na'),
  link,
  gone,
});

/** Make or find the conversation, once. Fails with a Problem; the next call tries again. */
function open() {
  opening ??= start().catch((problem) => {
    opening = null;
    throw problem;
  });
  return opening;
}

async function start() {
  const known = remembered();
  if (known) api.who = known;
  else {
    const { audience } = document.documentElement.dataset;
    const made = await api.create({ audience, ...(chosen && { municipality: chosen }) });
    api.who = { id: made.id, token: made.token };
    remember({ ...api.who, seq: 0 });
    log.root.setAttribute('aria-live', 'polite');
    put(made.messages || []);
  }
  stream.start();
}

/** @param {object} body @param {string} text */
function send(body, text) {
  notice('');
  log.sending(outbox.add(body, text));
  form.passed(Infinity);
  view.settle();
  beginnings();
  if (document.activeElement === document.body) scroller.focus({ preventScroll: true });
}

function retry() {
  outbox.retry();
  stream.nudge(true);
}

/**
 * Show messages that came from the server, by whichever way.
 * @param {import('./api.js').Message[]} messages
 * @param {import('./outbox.js').Letter} [letter] the first one was on its way as this
 */
function put(messages, letter) {
  view.along(() => {
    for (const message of messages) {
      const mine = message.sender === 'visitor';
      const isNew = log.put(message, letter ?? (mine ? outbox.claim(message, Boolean(mode)) : undefined));
      if (!isNew) continue;
      if (mine) form.passed(message.seq);
      else arrived(message);
    }
  });
  if (api.who && log.complete > before) remember({ ...api.who, seq: log.complete });
  beginnings();
}

/** @param {import('./api.js').Message} message not the visitor's own */
function arrived(message) {
  typing('');
  const { card, seq, text } = message;
  if (card?.type === 'handover' && /^(offered|closed)$/.test(card.state)) {
    form.offer(seq, card.state === 'closed', asked && box.empty);
    asked = false;
  }
  if (seq <= before) return;
  if (card?.type === 'helplines') alarm(text);
  if (document.hidden) document.title = `(${++unread}) ${TITLE}`;
}

/** @param {import('./api.js').Status} status */
function show(status) {
  const first = !mode;
  mode = status.mode;
  person.show(status);
  form.mode(mode);
  log.allowChoices(mode === 'bot');
  log.root.setAttribute('aria-live', 'polite');
  byId('composer').hidden = mode === 'closed';
  byId('over').hidden = mode !== 'closed';
  if (first) view.settle();
}

/** First suggestions, for as long as nothing was said. */
function beginnings() {
  starters.hidden = !log.complete || log.begun;
}

/** There is nothing left to show. @param {string} words why */
function over(words) {
  stream.stop();
  outbox.clear();
  forget();
  log.clear();
  form.clear();
  api.who = null;
  typing('');
  show({ mode: 'closed' });
  byId('over-text').textContent = words;
  byId('again').focus();
}

function gone() {
  if (mode) return over('Dit gesprek is er niet meer.');
  stream.stop();
  forget();
  before = 0;
  api.who = opening = null;
  open().catch(noStart);
}

function noStart(/** @type {Error} */ problem) {
  notice(`${problem.message} Is er nu gevaar? Bel 112.`, () => open().then(() => notice(''), noStart));
}

let typingTimer = 0;
/** @param {string} words */
function typing(words) {
  clearTimeout(typingTimer);
  view.along(() => {
    byId('typing').hidden = !words;
    byId('typing-text').textContent = words;
  });
  if (words) typingTimer = setTimeout(() => typing(''), TYPING_MS);
}

let linkTimer = 0;
/** @param {boolean} up */
function link(up) {
  clearTimeout(linkTimer);
  if (up) {
    byId('offline').textContent = '';
    outbox.retry();
  } else {
    linkTimer = setTimeout(() => {
      byId('offline').textContent = 'Even geen verbinding. Ik probeer het steeds opnieuw. Wat hier staat, blijft staan.';
    }, LINK_LOST_MS);
  }
}

/** Something went wrong, or nothing does any more. @param {string} words @param {() => void} [again] */
function notice(words, again) {
  byId('notice').replaceChildren(
    ...(words ? [words, ' '] : []),
    ...(again ? [h('button', { type: 'button', class: 'link', onclick: again }, 'Opnieuw proberen')] : []),
  );
}

/** For screen readers only. @param {string} words */
function say(words) {
  byId('say').textContent = words;
}

/** @param {string} words */
function alarm(words) {
  byId('alarm').textContent = `${words} De telefoonnummers staan in het gesprek.`;
  setTimeout(() => (byId('alarm').textContent = ''), 20000);
}

starters.addEventListener('click', ({ target }) => {
  const button = /** @type {HTMLElement} */ (target).closest('button');
  if (!button) return;
  if ('focus' in button.dataset) box.focus();
  else send({ text: button.textContent.trim() }, button.textContent.trim());
});

byId('again').addEventListener('click', () => {
  forget();
  location.reload();
});

document.addEventListener('visibilitychange', () => {
  if (document.hidden) return;
  unread = 0;
  document.title = TITLE;
});

// keep the header in sight when a phone's keyboard covers part of the page
visualViewport?.addEventListener('resize', () => {
  if (visualViewport.scale > 1.01 || getComputedStyle(scroller).overflowY === 'visible') return;
  document.documentElement.style.setProperty('--view', `${visualViewport.height}px`);
  scrollTo(0, 0);
});

dress(api);
open().catch(noStart);
