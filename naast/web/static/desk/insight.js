/** Numbers about all conversations together; a number too small to show is not there. */
import { byId, fill, h, say } from "./dom.js";

const number = new Intl.NumberFormat("nl-NL", { maximumFractionDigits: 1 });

/** @param {() => Promise<{cells: {name: string, title: string, value: any}[]}>} load */
export function createInsight(load) {
  return async () => {
    const problem = byId("insight-problem");
    say(problem);
    try {
      const { cells } = await load();
      fill(byId("insight-cells"), cells.map(cell));
      if (!cells.length) say(problem, "Er zijn nog geen cijfers.");
    } catch (error) {
      say(problem, error.message);
    }
  };
}

/** @param {{title: string, value: any}} cell */
function cell({ title, value }) {
  const known = value !== null && value !== undefined;
  return h("div", { class: "cell" },
    h("dt", {}, title),
    h("dd", { class: known ? "value" : "soft" }, known ? shown(value) : "Te klein om te tonen"));
}

/** @param {any} value */
function shown(value) {
  return typeof value === "number" ? number.format(value) : String(value);
}
