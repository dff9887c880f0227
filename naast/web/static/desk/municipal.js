/** The button to log in with the municipality's own account, and what went wrong there. */
import { byId } from "./dom.js";

const WENT_WRONG = {
  mislukt: "Inloggen via de gemeente lukte niet. Probeer het opnieuw.",
  onbekend: "Je hebt hier nog geen account. Vraag de beheerder om een uitnodiging.",
};

/** @param {() => Promise<{name: string | null}>} load */
export async function showMunicipal(load) {
  try {
    const { name } = await load();
    byId("municipal").hidden = !name;
    byId("municipal-name").textContent = name ?? "";
  } catch {
    // without it the form above works
  }
}

/** What to tell somebody who comes back from the municipality; told once. @returns {string} */
export function municipalProblem() {
  const why = new URLSearchParams(location.search).get("inloggen") ?? "";
  if (why) history.replaceState(null, "", location.pathname + location.hash);
  return Object.hasOwn(WENT_WRONG, why) ? WENT_WRONG[/** @type {"mislukt"} */ (why)] : "";
}
