/** The desk: the queue, the conversation and the help beside it. This file only joins the parts. */
import { createActions } from "./actions.js";
import { createAnnouncer } from "./announce.js";
import { Problem, createApi } from "./api.js";
import { createColumns } from "./columns.js";
import { createComposer } from "./composer.js";
import { createConversation } from "./conversation.js";
import { byId, say } from "./dom.js";
import { createEditorial } from "./editorial.js";
import { createInsight } from "./insight.js";
import { createLive } from "./live.js";
import { createMeldcode } from "./meldcode.js";
import { createMenu } from "./menu.js";
import { createNews } from "./news.js";
import { createQuickTexts } from "./quick.js";
import { createTasks } from "./tasks.js";
import { createPresence } from "./presence.js";
import { showUnclaimed } from "./unclaimed.js";
import { createNotes } from "./notes.js";
import { createOutbox } from "./outbox.js";
import { createQueue } from "./queue.js";
import { linkTo, linkToPage, placeOf } from "./routes.js";
import { createAccounts } from "./accounts.js";
import { createMorning } from "./morning.js";
import { createAuditLog } from "./auditlog.js";
import { applied } from "./board.js";
import { createPages } from "./pages.js";
import { createSearch } from "./search.js";
import { createSession } from "./session.js";
import { createShortcuts, isTyping } from "./shortcuts.js";
import { createSound } from "./sound.js";
import { showSteps } from "./steps.js";
import { keepTicking, moment } from "./time.js";
import { newUrgent, showUrgentBar, titleFor, urgentNews } from "./urgent.js";
import { whyNoWriting } from "./words.js";

const EMPTY = { version: 0, waiting: [], mine: [], taken: [], callbacks: [], along: [], offers: [] };
let queue = EMPTY;
let lastGood = "";
const seenUrgent = new Set();

const api = createApi({ onLoggedOut: () => session.expired() });
const session = createSession({ api, onStart: startWork, onStop: () => live.stop(), mayLeave });
const live = createLive({ onFrame: receive, onRefresh: refreshAll, onState: showConnection });
const announce = createAnnouncer(byId("announcer"));
const sound = createSound(byId("sound"));
const columns = createColumns();
const queueView = createQueue();
const news = createNews();
const presence = createPresence({ choose: api.presence, announce });
const seenUnclaimed = new Set();
const morning = createMorning({ api, me: () => session.me() });
const pages = createPages({
  showing: {
    insight: createInsight(api.indicators),
    admin: createAccounts({ api, announce, me: () => session.me() }),
    morning,
    editorial: createEditorial({ load: api.editorial, done: api.missDone }),
    log: createAuditLog(api.audit),
  },
});
const showMeldcode = createMeldcode(api.meldcode);

const outbox = createOutbox({
  send: async (id, entry, text) => {
    const { hint } = await api.send(id, entry, text);
    if (hint) conversation.notice(`Je schrijft over: ${hint}. Bij dit gesprek staat daar nog geen signaal van. Kijk naar de stappen van de meldcode.`);
  },
  onChange: (id) => id === conversation.id() && outboxChanged(id),
  onSent: (id) => (id === conversation.id() ? conversation.refresh() : Promise.resolve()),
});
const composer = createComposer({
  texts: createQuickTexts(api.quickTexts),
  onSend: send,
  onTyping: () => live.typing(String(conversation.id())),
});
const conversation = createConversation({
  api, announce, actionsFor, onShown: showAround,
  me: session.me,
  queue: () => queue,
  outbox: () => outbox,
  onCallbackDone: () => actions.callbackDone(),
  onTakeBack: composer.insert,
});
const actions = createActions({
  api, left,
  looked: (found) => conversation.showOnce(found),
  me: session.me,
  openId: () => String(conversation.id()),
  changed: (done) => refreshAll().then(() => conversation.notice(done)),
  failed: (why) => refreshAll().then(() => conversation.notice(why, true)),
  afterLeaving: () => queueView.focus(null),
});
const tasks = createTasks({ load: api.tasks, finish: api.finishTask, changed: () => conversation.refresh(), add: () => actions.task() });
const notes = createNotes({ save: api.note, saved: () => conversation.refresh() });
const search = createSearch({ find: (q) => api.search(q, conversation.id()), canInsert: composer.isOpen, insert: insertFound });
const shortcuts = createShortcuts(
  {
    j: () => move(1),
    k: () => move(-1),
    o: openOrClaim,
    r: () => go("conversation", composer.isOpen() ? composer.focus : conversation.focus),
    n: () => go("panel", notes.focus),
    "/": () => go("panel", search.focus),
  },
  escape,
);
const menu = createMenu({ help: shortcuts.help });

