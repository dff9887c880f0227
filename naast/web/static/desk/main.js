/** The desk: log in, then the queue, the conversation and the help beside it. This file only joins the parts. */
import { createActions } from "./actions.js";
import { createAnnouncer, createSound, newUrgent, titleFor } from "./alert.js";
import { Problem, createApi } from "./api.js";
import { createColumns } from "./columns.js";
import { createComposer } from "./composer.js";
import { createConversation } from "./conversation.js";
import { byId, say } from "./dom.js";
import { createInsight } from "./insight.js";
import { createLive } from "./live.js";
import { createLogin } from "./login.js";
import { createMeldcode } from "./meldcode.js";
import { createNotes } from "./notes.js";
import { createOutbox } from "./outbox.js";
import { createQueue } from "./queue.js";
import { createSearch } from "./search.js";
import { createShortcuts } from "./shortcuts.js";
import { showSteps } from "./steps.js";
import { moment } from "./time.js";
import { keepTicking } from "./time.js";
import { LEVELS, ROLES, isUrgent, word } from "./words.js";

/** @type {any} */
let me = null;
let queue = { waiting: [], mine: [], taken: [], callbacks: [] };
let lastGood = "";
const seenUrgent = new Set();

const api = createApi({ onLoggedOut: loggedOut });
const announce = createAnnouncer(byId("announcer"));
const sound = createSound(byId("sound"));
const columns = createColumns();
const queueView = createQueue();
const login = createLogin({ login: api.login, done: loggedIn });
const showInsight = createInsight(api.indicators);
const showMeldcode = createMeldcode(api.meldcode);
const live = createLive({ onFrame: receive, onRefresh: refreshAll, onState: showConnection });

const outbox = createOutbox({
  send: api.send,
  onChange: (id) => id === conversation.id() && outboxChanged(id),
  onSent: (id) => (id === conversation.id() ? conversation.refresh() : Promise.resolve()),
});

const composer = createComposer({
  me: () => ({ name: me.name, role: word(ROLES, me.role).toLowerCase() }),
  onSend: send,
  onTyping: () => live.typing(String(conversation.id())),
});

const conversation = createConversation({
  api, announce, actionsFor,
  me: () => me,
  queue: () => queue,
  outbox: () => outbox,
  onCallbackDone: () => actions.callbackDone(),
  onTakeBack: composer.insert,
  onShown: showAround,
});

const actions = createActions({
  api,
  openId: () => String(conversation.id()),
  me: () => me,
  changed: afterAction,
  failed: async (text) => {
    await refreshAll();
    conversation.notice(text, true);
  },
});

const notes = createNotes({ save: api.note, saved: () => conversation.refresh() });
const search = createSearch({ find: api.search, canInsert: composer.isOpen, insert: insertFound });

const shortcuts = createShortcuts(
  {
    j: () => moveInQueue(1),
    k: () => moveInQueue(-1),
    o: openOrClaim,
    r: () => go("conversation", composer.isOpen() ? composer.focus : conversation.focus),
    n: () => go("panel", notes.focus),
    "/": () => go("panel", search.focus),
  },
  escape,
);

/* --- logging in and out --- */

async function start() {
  keepTicking();
  api.municipality().then(dress).catch(() => {});
  try {
    loggedIn(await api.me());
  } catch (error) {
    showLogin(error instanceof Problem ? "" : error.message);
  }
}

/** @param {{desk_name: string, accent?: string}} municipality */
function dress({ desk_name, accent }) {
  byId("desk-name").textContent = desk_name;
  say(byId("login-desk"), `Voor medewerkers van ${desk_name}.`);
  if (accent && CSS.supports("color", accent)) document.documentElement.style.setProperty("--naast-accent", accent);
}

/** @param {any} who */
function loggedIn(who) {
  if (me && me.name !== who.name) return startAfresh();
  me = who;
  byId("me-name").textContent = who.name;
  byId("me-role").textContent = word(ROLES, who.role);
  byId("login-page").hidden = true;
  byId("desk").hidden = false;
  document.body.dataset.page = "desk";
  live.start();
  outbox.retryAll();
  route();
}

/** Drafts and what was on the screen stay, for when the same person logs in again. */
function loggedOut() {
  if (!byId("login-page").hidden) return;
  showLogin(me ? "Je bent uitgelogd. Log opnieuw in. Wat je typte, staat er dan nog." : "");
}

