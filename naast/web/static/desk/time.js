/** Times as people at a desk say them. */

const clock = new Intl.DateTimeFormat("nl-NL", { hour: "2-digit", minute: "2-digit" });
const dayAndClock = new Intl.DateTimeFormat("nl-NL", {
  weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit",
});

/** "14:05", or with the day when it was not today. @param {string} iso @param {Date} now */
export function moment(iso, now = new Date()) {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return "";
  return (at.toDateString() === now.toDateString() ? clock : dayAndClock).format(at);
}

/**
 * How long ago, to read at a glance: "0:42 min", "12:07 min", "1 u 05". `exact` counts the seconds.
 * @param {string} iso @param {boolean} exact @param {number} now milliseconds
 */
export function waited(iso, exact, now = Date.now()) {
  const seconds = Math.max(0, Math.floor((now - Date.parse(iso)) / 1000)) || 0;
  const minutes = Math.floor(seconds / 60);
  if (minutes >= 60) return `${Math.floor(minutes / 60)} u ${pad(minutes % 60)}`;
  return exact ? `${minutes}:${pad(seconds % 60)} min` : minutes < 1 ? "net" : `${minutes} min`;
}

/** The same in full words, for a screen reader. @param {string} iso @param {number} now milliseconds */
export function waitedInWords(iso, now = Date.now()) {
  const minutes = Math.max(0, Math.floor((now - Date.parse(iso)) / 60_000)) || 0;
  if (minutes < 1) return "wacht minder dan een minuut";
  if (minutes === 1) return "wacht 1 minuut";
  if (minutes < 60) return `wacht ${minutes} minuten`;
  return `wacht ${Math.floor(minutes / 60)} uur en ${minutes % 60} minuten`;
}

/** @param {number} number */
const pad = (number) => String(number).padStart(2, "0");

/** Keep every waiting time inside `root` up to date. @param {Document} root @returns {() => void} stop */
export function keepTicking(root = document) {
  const timer = setInterval(() => root.querySelectorAll("[data-waiting]").forEach(tick), 1000);
  return () => clearInterval(timer);
}

/** @param {Element} element a `<time data-waiting data-exact?>` with two spans: for the eye, for the ear */
export function tick(element) {
  const since = element.getAttribute("data-waiting") ?? "";
  const [seen, heard] = element.children;
  setText(seen, waited(since, element.hasAttribute("data-exact")));
  setText(heard, waitedInWords(since));
}

/** @param {Element} element @param {string} text */
function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
