/** Help for the professional when there is a signal: the steps of the meldcode, whom to ask, whom to call. */
import { byId, fill, h } from "./dom.js";
import { withNumbers } from "./tags.js";

/** @param {() => Promise<{steps: {title: string, text: string}[], consult: string, veilig_thuis: string}>} load */
export function createMeldcode(load) {
  const card = byId("meldcode");
  const body = byId("meldcode-body");
  let loaded = false;

  async function fetchOnce() {
    if (loaded) return;
    loaded = true;
    try {
      fill(body, contentOf(await load()));
    } catch (error) {
      loaded = false;
      fill(body, h("p", { class: "problem" }, "De stappen zijn er nu niet. ", error.message), danger());
    }
  }

  /** @param {any} conversation null: none open */
  return (conversation) => {
    card.hidden = !conversation?.signals?.length;
    if (!card.hidden) void fetchOnce();
  };
}

const danger = () => h("p", {}, h("strong", {}, "Is er nu gevaar? "), withNumbers("Bel 112."));

/** @param {any} meldcode */
function contentOf({ steps = [], consult, veilig_thuis }) {
  return [
    danger(),
    h("ol", { class: "meldcode-steps" }, steps.map(({ title, text }) => h("li", {}, h("strong", {}, title.replace(/^\d+\.\s*/, "")), ". ", withNumbers(text ?? "")))),
    consult && [h("h3", {}, "Met wie overleg je?"), h("p", {}, withNumbers(consult))],
    veilig_thuis && [h("h3", {}, "Veilig Thuis"), h("p", {}, withNumbers(veilig_thuis))],
  ];
}
