/** The menu: take your conversation with you, throw it away, stop, read in larger letters, know what is kept. */

import { byId, h } from './dom.js';
import { keep, kept } from './session.js';

const BIGGER = 'naast.bigger';

/** @param on `deleted()`, `ended()`, `trouble(words)` */
export function menu(api, on) {
  const [dialog, sure, yes] = ['menu', 'sure', 'sure-yes'].map(byId);
  const onClick = (id, action) => byId(id).addEventListener('click', action);

  async function attempt(action) {
    dialog.close();
    try {
      if (api.who) await action();
    } catch (problem) {
      on.trouble(problem.message);
    }
  }

  /** @param {string} id of the item in the menu, which holds the words of the question */
  function afterAsking(id, action) {
    onClick(id, ({ target }) => {
      byId('sure-title').textContent = target.dataset.title;
      byId('sure-text').textContent = target.dataset.text;
      yes.textContent = target.textContent;
      yes.onclick = () => {
        sure.close();
        attempt(action);
      };
      sure.showModal();
    });
  }

  async function download() {
    const everything = JSON.stringify(await api.export(), null, 2);
    const href = URL.createObjectURL(new Blob([everything], { type: 'application/json' }));
    h('a', { href, download: 'gesprek.json' }).click();
    setTimeout(() => URL.revokeObjectURL(href), 10000);
  }

  function larger(big) {
    byId('naast').toggleAttribute('data-bigger', big);
    byId('bigger').setAttribute('aria-pressed', big);
    keep(BIGGER, big ? '1' : '');
  }

  larger(Boolean(kept(BIGGER)));
  onClick('bigger', () => larger(!kept(BIGGER)));
  onClick('menu-open', () => dialog.showModal());
  onClick('download', () => attempt(download));
  afterAsking('delete', () => api.remove().then(on.deleted));
  afterAsking('end', () => api.end().then(on.ended));
  for (const each of [dialog, sure, byId('languages')]) {
    each.addEventListener('click', ({ target }) => (target === each || 'close' in target.dataset) && each.close());
  }
}
