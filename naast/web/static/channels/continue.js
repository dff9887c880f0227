/** A one-time link from an app: the conversation is remembered in this tab, and opened. */

import { byId } from '../visitor/dom.js';
import { quickExit } from '../visitor/leave.js';
import { keep } from '../visitor/session.js';
import { APP } from './back.js';

const code = location.hash.slice(1);

quickExit(byId('exit'));
history.replaceState(null, '', location.pathname); // the code works once; it need not stay in the address bar
byId('continue').addEventListener('click', async () => {
  byId('error').textContent = '';
  const answer = await ask();
  if (!answer.ok) {
    const gone = answer.status === 404;
    byId('error').textContent = gone ? 'Deze link werkt niet meer. Typ in de app: privé. Dan krijg je een nieuwe.' : 'Het lukt nu niet. Probeer het zo nog eens.';
    return;
  }
  const { id, token, audience, app } = await answer.json();
  keep(`naast.${audience}`, JSON.stringify({ id, token, seq: 0 }));
  keep(APP, app ?? '');
  location.assign(audience === 'youth' ? '/jong' : '/');
});

/** @returns {Promise<{ok: boolean, status: number, json?: () => Promise<any>}>} */
async function ask() {
  try {
    const headers = { 'Content-Type': 'application/json' };
    return await fetch('/api/v1/continue', { method: 'POST', headers, body: JSON.stringify({ code }) });
  } catch {
    return { ok: false, status: 0 };
  }
}
