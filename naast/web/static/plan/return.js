/** Come back with a code: the new conversation is remembered in this tab, and opened. */

import { Api } from '../visitor/api.js';
import { byId } from '../visitor/dom.js';
import { quickExit } from '../visitor/leave.js';
import { keep } from '../visitor/session.js';

const api = new Api();
const typed = byId('typed');

quickExit(byId('exit'));
byId('return').addEventListener('submit', async (event) => {
  event.preventDefault();
  byId('error').textContent = '';
  typed.removeAttribute('aria-invalid');
  try {
    const { id, token, audience } = await api.comeBack(typed.value);
    keep(`naast.${audience}`, JSON.stringify({ id, token, seq: 0 }));
    location.assign(audience === 'youth' ? '/jong' : '/');
  } catch ({ message }) {
    byId('error').textContent = message;
    typed.setAttribute('aria-invalid', 'true');
    typed.focus();
  }
});