/* --- starting --- */

/** @param {boolean} asked somebody just filled in the login form */
function startWork(asked) {
  const { role } = session.me();
  pages.allow(role);
  if (pages.may("work")) {
    presence.show(session.me());
    live.start();
  } else noChats();
  outbox.retryAll();
  route();
  if (asked && !conversation.id() && pages.isOn("work")) queueView.focus(null);
}

/** @param {{desk_name: string, accent?: string}} municipality */
function dress({ desk_name, accent }) {
  byId("desk-name").textContent = desk_name;
  say(byId("login-desk"), `Voor medewerkers van ${desk_name}.`);
  if (accent && CSS.supports("color", accent)) document.documentElement.style.setProperty("--naast-accent", accent);
}

/* --- staying up to date --- */

/** @param {import("./live.js").Frame} frame */
function receive(frame) {
  if (frame.type === "queue" && frame.changed && lastGood) showQueue(applied(queue, frame));
  else if (frame.type === "queue" || frame.type === "alarm") void refreshQueue();
  if (frame.type === "queue" && pages.isOn("morning")) void morning();
  if (frame.type === "tasks") void tasks.refresh();
  if (frame.type === "conversation") touched(frame.id);
  if (frame.type === "typing") conversation.typing(frame.id);
}

/** @param {string} id */
function touched(id) {
  if (id === conversation.id()) return void conversation.refresh();
  if (!queue.mine.some((item) => item.id === id)) return;
  news.add(id);
  showQueue(queue);
}

async function refreshAll() {
  await refreshQueue();
  await tasks.refresh();
  await conversation.refresh();
}

/** @type {Promise<void> | null} */
let fetching = null;
let again = false;
let overtaken = false;

/** One fetch at a time; whoever asks meanwhile gets one more after it. */
function refreshQueue() {
  again = fetching !== null;
  fetching ??= fetchQueue().finally(() => {
    fetching = null;
    if (again) void refreshQueue();
  });
  return fetching;
}

async function fetchQueue() {
  const fresh = await api.queue().catch(queueFailed);
  if (!fresh) return;
  if (fresh.version < queue.version && !overtaken) {
    again = overtaken = true; // the stream was faster: once more, but not for ever (a restart begins at 0)
    return;
  }
  overtaken = false;
  lastGood = new Date().toISOString();
  say(byId("queue-problem"));
  showQueue(fresh);
  outbox.retryAll();
}

/** @param {any} error */
function queueFailed(error) {
  if (error instanceof Problem && error.status === 401) return;
  const since = lastGood && ` Wat je ziet, is van ${moment(lastGood)}.`;
  say(byId("queue-problem"), error.message + since);
}

/** An editor or administrator has no business in a chat. */
function noChats() {
  byId("connection").hidden = true;
  byId("sound").hidden = true;
  presence.hide();
}

/** @param {any} fresh */
function showQueue(fresh) {
  const before = queue;
  queue = { ...EMPTY, ...fresh };
  queue.mine = news.mark(queue.mine, conversation.id());
  queueView.show(queue, conversation.id());
  conversation.redraw();
  showUrgentBar(queue.waiting, conversation.id());
  setTitle();
  tellNews(before);
}

