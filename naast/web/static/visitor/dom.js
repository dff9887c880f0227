/** Build elements from data. Text goes in as text nodes only, so nothing a server says can become markup. */

/**
 * @param {string} tag
 * @param {Record<string, unknown>} [props] attributes; `onclick` and the like are listeners; null and false are left out
 * @param {...(Node|string|null|undefined|false)} children
 * @returns {HTMLElement}
 */
export function h(tag, props = {}, ...children) {
  const el = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value == null || value === false) continue;
    if (name.startsWith('on')) el.addEventListener(name.slice(2), value);
    else el.setAttribute(name, value === true ? '' : String(value));
  }
  el.append(...children.filter((child) => child != null && child !== false));
  return el;
}

/** The element with this id; the page always has it. @param {string} id */
export const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

/**
 * Text as paragraphs, line breaks, dashed lists and links.
 * @param {string} text
 * @returns {HTMLElement[]}
 */
export function prose(text) {
  return text.split(/\n\s*\n/).filter((part) => part.trim()).flatMap(block);
}

/** @param {string} part lines without an empty one between them */
function block(part) {
  const made = [];
  let list = null;
  let paragraph = null;
  for (const line of part.split('\n')) {
    const item = /^\s*[-•]\s+(.*)/.exec(line);
    if (item) {
      if (!list) made.push((list = h('ul')));
      list.append(h('li', {}, ...linked(item[1])));
      paragraph = null;
    } else {
      if (!paragraph) made.push((paragraph = h('p')));
      else paragraph.append(h('br'));
      paragraph.append(...linked(line));
      list = null;
    }
  }
  return made;
}

/** @param {string} line */
function linked(line) {
  return line.split(/(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)])/).map((bit, i) => (i % 2 ? external(bit, bit) : bit));
}

/**
 * A link that opens beside this page and tells the other site nothing; plain text when it isn't a web address.
 * @param {string} url
 * @param {string} title
 */
export function external(url, title) {
  if (!/^https?:\/\//i.test(url)) return h('span', {}, title);
  return h(
    'a',
    { href: url, target: '_blank', rel: 'noopener noreferrer' },
    title,
    h('span', { class: 'visually-hidden' }, ' (opent in een nieuw tabblad)'),
  );
}

/** A random id, also where `crypto.randomUUID` is missing (http on a local network). */
export function uuid() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
