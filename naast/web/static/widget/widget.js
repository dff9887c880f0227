/**
 * Naast on your own page:
 *   <script src="https://…/widget.js" data-municipality="…" async></script>
 * Puts one button on the page. The chat itself is fetched when somebody presses it. See docs/insluiten.md.
 */
(() => {
  const script = document.currentScript ?? document.querySelector('script[data-municipality][src*="widget.js"]');
  if (!script || document.querySelector('naast-chat')) return;
  const { municipality, audience, show = '', hide = '', theme, label } = script.dataset;
  const { nonce } = script;
  const base = new URL('.', script.src).href.replace(/\/$/, '');
  const OPEN = 'naast.open';

  const css = `
:host { all: initial !important; display: block !important; position: fixed !important; inset: auto 0 0 auto !important;
  z-index: 2147483647 !important; font-size: medium !important; direction: ltr !important; unicode-bidi: isolate !important; }
:host {
  --naast-brand: var(--nl-button-primary-background-color, var(--utrecht-button-primary-action-background-color,
    var(--denhaag-button-primary-action-background-color, var(--utrecht-link-color, var(--nl-link-color, var(--naast-municipality, #8a1253))))));
  --naast-type: var(--utrecht-document-font-family, var(--nl-paragraph-font-family, var(--basis-text-font-family-default,
    system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", Ubuntu, Arial, sans-serif)));
  --naast-launch: var(--naast-brand); }
:host([data-audience="youth"]) { --naast-brand: #0b5b66; }
@supports (color: oklch(from red l c h)) { :host { --naast-launch: oklch(from var(--naast-brand) min(l, .38) c h); } }
:host([hidden]) { display: none !important; }
.launch { position: fixed; right: 16px; bottom: 16px; display: flex; align-items: center; gap: .5em; box-sizing: border-box;
  min-height: 56px; max-width: calc(100vw - 32px); margin: 0; padding: .5em 1.25em .5em 1em; border: 2px solid #fff; border-radius: 28px;
  background: var(--naast-launch); color: #fff; box-shadow: 0 2px 12px rgb(0 0 0 / 30%);
  font: 600 1.0625em/1.25 var(--naast-type); text-align: start; cursor: pointer; }
.launch:hover { text-decoration: underline; }
.launch:focus-visible { outline: 3px solid #fff; box-shadow: 0 0 0 6px #0b2e6b; }
.launch svg { flex: none; width: 1.75em; height: 1.75em; fill: currentColor; }
.count { min-width: 1.6em; padding: .1em .4em; border-radius: 1em; background: #fff; color: var(--naast-launch); text-align: center; }
.trouble { position: fixed; right: 16px; bottom: 84px; max-width: 20em; box-sizing: border-box; margin: 0; padding: .75em 1em;
  border: 2px solid #84190f; border-radius: 12px; background: #fff; color: #2b2420; font: 1em/1.5 system-ui, sans-serif; }
[hidden], .trouble:empty { display: none; }
@media print { :host { display: none !important; } }
@media (forced-colors: active) { .launch, .count { border: 2px solid ButtonText; } }`;

  /** A sheet that no Content-Security-Policy stands in the way of; older browsers get the script's nonce. */
  function dressed(root, text) {
    try {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(text);
      root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
    } catch {
      const style = document.createElement('style');
      style.nonce = nonce;
      style.textContent = text;
      root.append(style);
    }
  }

  const stored = (work) => {
    try {
      return work(sessionStorage);
    } catch {
      return null;
    }
  };

  /** `/jeugd/*` fits every page below it. Several patterns: with spaces. */
  const fits = (patterns, path) =>
    patterns.some((pattern) => new RegExp(`^${pattern.split('*').map((s) => s.replace(/[\\^$.+?()[\]{}|]/g, '\\$&')).join('.*')}$`).test(path));
  const list = (text) => text.split(/\s+/).filter(Boolean);

  /** A page may say no itself: <meta name="naast" content="off">. */
  function wanted(rules) {
    if (document.querySelector('meta[name="naast"][content="off"]')) return false;
    const path = location.pathname;
    const [on, off] = [[...list(show), ...(rules.show_on ?? [])], [...list(hide), ...(rules.hide_on ?? [])]];
    return !fits(off, path) && (!on.length || fits(on, path));
  }

  const el = (tag, props = {}, ...children) => {
    const made = /^(svg|path|circle|g)$/.test(tag) ? document.createElementNS('http://www.w3.org/2000/svg', tag) : document.createElement(tag);
    for (const [name, value] of Object.entries(props)) made.setAttribute(name, value);
    made.append(...children);
    return made;
  };

  function build(facts) {
    const rules = facts.widget ?? {};
    const young = (audience ?? (fits(rules.youth_on ?? [], location.pathname) ? 'youth' : 'parent')) === 'youth';
    const host = el('naast-chat', { 'data-audience': young ? 'youth' : 'parent', class: theme ?? '' });
    const root = host.attachShadow({ mode: 'open' });
    dressed(root, css);
    if (/^#[0-9a-f]{6}$/i.test(facts.accent)) host.style.setProperty('--naast-municipality', facts.accent);
    const count = el('span', { class: 'count', hidden: '' });
    const sign = el('svg', { viewBox: '0 0 40 40', 'aria-hidden': 'true' }, el('circle', { cx: 14, cy: 10, r: 6 }),
      el('path', { d: 'M4 36V27a10 10 0 0 1 20 0v9z' }), el('circle', { cx: 29, cy: 19, r: 5, opacity: '.6' }),
      el('path', { d: 'M21 36v-3a8 8 0 0 1 16 0v3z', opacity: '.6' }));
    const title = label ?? (young ? 'Stel je vraag' : 'Stel je vraag over opvoeden');
    const launch = el('button', { type: 'button', class: 'launch', 'aria-haspopup': 'dialog', 'aria-expanded': 'false' }, sign, title, count);
    const trouble = el('p', { class: 'trouble', role: 'status' });
    root.append(launch, trouble);
    const state = { unread: 0, panel: null, loading: null };

    function told() {
      count.hidden = !state.unread;
      count.textContent = state.unread || '';
      if (state.unread) count.setAttribute('aria-label', state.unread === 1 ? '1 nieuw bericht' : `${state.unread} nieuwe berichten`);
    }

    const widget = {
      base, municipality, facts, dressed, audience: host.dataset.audience,
      opened() {
        launch.hidden = true;
        launch.setAttribute('aria-expanded', 'true');
      },
      closed() {
        launch.hidden = false;
        launch.setAttribute('aria-expanded', 'false');
        stored((tab) => tab.removeItem(OPEN));
        launch.focus();
      },
      news() {
        state.unread++;
        told();
      },
    };

    async function open(focus) {
      trouble.textContent = '';
      try {
        state.loading ??= import(`${base}/widget/chat.js`);
        state.panel ??= (await state.loading).panel(root, widget);
        state.panel.open(focus);
        widget.opened();
        state.unread = 0;
        told();
        stored((tab) => tab.setItem(OPEN, '1'));
      } catch (problem) {
        state.loading = null;
        trouble.textContent = 'De chat opent nu niet. Probeer het zo opnieuw. Is er nu gevaar? Bel 112.';
        console.warn('Naast:', problem);
      }
    }

    launch.addEventListener('click', () => open(true));
    const place = () => {
      host.hidden = !wanted(rules);
      if (host.hidden) state.panel?.hide();
    };
    place();
    globalThis.navigation?.addEventListener('navigatesuccess', place);
    addEventListener('popstate', place);
    // beside the body: what the page does to its body, does nothing to us
    document.documentElement.append(host);
    // the conversation goes along to the next page, without taking the focus
    if (!host.hidden && stored((tab) => tab.getItem(OPEN))) open(false);
  }

  async function start() {
    try {
      const asked = await fetch(`${base}/api/v1/municipality?id=${encodeURIComponent(municipality ?? '')}`, { credentials: 'omit' });
      if (!asked.ok) throw new Error(`${asked.status}`);
      build(await asked.json());
    } catch (problem) {
      console.warn(`Naast staat niet op deze pagina. Mag ${location.origin} wel in het bestand van ${municipality}?`, problem);
    }
  }

  if (document.body) start();
  else document.addEventListener('DOMContentLoaded', start);
})();
