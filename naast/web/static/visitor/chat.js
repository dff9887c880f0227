/** One conversation on the screen: ties the parts together. Where it stands is in `place` (dom.js). */

import { Api } from './api.js';
import { composer } from './composer.js';
import { button, byId, focused, place, QUIET } from './dom.js';
import { follow } from './follow.js';
import { handover } from './handover.js';
import { quickExit } from './leave.js';
import { load } from './load.js';
import { Log } from './log.js';
import { menu } from './menu.js';
import { Outbox } from './outbox.js';
import { personBar } from './person.js';
import { ownRequests } from './requests.js';
import { forget, keep, kept, remember, remembered } from './session.js';
import { Stream } from './stream.js';

const ASK = 'Ik wil een medewerker spreken';
const LOST = 'Even geen verbinding. Ik probeer het steeds opnieuw. Wat hier staat, blijft staan.';
/** In this tab only: who comes back may reach the same person. */
const EARLIER = 'naast.earlier';
const TYPING_MS = 10000;
const LOST_AFTER_MS = 3000;
const ECHO_MS = 6000;

export class Chat {
  /** `bot`, `waiting`, `human` or `closed`; empty until the server told. */
  #mode = '';
  /** Numbers up to here were on the screen before this page was loaded. */
  #before = remembered()?.seq ?? 0;
  #asked = false;
  #opening = null;
  #typingTimer = 0;
  #linkTimer = 0;
  #api = new Api();

  /**
   * The elements of `frame()` are in `place.root` by now.
   *
   * @param {string|undefined} municipality
   * @param on `here()`: is the chat on the screen; `news()`: something was said by the other side
   */
  constructor(municipality, on) {
    this.municipality = municipality;
    this.on = on;
    this.scroller = byId('scroller');
    this.starters = byId('starters');
    this.log = new Log(byId('log'), {
      choose: (choice) => this.#send(choice.title, { choice: choice.id }),
      retry: () => this.#retry(),
      code: () => this.#api.plan('POST', '/code', {}),
    });
    this.view = follow(this.scroller, this.log.root, byId('more'));
    this.box = composer(byId('composer'), {
      send: (text) => this.#send(text),
      typing: () => this.#mode === 'human' && this.stream.typing(),
    });
    this.form = this.#makeForm();
    this.person = this.#makePersonBar();
    this.outbox = this.#makeOutbox();
    this.stream = this.#makeStream();
    this.#listen();
    this.begin();
  }

  get facts() {
    return this.#api.municipality(this.municipality).catch(() => ({}));
  }