/** @param {typeof queue} before */
function tellNews(before) {
  const urgent = newUrgent(seenUrgent, queue);
  urgent.forEach((item) => announce(urgentNews(item)));
  const late = showUnclaimed(queue.waiting, session.me().role).filter((item) => !seenUnclaimed.has(item.id));
  late.forEach((item) => seenUnclaimed.add(item.id));
  if (urgent.length || late.length) sound.beep();
  const wasUnread = new Set(before.mine.filter((item) => item.unread).map((item) => item.id));
  queue.mine
    .filter((item) => item.unread && !wasUnread.has(item.id))
    .forEach((item) => announce(`Iets nieuws in ${item.topic ?? "een gesprek van jou"}.`));
}

/** @param {boolean} isLive */
function showConnection(isLive) {
  byId("connection").dataset.live = String(isLive);
  say(byId("connection"), isLive ? "Verbonden" : "Verbinding weg. We verversen elke 10 seconden.");
  if (isLive) outbox.retryAll();
}

function setTitle() {
  const page = pages.titleOf();
  document.title = page ? `${page} · ${titleFor(queue)}` : titleFor(queue);
}

/* --- where we are --- */

function route() {
  const place = placeOf(location.hash);
  if (!place || byId("desk").hidden) return;
  if (!pages.may(place.page)) {
    location.hash = linkToPage(pages.first());
    return;
  }
  showPage(place.page);
  if (place.page === "work") void openConversation(place.id ?? null);
}

/** @param {import("./pages.js").Page} page */
function showPage(page) {
  pages.show(page);
  setTitle();
}

/** @param {string | null} id */
async function openConversation(id) {
  if (id !== null && id === conversation.id()) return;
  const opened = conversation.open(id);
  news.seen(id);
  byId("work-link").href = linkTo(id);
  queueView.markOpen(id);
  if (id) queueView.notice();
  columns.show(id ? "conversation" : "queue");
  showUrgentBar(queue.waiting, id);
  if (id) conversation.focus();
  await opened;
  if (id && conversation.id() === id && !isTyping(document.activeElement)) conversation.focus();
}

/** A link to what is open already does not change the address. @param {Event} event */
function reopen(event) {
  const link = /** @type {Element} */ (event.target).closest('a[href^="#/gesprek/"]');
  if (link && link.getAttribute("href") === location.hash) go("conversation", conversation.focus);
}

/** Show what belongs to the open conversation. @param {any} open null: none @param {boolean} mine */
function showAround(open, mine) {
  const readable = open && !open.hidden ? open : null;
  const role = roleIn(open);
  const writes = mine || role === "specialist";
  composer.use(writes ? open.id : null);
  say(byId("reading-along"), open && !writes ? whyNoWriting(open) : "");
  notes.show(readable);
  tasks.showFor(readable);
  if (mine && open.messages.length) markRead(open);
  showMeldcode(readable);
  showSteps(readable);
  search.refresh();
}

/** @type {Map<string, number>} */
const readUpTo = new Map();

/** Tell the server what I have seen, when the page is in sight. @param {any} open */
function markRead({ id, messages }) {
  const seq = messages.at(-1).seq;
  if (document.hidden || readUpTo.get(id) === seq) return;
  readUpTo.set(id, seq);
  api.read(id, seq).catch(() => readUpTo.delete(id));
}

/* --- what you do --- */

