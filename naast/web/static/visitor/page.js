/** The chat as a page of its own, at `/` and `/jong`. */

import { wayBack } from '../channels/back.js';
import { Chat } from './chat.js';
import { place } from './dom.js';
import { frame } from './frame.js';
import { dress } from './municipality.js';

const TITLE = document.title;
let unread = 0;

document.body.prepend(frame(false));
const municipality = new URLSearchParams(location.search).get('gemeente') ?? undefined;
const chat = new Chat(municipality, {
  here: () => true,
  news: () => document.hidden && (document.title = `(${++unread}) ${TITLE}`),
});
chat.facts.then(dress);
wayBack();

document.addEventListener('visibilitychange', () => {
  unread = 0;
  document.title = TITLE;
});

// keep the header in sight when a phone's keyboard covers part of the page
visualViewport?.addEventListener('resize', () => {
  if (visualViewport.scale > 1.01 || getComputedStyle(chat.scroller).overflowY === 'visible') return;
  place.host.style.setProperty('--view', `${visualViewport.height}px`);
  scrollTo(0, 0);
});
