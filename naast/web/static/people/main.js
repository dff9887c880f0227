/** Requests (`#/`), one request (`#/aanvraag/ID`), volunteers (`#/vrijwilligers`), the plan (`#/plan`). */
import { byId, fill, say } from "/static/desk/dom.js";
import { createApi } from "./api.js";
import { board } from "./board.js";
import { plan } from "./plan.js";
import { request } from "./request.js";
import { volunteers } from "./volunteers.js";

const api = await createApi();
say(byId("me"), `${api.me.name}`);

/** Show a page again after something changed; `done` is told to a screen reader. @param {string} [done] */
async function show(done) {
  const [, page, id] = location.hash.match(/^#\/?([a-z]*)\/?(.*)$/) ?? [];
  const [title, make] = {
    aanvraag: ["Aanvraag", request],
    vrijwilligers: ["Vrijwilligers", volunteers],
    plan: ["Voorstel voor iedereen", plan],
  }[page ?? ""] ?? ["Aanvragen", board];
  say(byId("title"), title);
  document.title = `${title} · Werkplek`;
  mark(page === "vrijwilligers" ? "volunteers" : "board");
  try {
    fill(byId("page"), await make(api, { id: decodeURIComponent(id ?? ""), again: show, act }));
    say(byId("problem"));
  } catch (problem) {
    trouble(problem);
  }
  if (done) byId("announcer").textContent = done;
}

/** Do something, then show the page as it is now. @param {() => Promise<any>} work @param {string} done */
async function act(work, done) {
  try {
    await work();
  } catch (problem) {
    return trouble(problem);
  }
  await show(done);
}

/** @param {any} problem */
function trouble(problem) {
  say(byId("problem"), problem.message);
  byId("problem").focus();
}

/** @param {string} current */
function mark(current) {
  document.querySelectorAll("[data-page]").forEach((link) => {
    if (link.getAttribute("data-page") === current) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  });
}

addEventListener("hashchange", () => show().then(() => byId("main").focus()));
await show();
document.body.dataset.ready = "yes";
