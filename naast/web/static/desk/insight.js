/** Numbers about all conversations together, with small charts; a number too small to show is not there. */
import { byId, fill, h, say } from "./dom.js";

const number = new Intl.NumberFormat("nl-NL", { maximumFractionDigits: 1 });
const SVG = "http://www.w3.org/2000/svg";
const TOO_SMALL = "Te klein om te tonen";

/** @param {() => Promise<{cells: any[], tables: any[]}>} load */
export function createInsight(load) {
  return async () => {
    const problem = byId("insight-problem");
    say(problem);
    try {
      const { cells, tables = [] } = await load();
      fill(byId("insight-cells"), cells.map(cell));
      fill(byId("insight-tables"), tables.filter(({ rows }) => rows.length).map(table));
      if (!cells.length) say(problem, "Er zijn nog geen cijfers.");
    } catch (error) {
      say(problem, error.message);
    }
  };
}

/** @param {{title: string, value: any, unit?: string}} cell */
function cell({ title, value, unit }) {
  const known = value !== null && value !== undefined;
  return h("div", { class: "cell" },
    h("dt", {}, title),
    h("dd", { class: known ? "value" : "soft" }, known ? shown(value, unit) : TOO_SMALL));
}

/** @param {{name: string, title: string, rows: any[]}} table */
function table({ name, title, rows }) {
  const most = Math.max(1, ...rows.map(({ value }) => value ?? 0));
  const withShare = rows.some((row) => "share" in row);
  return h("section", { "aria-labelledby": `table-${name}` },
    h("h2", { id: `table-${name}` }, title),
    h("div", { class: "scroll-x", role: "region", "aria-label": `Tabel: ${title}`, tabindex: "0" },
      h("table", { class: "table" },
        h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "Wat"), h("th", { scope: "col", class: "number" }, "Aantal"),
          withShare && h("th", { scope: "col", class: "number" }, "Kreeg een mens"), h("td", {}))),
        h("tbody", {}, rows.map((row) => h("tr", {},
          h("th", { scope: "row" }, row.label),
          h("td", { class: "number" }, row.value === null ? "te klein" : number.format(row.value)),
          withShare && h("td", { class: "number" }, row.share === null ? "te klein" : `${row.share} %`),
          h("td", { class: "bar-cell" }, row.value ? bar(row.value / most) : "")))))));
}

/** A bar beside the number that says it; for the eye only. @param {number} part of 1 */
function bar(part) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", "bar-of");
  const rect = document.createElementNS(SVG, "rect");
  rect.setAttribute("width", `${Math.max(1, Math.round(part * 100))}%`);
  rect.setAttribute("height", "100%");
  rect.setAttribute("rx", "3");
  svg.append(rect);
  return svg;
}

/** @param {number} value @param {string} [unit] */
function shown(value, unit) {
  if (unit === "s") return value < 90 ? `${number.format(value)} seconden` : `${number.format(Math.round(value / 60))} minuten`;
  return unit ? `${number.format(value)} ${unit}` : number.format(value);
}
