/** The chat on somebody else's page: a panel in the widget's shadow root. Loaded when it opens for the first time. */

import { Chat } from '../visitor/chat.js';
import { byId, h, place } from '../visitor/dom.js';
import { frame } from '../visitor/frame.js';
import { dress } from '../visitor/municipality.js';
import { css } from './css.js';

/** As wide as the panel may be beside a page; on anything narrower it takes the whole screen. */
const NARROW = matchMedia('(max-width: 600px), (max-height: 420px)');

/**
 * @param {ShadowRoot} root
 * @param {{base: string, audience: string, municipality: string, facts: object,
 *          dressed: (root: ShadowRoot, css: string) => void,
 *          closed: () => void, news: () => void}} widget
 */
export function panel(root, widget) {
  Object.assign(place, { root, host: root.host, base: widget.base, audience: widget.audience });
  widget.dressed(root, css);
  const dialog = h('dialog', { class: 'panel', 'aria-labelledby': 'brand' }, frame(true));
  root.append(dialog);
  const seen = () => dialog.open && !document.hidden;
  const chat = new Chat(widget.municipality, { here: () => dialog.open, news: () => seen() || widget.news() });
  dress(widget.facts);

  function show() {
    // in front of everything, whatever the page around it does; on a phone nothing behind it can be reached
    dialog.toggleAttribute('data-whole', NARROW.matches);
    if (NARROW.matches) dialog.showModal();
    else dialog.show();
  }

  function hide() {
    if (dialog.open) dialog.close();
  }

  byId('close').addEventListener('click', hide);
  dialog.addEventListener('close', ({ target }) => target === dialog && widget.closed());
  NARROW.addEventListener('change', () => {
    if (!dialog.open) return;
    dialog.close();
    show();
    widget.opened();
  });
  // what is typed here is not a shortcut of the page around it
  for (const type of ['keydown', 'keypress', 'keyup']) {
    dialog.addEventListener(type, (event) => {
      event.stopPropagation();
      const inner = event.target.closest?.('dialog');
      if (type === 'keydown' && event.key === 'Escape' && inner === dialog) hide();
    });
  }

  return {
    hide,
    /** @param {boolean} focus whether the visitor asked for it just now */
    open(focus) {
      if (!dialog.open) show();
      if (focus) chat.calm();
    },
  };
}
