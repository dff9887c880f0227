/** The menu: take your conversation with you, throw it away, stop, read in larger letters, know what is kept. */

import { byId, h } from './dom.js';

const BIGGER = 'naast.bigger';

/**
 * @param {import('./api.js').Api} api
 * @param {{deleted: () => void, ended: () => void, trouble: (words: string) => void}} on
 */
export function menu(api, on) {
  const dialog = /** @type {HTMLDialogElement} */ (byId('menu'));
  const sure = /** @type {HTMLDialogElement} */ (byId('sure'));
  byId('menu-open').addEventListener('click', () => dialog.showModal());
  for (const each of [dialog, sure]) {
    each.addEventListener('click', ({ target }) => (target === each || target.closest('[data-close]')) && each.close());
  }

  largerLetters(byId('bigger'));
  byId('download').addEventListener('click', () => attempt(download));
  byId('delete').addEventListener('click', () => {
    ask('Gesprek verwijderen?', 'Alles wat hier staat, gaat weg. Dat kan niet meer terug.', 'Verwijder mijn gesprek', async () => {
      await api.remove();
      on.deleted();
    });
  });
  byId('end').addEventListener('click', () => {
    ask('Gesprek stoppen?', 'Daarna kun je hier niet meer typen. Teruglezen kan nog wel.', 'Stop dit gesprek', async () => {
      await api.end();
      on.ended();
    });
  });

  async function attempt(action) {
    try {
      if (api.who) await action();
    } catch (problem) {
      on.trouble(problem.message);
    }
    dialog.close();
  }

  function ask(title, words, yes, action) {
    byId('sure-title').textContent = title;
    byId('sure-text').textContent = words;
    const button = byId('sure-yes');
    button.textContent = yes;
    button.onclick = () => {
      sure.close();
      attempt(action);
    };
    sure.showModal();
  }

  async function download() {
    const everything = JSON.stringify(await api.export(), null, 2);
    const href = URL.createObjectURL(new Blob([everything], { type: 'application/json' }));
    h('a', { href, download: 'gesprek.json' }).click();
    setTimeout(() => URL.revokeObjectURL(href), 10000);
  }
}

/** @param {HTMLElement} button */
function largerLetters(button) {
  const set = (/** @type {boolean} */ on) => {
    document.documentElement.toggleAttribute('data-bigger', on);
    button.setAttribute('aria-pressed', String(on));
  };
  try {
    set(sessionStorage.getItem(BIGGER) === '1');
  } catch {
    // not remembered, still works
  }
  button.addEventListener('click', () => {
    const on = button.getAttribute('aria-pressed') !== 'true';
    set(on);
    try {
      sessionStorage.setItem(BIGGER, on ? '1' : '0');
    } catch {
      // not remembered
    }
  });
}