/** @param {any} open @param {boolean} mine @returns {import("./head.js").Action[]} */
function actionsFor(open, mine) {
  if (open.mode === "waiting") return [{ key: "claim", title: "Oppakken", run: claim, main: true }];
  if (!mine) return actionsBeside(open);
  return [
    ...actionsOnChannel(open.channel),
    { key: "consult", title: "Collega laten meedenken", run: actions.consult },
    { key: "invite", title: "Iemand erbij halen", run: actions.invite },
    open.transfer
      ? { key: "withdraw", title: `Vraag aan ${open.transfer.to.name} intrekken`, run: actions.decline }
      : { key: "transfer", title: "Overdragen", run: actions.transfer },
    { key: "release", title: "Teruggeven aan de rij", run: actions.release },
    { key: "close", title: "Afsluiten", run: actions.close },
  ];
}

/** Only where something can't be sent, or did not arrive. @param {any} channel @returns {import("./head.js").Action[]} */
function actionsOnChannel(channel) {
  const asked = ["queued", "sending", "sent", "delivered"].includes(channel?.invite) && !channel.open;
  return [
    ...(channel?.may_invite && !asked ? [{ key: "ask-to-write", title: "Vraag om weer te schrijven", run: actions.askToWrite, main: true }] : []),
    ...(channel?.failed ? [{ key: "send-again", title: "Verstuur opnieuw", run: actions.sendAgain }] : []),
  ];
}

/** What I can do with a conversation of somebody else. @param {any} open @returns {import("./head.js").Action[]} */
function actionsBeside(open) {
  if (open.transfer?.to.id === session.me().id) {
    return [
      { key: "accept", title: "Neem het gesprek over", run: actions.accept, main: true },
      { key: "decline", title: "Ik neem het niet over", run: actions.decline },
    ];
  }
  const role = roleIn(open);
  if (open.hidden) return [{ key: "look", title: "Toch lezen", run: actions.look }];
  if (role === "invited") {
    return [
      { key: "join", title: "Kom erbij", run: actions.join, main: true },
      { key: "step-out", title: "Ik kom er niet bij", run: actions.stepOut },
    ];
  }
  return role ? [{ key: "step-out", title: "Kijk niet meer mee", run: actions.stepOut }] : [];
}

/** How I take part in somebody else's conversation. @param {any} open @returns {string | undefined} */
const roleIn = (open) => open?.mode === "human" ? open.participants?.find((/** @type {any} */ one) => one.id === session.me().id)?.role : undefined;

async function claim() {
  await actions.claim();
  if (composer.isOpen()) composer.focus();
  else conversation.focus();
}

/** The conversation is no longer mine. @param {string} done */
async function left(done) {
  location.hash = linkTo(null);
  await openConversation(null);
  await refreshQueue();
  queueView.notice(done);
  announce(done);
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
  if (byId("work").hidden) {
    location.hash = linkTo(conversation.id());
    showPage("work");
  }
  columns.show(column);
  focus();
}

/** @param {1 | -1} step */
const move = (step) => go("queue", () => queueView.move(step, conversation.id()));

/** Open the item under the focus; when it is open already and waits, pick it up. */
function openOrClaim() {
  const id = queueView.focusedId() ?? conversation.id();
  if (id !== conversation.id()) location.hash = linkTo(id);
  else if (conversation.current()?.mode === "waiting") void claim();
  else go("conversation", conversation.focus);
}

/** Close the menu; or out of a field; or back to the queue. */
function escape() {
  if (menu.close()) return;
  const field = document.activeElement;
  if (isTyping(field)) return byId(field?.closest("#panel") ? "panel" : "conversation").focus();
  go("queue", () => queueView.focus(conversation.id()));
}

/* --- leaving --- */

function mayLeave() {
  return !outbox.isBusy() || confirm("Er is een bericht nog niet verstuurd. Toch uitloggen?");
}

/** @param {BeforeUnloadEvent} event */
function warn(event) {
  const leaving = byId("login-page").hidden && (outbox.isBusy() || composer.hasDraft() || notes.hasDraft());
  if (leaving) event.preventDefault();
}

addEventListener("hashchange", route);
addEventListener("beforeunload", warn);
document.addEventListener("click", reopen);
keepTicking();
api.municipality().then(dress).catch(() => {});
void session.start();
