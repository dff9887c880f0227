/** A plan for everybody who waits: a proposal, accepted pair by pair. */
import { h } from "/static/desk/dom.js";
import { button } from "./forms.js";

/** @param {any} api @param {any} page */
export async function plan(api, { act }) {
  const { id } = await fetch("/api/v1/municipality").then((answer) => answer.json());
  const { pairs, waiting } = await api.get(`/plan/${id}`);
  return [
    h("p", {}, h("a", { href: "#/" }, "Terug naar alle aanvragen")),
    h("p", {}, `Er wachten ${waiting} aanvragen. Voor ${pairs.length} past er iemand. Jij beslist over elk voorstel.`),
    h("ul", { class: "cards" }, pairs.map(({ request, proposal }) => h("li", {},
      h("a", { href: `#/aanvraag/${request.id}` }, `${request.kind_title}, ${request.days} dagen`), ` met V-${proposal.number}`,
      h("ul", {}, proposal.fits.map((/** @type {string} */ reason) => h("li", {}, reason))),
      button(`Stel V-${proposal.number} voor`, () => act(() => api.post(`/requests/${request.id}/matches`, { volunteer: proposal.volunteer }), "Voorgesteld"))))),
  ];
}
