/** Build elements from data. Text goes in as text nodes only, so nothing a server says can become markup. */

/**
 * Where the chat stands: in a page of our own, or in the shadow root of a widget on somebody else's page.
 *
 * `root` holds the elements, `host` carries the colours, `base` is our own address ('' in our own pages).
 */
export const place = {
  /** @type {Document|ShadowRoot} */ root: document,
  host: document.documentElement,
  base: '',
  audience: document.documentElement.dataset.audience,
};

const SVG = /^(svg|path|circle|g)$/;

/** `props` are attributes and `on…` listeners; null and false are left out, among the children too. */
export function h(tag, props = {}, ...children) {
  const el = SVG.test(tag) ? document.createElementNS('http://www.w3.org/2000/svg', tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value == null || value === false) continue;
    if (name.startsWith('on')) el.addEventListener(name.slice(2), value);
    else el.setAttribute(name, value === true ? '' : value);
  }
  el.append(...children.filter(Boolean));
  return el;
}

export const byId = (id) => place.root.getElementById(id);

/** The element with the focus, inside the chat. */
export const focused = () => place.root.activeElement;

export const QUIET = 'button button--quiet';

export const button = (title, onclick, look = 'button') => h('button', { type: 'button', class: look, onclick }, title);

/** Text as paragraphs, lines, dashed lists and links; each part runs in the direction of its own letters. */
export const prose = (text) => text.split(/\n\s*\n/).flatMap((part) => (part.trim() ? block(part) : []));

function block(part) {
  const made = [];
  for (const line of part.split('\n')) {
    const item = /^\s*[-•]\s+(.*)/.exec(line);
    const tag = item ? 'UL' : 'P';
    let last = made.at(-1);
    if (last?.tagName !== tag) made.push((last = h(tag, { dir: 'auto' })));
    else if (!item) last.append(h('br'));
    if (item) last.append(h('li', {}, ...linked(item[1])));
    else last.append(...linked(line));
  }
  return made;
}

const linked = (line) =>
  line.split(/(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)])/).map((bit, i) => (i % 2 ? external(bit, bit) : bit));

/** A link that tells the other site nothing; plain text if it isn't a web address. */
export function external(url, title) {
  if (!/^https?:\/\//i.test(url)) return title;
  const props = { href: url, target: '_blank', rel: 'noopener noreferrer' };
  return h('a', props, title, h('span', { class: 'visually-hidden' }, ' (opent in een nieuw tabblad)'));
}

/** Make a textarea as high as its text. */
export function grow(area, most = Infinity) {
  area.style.height = 'auto';
  area.style.height = `${Math.min(most, area.scrollHeight + 3)}px`;
}