/** @param {string} reason */
function showLogin(reason) {
  live.stop();
  document.querySelectorAll("dialog[open]").forEach((dialog) => /** @type {HTMLDialogElement} */ (dialog).close());
  byId("desk").hidden = true;
  byId("login-page").hidden = false;
  document.body.dataset.page = "login";
  document.title = "Inloggen · Werkplek";
  login.show(reason);
}

async function logout() {
  if (outbox.isBusy() && !confirm("Er is een bericht nog niet verstuurd. Toch uitloggen?")) return;
  live.stop();
  await api.logout().catch(() => {});
  startAfresh();
}

/** Forget everything this page knows. */
function startAfresh() {
  removeEventListener("beforeunload", warn);
  history.replaceState(null, "", location.pathname);
  location.reload();
}

/* --- staying up to date --- */

/** @param {import("./live.js").Frame} frame */
function receive(frame) {
  if (frame.type === "queue") void refreshQueue();
  if (frame.type === "conversation" && frame.id === conversation.id()) void conversation.refresh();
  if (frame.type === "typing") conversation.typing(frame.id);
}

async function refreshAll() {
  await refreshQueue();
  await conversation.refresh();
}

async function refreshQueue() {
  const fresh = await api.queue().catch(queueFailed);
  if (!fresh) return;
  lastGood = new Date().toISOString();
  say(byId("queue-problem"));
  showQueue(fresh);
  if (outbox.isBusy()) outbox.retryAll();
}

/** @param {any} error */
function queueFailed(error) {
  if (error instanceof Problem && error.status === 401) return;
  const since = lastGood && ` Wat je ziet, is van ${moment(lastGood)}.`;
  say(byId("queue-problem"), error.message + since);
}

/** @param {any} fresh */
function showQueue(fresh) {
  const before = queue;
  queue = { waiting: [], mine: [], taken: [], callbacks: [], ...fresh };
  queue.mine = queue.mine.map((/** @type {any} */ item) => (item.id === conversation.id() ? { ...item, unread: false } : item));
  queueView.show(queue, conversation.id());
  conversation.redraw();
  showUrgentBar();
  setTitle();
  tellNews(before);
}

/** @param {typeof queue} before */
function tellNews(before) {
  const urgent = newUrgent(seenUrgent, queue);
  for (const item of urgent) announce(`Dringend: ${LEVELS[item.level]}. ${item.topic ?? "Zonder onderwerp"}.`);
  if (urgent.length) sound.beep();
  const wasUnread = new Set(before.mine.filter((item) => item.unread).map((item) => item.id));
  for (const item of queue.mine) if (item.unread && !wasUnread.has(item.id)) announce(`Nieuw bericht in ${item.topic ?? "een gesprek van jou"}.`);
}

/** For a small screen, where the queue may be out of sight. */
function showUrgentBar() {
  const bar = byId("urgent-bar");
  const others = queue.waiting.filter((item) => isUrgent(item) && item.id !== conversation.id()).sort((a, b) => a.level - b.level);
  const [first] = others;
  say(bar, first ? `${others.length} dringend in de rij: ${LEVELS[first.level]}. Bekijk` : "");
  if (first) bar.href = linkTo(first.id);
}

/** @param {boolean} isLive */
function showConnection(isLive) {
  const element = byId("connection");
  element.dataset.live = String(isLive);
  say(element, isLive ? "Verbonden" : "Verbinding weg. We verversen elke 10 seconden.");
  if (isLive) outbox.retryAll();
}

function setTitle() {
  document.title = byId("insight").hidden ? titleFor(queue) : `Inzicht · ${titleFor(queue)}`;
}

/* --- where we are --- */

/** @param {string} id */
const linkTo = (id) => `#/gesprek/${encodeURIComponent(id)}`;

