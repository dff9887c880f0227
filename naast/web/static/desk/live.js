/**
 * Stay up to date: a WebSocket that comes back by itself, and a fetch every 10 seconds while it is away.
 * The frames carry no content; they only say what to fetch again.
 */

const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 30_000;
const POLL_MS = 10_000;
const CHECK_MS = 60_000;
const HERE_MS = 20_000;

/**
 * @typedef {{type: "queue" | "presence" | "tasks", version?: number, changed?: any[], gone?: string[]} | {type: "alarm", id: string} | {type: "conversation", id: string} | {type: "typing", id: string}} Frame
 * @param {{
 *   onFrame: (frame: Frame) => void,
 *   onRefresh: () => void,
 *   onState: (live: boolean) => void,
 * }} listeners `onRefresh`: fetch everything again, frames may have been missed
 */
export function createLive({ onFrame, onRefresh, onState }) {
  /** @type {WebSocket | null} */
  let socket = null;
  let wanted = false;
  let retryMs = FIRST_RETRY_MS;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let retryTimer;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  let pollTimer;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  let hereTimer;
  let lastRefresh = 0;

  function connect() {
    clearTimeout(retryTimer);
    if (!wanted || (socket && socket.readyState <= WebSocket.OPEN)) return;
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    const opened = new WebSocket(`${scheme}://${location.host}/api/v1/desk/stream`);
    socket = opened;
    opened.onopen = welcome;
    opened.onmessage = (event) => receive(event.data);
    opened.onclose = () => opened === socket && comeBackLater();
  }

  function welcome() {
    retryMs = FIRST_RETRY_MS;
    onState(true);
    refresh();
  }

  /** @param {unknown} data */
  function receive(data) {
    try {
      onFrame(JSON.parse(String(data)));
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
    }
  }

  function comeBackLater() {
    socket = null;
    if (!wanted) return;
    onState(false);
    retryTimer = setTimeout(connect, retryMs * (0.5 + Math.random()));
    retryMs = Math.min(retryMs * 2, LONGEST_RETRY_MS);
  }

  const isOpen = () => socket?.readyState === WebSocket.OPEN;

  function poll() {
    if (Date.now() - lastRefresh >= (isOpen() ? CHECK_MS : POLL_MS) - 500) refresh();
  }

  function refresh() {
    lastRefresh = Date.now();
    onRefresh();
  }

  function hurry() {
    if (!wanted || document.visibilityState === "hidden") return;
    connect();
    refresh();
  }

  addEventListener("online", hurry);
  document.addEventListener("visibilitychange", hurry);

  let touched = true;
  for (const kind of ["pointerdown", "keydown", "focus"]) addEventListener(kind, () => (touched = true), { capture: true });

  /** The desk is open here; colleagues see whether somebody touched it. */
  function sayHere() {
    if (!isOpen()) return;
    socket?.send(JSON.stringify({ type: "here", active: touched }));
    touched = false;
  }

  return {
    start() {
      if (wanted) return;
      wanted = true;
      pollTimer = setInterval(poll, 1_000);
      hereTimer = setInterval(sayHere, HERE_MS);
      refresh();
      connect();
    },
    stop() {
      wanted = false;
      clearTimeout(retryTimer);
      clearInterval(pollTimer);
      clearInterval(hereTimer);
      socket?.close();
      socket = null;
    },
    /** Tell the visitor that somebody types. @param {string} id */
    typing(id) {
      if (isOpen()) socket?.send(JSON.stringify({ type: "typing", id }));
    },
  };
}
