/** Ties the parts of the visitor's page together. */

import { Api } from './api.js';
import { composer } from './composer.js';
import { button, byId, QUIET } from './dom.js';
import { follow } from './follow.js';
import { handover } from './handover.js';
import { quickExit } from './leave.js';
import { Log } from './log.js';
import { menu } from './menu.js';
import { chosen, dress } from './municipality.js';
import { Outbox } from './outbox.js';
import { personBar } from './person.js';
import { ownRequests } from './requests.js';
import { forget, keep, kept, remember, remembered } from './session.js';
import { Stream } from './stream.js';

quickExit(byId('exit'));

const ASK = 'Ik wil een medewerker spreken';
const TITLE = document.title;
/** In this tab only: who comes back may reach the same person. */
const EARLIER = 'naast.earlier';
const TYPING_MS = 10000;
const LOST_AFTER_MS = 3000;
const ECHO_MS = 6000;

const api = new Api();
const [scroller, starters] = ['scroller', 'starters'].map(byId);

/** `bot`, `waiting`, `human` or `closed`; empty until the server told. */
let mode = '';
/** Numbers up to here were on the screen before this page was loaded. */
let before = remembered()?.seq ?? 0;
let asked = false;
let unread = 0;
let opening = null;
let typingTimer = 0;
let linkTimer = 0;

const log = new Log(byId('log'), { choose: (choice) => send(choice.title, { choice: choice.id }), retry });
const view = follow(scroller, log.root, byId('more'));
const box = composer(byId('composer'), { send, typing: () => mode === 'human' && stream.typing() });

const form = handover(byId('sheet'), api, {
  joined(status) {
    show(status);
    byId('state').focus();
  },
  say: (words) => (byId('say').textContent = words),
  along: view.along,
  done: calm,
  trouble: notice,
});

const person = personBar({
  ask() {
    asked = true;
    if (!form.focus()) send(ASK);
  },
  leave: () => api.leaveQueue().then(api.status).then(show, ({ message }) => notice(message)),
});

const outbox = new Outbox((body) => open().then(() => api.send(body)), {
  sent(letter, message) {
    put([message], letter);
    // the stream should have told us by then; if not, it is dead
    setTimeout(() => log.complete < message.seq && stream.nudge(true), ECHO_MS);
  },
  stuck: (letters) => view.along(() => letters.forEach((letter) => log.mark(letter, true))),
  retrying: (letters) => letters.forEach((letter) => log.mark(letter, false)),
  refused(letter, problem) {
    if (problem.status === 404) return gone();
    log.withdraw(letter);
    if (letter.body.text && letter.text !== ASK) box.restore(letter.text);
    notice(problem.message);
  },
});

const stream = new Stream(api, {
  after: () => log.complete,
  messages: put,
  mode: show,
  typing: (sender) => typing(sender === 'staff' ? 'De medewerker typt' : 'Naast denkt na'),
  link,
  gone,
});

ownRequests(log.root, api);

menu(api, { deleted: () => over('Je gesprek is verwijderd.'), ended: () => show({ mode: 'closed' }), trouble: notice });

/** Make or find the conversation once; after a failure the next call tries again. */
function open() {
  opening ??= start().catch((problem) => {
    opening = null;
    throw problem;
  });
  return opening;
}

async function start() {
  api.who = remembered();
  if (!api.who) {
    const { audience } = document.documentElement.dataset;
    const returning = JSON.parse(kept(EARLIER) ?? 'null') ?? undefined;
    const { id, token, messages } = await api.create({ audience, municipality: chosen ?? undefined, returning });
    api.who = { id, token };
    listenUp();
    put(messages);
  }
  stream.start();
}

function send(text, body = { text }) {
  notice('');
  log.sending(outbox.add(body, text));
  form.passed(Infinity);
  beginnings();
  view.settle();
  if (document.activeElement === document.body) calm();
}

function retry() {
  outbox.retry();
  stream.nudge(true);
}

/** Show messages, whichever way they came; `letter`: what the one was on its way as. */
function put(messages, letter) {
  view.along(() => {
    for (const message of messages) {
      const mine = message.sender === 'visitor';
      if (!log.put(message, letter ?? (mine ? outbox.claim(message, mode) : undefined))) continue;
      if (mine) form.passed(message.seq);
      else arrived(message);
    }
  });
  if (api.who && log.complete >= before) remember({ ...api.who, seq: log.complete });
  beginnings();
}

function arrived({ card, seq, sender, text }) {
  typing('');
  // without opening time it is the conversation that was closed, not the desk
  const closed = card?.state === 'closed' && (sender === 'bot' || Boolean(card.opens));
  if (card?.type === 'handover' && (closed || card.state === 'offered')) {
    form.offer(seq, closed, asked && box.empty());
    asked = false;
  }
  if (seq <= before) return;
  if (card?.type === 'helplines') byId('alarm').textContent = `${text} De telefoonnummers staan in het gesprek.`;
  if (document.hidden) document.title = `(${++unread}) ${TITLE}`;
}

function show(status) {
  const first = !mode;
  ({ mode } = status);
  person(status);
  form.mode(mode);
  byId('composer').hidden = mode === 'closed';
  byId('over').hidden = mode !== 'closed';
  if (first) view.settle();
  listenUp();
}

/** From here on a screen reader tells what comes in. */
function listenUp() {
  log.root.setAttribute('aria-live', 'polite');
}

/** First suggestions, for as long as nothing was said. */
function beginnings() {
  starters.hidden = !log.complete || log.begun;
}

function over(words) {
  stream.stop();
  outbox.clear();
  forget();
  log.clear();
  typing('');
  show({ mode: 'closed' });
  api.who = null;
  byId('over-text').textContent = words;
  byId('again').focus();
}

function gone() {
  if (mode) return over('Dit gesprek is er niet meer.');
  stream.stop();
  forget();
  opening = null;
  before = 0;
  begin();
}

function begin() {
  notice('');
  open().catch(({ message }) => notice(`${message} Is er nu gevaar? Bel 112.`, begin));
}

function typing(words) {
  clearTimeout(typingTimer);
  view.along(() => {
    byId('typing').hidden = !words;
    byId('typing-text').textContent = words;
  });
  if (words) typingTimer = setTimeout(typing, TYPING_MS, '');
}

function link(up) {
  const line = byId('offline');
  if (!up) {
    linkTimer ||= setTimeout(() => (line.textContent = line.dataset.lost), LOST_AFTER_MS);
    return;
  }
  clearTimeout(linkTimer);
  linkTimer = 0;
  line.textContent = '';
  outbox.retry();
}

function notice(words, again) {
  byId('notice').replaceChildren(words, again ? button('Opnieuw proberen', again, QUIET) : '');
}

/** Focus where a phone shows no keyboard. */
function calm() {
  scroller.focus({ preventScroll: true });
}

starters.addEventListener('click', ({ target }) => {
  if (!target.matches('button')) return;
  if ('focus' in target.dataset) box.focus();
  else send(target.textContent);
});

byId('again').addEventListener('click', () => {
  if (api.who) keep(EARLIER, JSON.stringify({ id: api.who.id, token: api.who.token }));
  forget();
  location.reload();
});

document.addEventListener('visibilitychange', () => {
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
begin();
