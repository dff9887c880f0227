/** Build and update the page with text nodes only: nothing a visitor typed is ever read as HTML. */

/** @typedef {Node | string | number | false | null | undefined} Child */

/**
 * Make an element. `false`, `null` and `undefined` attributes are left out; `true` becomes an empty one;
 * `on` holds event listeners.
 * @param {string} tag
 * @param {Record<string, any>} [attributes]
 * @param {...(Child | Child[])} children
 * @returns {HTMLElement}
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (name === "on") Object.entries(value).forEach(([type, listener]) => element.addEventListener(type, listener));
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...present(children));
  return element;
}

/** @param {(Child | Child[])[]} children @returns {(Node | string)[]} */
export function present(children) {
  return children
    .flat(Infinity)
    .filter((child) => child !== false && child !== null && child !== undefined)
    .map((child) => (child instanceof Node ? child : String(child)));
}

/** Replace what is in `parent`. @param {Element} parent @param {...(Child | Child[])} children */
export function fill(parent, ...children) {
  parent.replaceChildren(...present(children));
}

/**
 * Show `items` in `list`, one element each, reusing the element of an item that was there and did not change,
 * so that keyboard focus and screen readers are not disturbed by a refresh.
 * @template T
 * @param {Element} list
 * @param {T[]} items
 * @param {(item: T) => string} keyOf
 * @param {(item: T) => HTMLElement} make
 */
export function keyed(list, items, keyOf, make) {
  const old = new Map([...list.children].map((child) => [child.getAttribute("data-key"), child]));
  let place = list.firstElementChild;
  for (const item of items) {
    const key = keyOf(item);
    const version = JSON.stringify(item);
    let element = old.get(key);
    old.delete(key);
    if (element?.getAttribute("data-version") !== version) {
      const fresh = make(item);
      fresh.setAttribute("data-key", key);
      fresh.setAttribute("data-version", version);
      if (element === place) place = element?.nextElementSibling ?? null;
      element?.remove();
      element = fresh;
    }
    if (element === place) place = place.nextElementSibling;
    else list.insertBefore(element, place);
  }
  old.forEach((element) => element.remove());
}

/**
 * Do something that may move or replace the focused item (an element with `data-key`), and give it its focus back.
 * @param {Element} root @param {() => void} change
 */
export function keepFocus(root, change) {
  const focused = document.activeElement;
  const key = root.contains(focused) ? focused?.closest("[data-key]")?.getAttribute("data-key") : null;
  change();
  if (!key || root.contains(document.activeElement)) return;
  const again = [...root.querySelectorAll("[data-key]")].find((element) => element.getAttribute("data-key") === key);
  const target = again?.matches("a, button") ? again : again?.querySelector("a, button");
  /** @type {HTMLElement | null | undefined} */ (target)?.focus({ preventScroll: true });
}

/** @type {WeakMap<Element, string>} */
const shown = new WeakMap();

/**
 * Rebuild what is in `parent` only when `model` changed, so that what a reader folded or selected stays.
 * @param {Element} parent @param {unknown} model plain data @param {() => Child | Child[]} build
 */
export function fillWhenChanged(parent, model, build) {
  const version = JSON.stringify(model);
  if (shown.get(parent) === version) return;
  shown.set(parent, version);
  keepFocus(parent, () => fill(parent, build()));
}

/** Show or hide a line of text. @param {HTMLElement} element @param {string} [text] */
export function say(element, text = "") {
  element.hidden = !text;
  if (element.textContent !== text) element.textContent = text;
}

/** The element with this id; the page promises that it is there. @param {string} id @returns {any} */
export function byId(id) {
  const element = document.getElementById(id);
  if (!element) throw new Error(`desk.html has no #${id}`);
  return element;
}