  focus() {
    if (this.#mode === 'closed') byId('again').focus();
    else this.box.focus();
  }

  /** Focus where a phone shows no keyboard. */
  calm = () => this.scroller.focus({ preventScroll: true });

  begin = () => {
    this.#notice('');
    this.#open().catch(({ message }) => this.#notice(`${message} Is er nu gevaar? Bel 112.`, this.begin));
  };

  #makeForm() {
    return handover(byId('sheet'), this.#api, {
      joined: (status) => {
        this.#show(status);
        byId('state').focus();
      },
      say: (words) => (byId('say').textContent = words),
      along: this.view.along,
      done: this.calm,
      trouble: this.#notice,
    });
  }

  #makePersonBar() {
    const leave = () => this.#api.leaveQueue().then(this.#api.status).then(this.#show, this.#trouble);
    return personBar({ ask: () => this.#ask(), leave });
  }

  #makeOutbox() {
    const mark = (letters, stuck) => letters.forEach((letter) => this.log.mark(letter, stuck));
    return new Outbox((body) => this.#open().then(() => this.#api.send(body)), {
      sent: (letter, message) => {
        this.#put([message], letter);
        // the stream should have told us by then; if not, it is dead
        setTimeout(() => this.log.complete < message.seq && this.stream.nudge(true), ECHO_MS);
      },
      stuck: (letters) => this.view.along(() => mark(letters, true)),
      retrying: (letters) => mark(letters, false),
      refused: (letter, problem) => this.#refused(letter, problem),
    });
  }

  #makeStream() {
    return new Stream(this.#api, {
      after: () => this.log.complete,
      messages: this.#put,
      mode: this.#show,
      typing: (sender) => this.#typing(sender === 'staff' ? 'De medewerker typt' : 'Naast denkt na'),
      link: (up) => this.#link(up),
      gone: () => this.#gone(),
    });
  }

  #listen() {
    quickExit(byId('exit'), this.on.here);
    ownRequests(this.log.root, this.#api);
    menu(this.#api, {
      deleted: () => this.#over('Je gesprek is verwijderd.'),
      ended: () => this.#show({ mode: 'closed' }),
      trouble: this.#notice,
    });
    byId('language-open').addEventListener('click', () => this.#languages().catch(this.#trouble));
    this.starters.addEventListener('click', ({ target }) => {
      if (!target.matches('button')) return;
      if ('focus' in target.dataset) this.box.focus();
      else this.#send(target.textContent);
    });
    byId('again').addEventListener('click', () => this.#again());
  }

  async #languages() {
    const person = (language) => this.#open().then(() => this.#api.editDraft({ language })).then(() => this.#ask(), this.#trouble);
    await (await load()).languages(this.#api, this.municipality, { person, trouble: this.#notice });
  }

  /** Make or find the conversation once; after a failure the next call tries again. */
  #open() {
    this.#opening ??= this.#start().catch((problem) => {
      this.#opening = null;
      throw problem;
    });
    return this.#opening;
  }

  async #start() {
    const api = this.#api;
    api.who = remembered();
    if (!api.who) {
      const returning = JSON.parse(kept(EARLIER) ?? 'null') ?? undefined;
      const asked = { audience: place.audience, municipality: this.municipality, returning };
      const { id, token, messages } = await api.create(asked);
      api.who = { id, token };
      this.#listenUp();
      this.#put(messages);
    }
    this.stream.start();
  }

  #ask() {
    this.#asked = true;
    if (!this.form.focus()) this.#send(ASK);
  }

  #send(text, body = { text }) {
    this.#notice('');
    this.log.sending(this.outbox.add(body, text));
    this.form.passed(Infinity);
    this.#beginnings();
    this.view.settle();
    load().catch(() => {});
    if (!focused() || focused() === document.body) this.calm();
  }

  #retry() {
    this.outbox.retry();
    this.stream.nudge(true);
  }

  #refused(letter, problem) {
    if (problem.status === 404) return this.#gone();
    this.log.withdraw(letter);
    if (letter.body.text && letter.text !== ASK) this.box.restore(letter.text);
    this.#notice(problem.message);
  }

  /** Show messages, whichever way they came; `letter`: what the one was on its way as. */
  #put = (messages, letter) => {
    this.view.along(() => {
      for (const message of messages) {
        const mine = message.sender === 'visitor';
        const was = letter ?? (mine ? this.outbox.claim(message, this.#mode) : undefined);
        if (!this.log.put(message, was)) continue;
        if (mine) this.form.passed(message.seq);
        else this.#arrived(message);
      }
    });
    if (this.#api.who && this.log.complete >= this.#before) remember({ ...this.#api.who, seq: this.log.complete });
    this.#beginnings();
  };

  #arrived({ card, seq, sender, text }) {
    this.#typing('');
    // without opening time it is the conversation that was closed, not the desk
    const closed = card?.state === 'closed' && (sender === 'bot' || Boolean(card.opens));
    if (card?.type === 'handover' && (closed || card.state === 'offered')) {
      this.form.offer(seq, closed, this.#asked && this.box.empty());
      this.#asked = false;
    }
    if (seq <= this.#before) return;
    if (card?.type === 'helplines') byId('alarm').textContent = `${text} De telefoonnummers staan in het gesprek.`;
    this.on.news();
  }

  #show = (status) => {
    const first = !this.#mode;
    this.#mode = status.mode;
    this.person(status);
    this.form.mode(status.mode);
    byId('composer').hidden = status.mode === 'closed';
    byId('over').hidden = status.mode !== 'closed';
    if (first) this.view.settle();
    this.#listenUp();
  };

  /** From here on a screen reader tells what comes in. */
  #listenUp() {
    this.log.root.setAttribute('aria-live', 'polite');
  }

  /** First suggestions, for as long as nothing was said. */
  #beginnings() {
    this.starters.hidden = !this.log.complete || this.log.begun;
  }

  #over(words) {
    this.stream.stop();
    this.outbox.clear();
    forget();
    this.log.clear();
    this.#typing('');
    this.#show({ mode: 'closed' });
    this.#api.who = null;
    byId('over-text').textContent = words;
    byId('again').focus();
  }

  #gone() {
    if (this.#mode) return this.#over('Dit gesprek is er niet meer.');
    this.stream.stop();
    this.#anew();
  }

  #again() {
    const { who } = this.#api;
    if (who) keep(EARLIER, JSON.stringify({ id: who.id, token: who.token }));
    this.stream.stop();
    this.log.clear();
    byId('over-text').textContent = 'Je kunt dit gesprek nog teruglezen.';
    this.#show({ mode: 'bot' });
    this.#mode = '';
    this.#anew();
    this.focus();
  }

  #anew() {
    forget();
    this.#api.who = this.#opening = null;
    this.#before = 0;
    this.begin();
  }

  #typing(words) {
    clearTimeout(this.#typingTimer);
    this.view.along(() => {
      byId('typing').hidden = !words;
      byId('typing-text').textContent = words;
    });
    if (words) this.#typingTimer = setTimeout(() => this.#typing(''), TYPING_MS);
  }

  #link(up) {
    const line = byId('offline');
    if (!up) {
      this.#linkTimer ||= setTimeout(() => (line.textContent = LOST), LOST_AFTER_MS);
      return;
    }
    clearTimeout(this.#linkTimer);
    this.#linkTimer = 0;
    line.textContent = '';
    this.outbox.retry();
  }

  #notice = (words, again) => {
    byId('notice').replaceChildren(words, again ? button('Opnieuw proberen', again, QUIET) : '');
  };

  #trouble = ({ message }) => this.#notice(message);
}