function route() {
  if (!me || byId("desk").hidden) return;
  const insight = location.hash === "#/inzicht";
  byId("insight").hidden = !insight;
  byId("work").hidden = insight;
  markPage(insight ? "insight" : "work");
  setTitle();
  if (insight) return void showInsight();
  const [, id] = location.hash.match(/^#\/gesprek\/(.+)$/) ?? [];
  if (id || location.hash === "#/" || !location.hash) void openConversation(id ? decodeURIComponent(id) : null);
}

/** @param {string} page */
function markPage(page) {
  document.querySelectorAll("[data-page-link]").forEach((link) => {
    if (/** @type {HTMLElement} */ (link).dataset.pageLink === page) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  });
}

/** @param {string | null} id */
async function openConversation(id) {
  const opened = conversation.open(id);
  queueView.markOpen(id);
  columns.show(id ? "conversation" : "queue");
  showUrgentBar();
  if (id) conversation.focus();
  await opened;
  if (id && conversation.id() === id) conversation.focus();
}

/** Show what belongs to the open conversation. @param {any} open null: none @param {boolean} mine */
function showAround(open, mine) {
  const readable = open && !open.hidden ? open : null;
  composer.use(mine ? open.id : null);
  say(byId("reading-along"), open && !mine ? whyNoWriting(open) : "");
  notes.show(readable);
  showMeldcode(readable);
  showSteps(readable);
  search.refresh();
}

/** @param {any} open */
function whyNoWriting({ mode, owner, hidden }) {
  if (mode === "waiting") return hidden ? "Pak het gesprek op om het te lezen." : "Pak het gesprek op om te antwoorden.";
  if (mode === "human") return hidden ? `${owner?.name ?? "Een collega"} voert dit gesprek.` : `${owner?.name ?? "Een collega"} voert dit gesprek. Jij leest mee en kunt notities maken.`;
  return mode === "closed" ? "Dit gesprek is afgesloten." : "De assistent voert dit gesprek. Je kunt hier niet schrijven.";
}

/* --- what you do --- */

/** @param {any} open @param {boolean} mine @returns {import("./head.js").Action[]} */
function actionsFor(open, mine) {
  if (open.mode === "waiting") return [{ key: "claim", title: "Oppakken", run: claim, main: true }];
  if (!mine) return [];
  return [
    { key: "consult", title: "Collega laten meedenken", run: actions.consult },
    { key: "transfer", title: "Overdragen", run: actions.transfer },
    { key: "release", title: "Teruggeven aan de rij", run: actions.release },
    { key: "close", title: "Afsluiten", run: actions.close },
  ];
}

async function claim() {
  if (await actions.claim()) composer.isOpen() ? composer.focus() : conversation.focus();
}

/** @param {string} done @param {boolean} left the conversation is no longer mine */
async function afterAction(done, left) {
  await refreshAll();
  announce(done);
  if (!left) return conversation.notice(done);
  location.hash = "#/";
  await conversation.open(null);
  conversation.notice(done);
}

/** @param {string} text */
function send(text) {
  const id = conversation.id();
  if (!id) return;
  conversation.notice();
  outbox.add(id, text, conversation.lastSeq());
  conversation.showOutbox(true);
}

/** @param {string} id */
function outboxChanged(id) {
  conversation.showOutbox(false);
  const stuck = outbox.of(id).find((entry) => entry.state === "waiting" || entry.state === "refused");
  if (stuck) announce(`Niet verstuurd. ${stuck.reason}`);
}

/** @param {string} text */
function insertFound(text) {
  columns.show("conversation");
  composer.insert(text);
}

/* --- keys --- */

/** @param {import("./columns.js").Column} column @param {() => void} focus */
function go(column, focus) {
  if (byId("work").hidden) location.hash = "#/";
  columns.show(column);
  focus();
}

/** @param {1 | -1} step */
function moveInQueue(step) {
  columns.show("queue");
  queueView.move(step, conversation.id());
}

function openOrClaim() {
  const id = queueView.focusedId();
  if (id && id !== conversation.id()) location.hash = linkTo(id);
  else if (id || conversation.current()?.mode !== "waiting") go("conversation", conversation.focus);
  if ((!id || id === conversation.id()) && conversation.current()?.mode === "waiting") void claim();
}

/** Out of a field first, then back to the queue. */
function escape() {
  if (byId("menu").open) return closeMenu();
  const field = document.activeElement;
  if (field instanceof HTMLElement && field.matches("input, textarea, select")) {
    return byId(field.closest("#panel") ? "panel" : "conversation").focus();
  }
  columns.show("queue");
  queueView.focus(conversation.id());
}

function closeMenu() {
  byId("menu").open = false;
  byId("menu").querySelector("summary").focus();
}

/** @param {BeforeUnloadEvent} event */
function warn(event) {
  if (outbox.isBusy() || composer.hasDraft() || notes.hasDraft()) event.preventDefault();
}

addEventListener("hashchange", route);
addEventListener("beforeunload", warn);
byId("logout").addEventListener("click", logout);
byId("help-button").addEventListener("click", () => {
  byId("menu").open = false;
  shortcuts.help();
});
document.addEventListener("click", (event) => {
  if (!byId("menu").contains(/** @type {Node} */ (event.target))) byId("menu").open = false;
});
void start();
