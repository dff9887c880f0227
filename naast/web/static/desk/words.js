/** The desk's own vocabulary: what codes from the server are called on the screen. */

/** Level of a signal, most urgent first (domain.md 3.5). 0 is a question without worry. */
export const LEVELS = { 1: "Nu gevaar", 2: "Ernstig", 3: "Zorg" };

/** Levels that go before everything else. @param {{level: number}} item */
export const isUrgent = (item) => item.level === 1 || item.level === 2;

/** Order in the queue: level 1, 2, 3, then none. @param {number} level */
export const rank = (level) => (level >= 1 && level <= 3 ? level : 4);

/** Why somebody reads a chat that is not theirs. */
export const REASONS = {
  replacing: "Ik vervang een collega",
  safety: "Het gaat om veiligheid",
  complaint: "Er is een klacht",
  family_asks: "De ouder of jongere vraagt erom",
  quality: "We bespreken de kwaliteit",
};

/** What the log calls what somebody did. */
export const ACTIONS = {
  login: "Logde in",
  logout: "Logde uit",
  opened: "Opende een gesprek",
  look: "Las een gesprek van een ander",
  claim: "Pakte een gesprek op",
  release: "Gaf een gesprek terug aan de rij",
  add_note: "Schreef een notitie",
  consult: "Liet een collega meedenken",
  invite: "Vroeg iemand erbij",
  come_in: "Kwam erbij",
  leave: "Iemand is niet meer bij een gesprek",
  ask_transfer: "Vroeg om een gesprek over te nemen",
  accept_transfer: "Nam een gesprek over",
  decline_transfer: "Nam een gesprek niet over",
  close: "Sloot een gesprek af",
  add_task: "Noteerde een afspraak",
  finish_task: "Deed een afspraak",
  callback_done: "Belde terug",
  take_call: "Gaat terugbellen",
  no_answer: "Belde, er nam niemand op",
  add_account: "Maakte een account",
  change_account: "Veranderde een account",
  invite_again: "Maakte een nieuwe uitnodiging",
  begin_second_factor: "Begon met de tweede stap",
  confirm_second_factor: "Zette de tweede stap aan",
  miss_done: "Verwerkte een vraag in de redactie",
  exported: "Een gesprek is uitgevoerd",
  purged: "Een gesprek is na de termijn verwijderd",
  deleted_by_visitor: "De bezoeker verwijderde een gesprek",
};

/** Who is at the desk. */
export const PRESENCE = { available: "beschikbaar", busy: "bezig", away: "even weg", offline: "niet aanwezig" };

/** Languages that families write in. Dutch needs no word. */
export const LANGUAGES = { nl: "", Nederlands: "", en: "Engels", tr: "Turks", ar: "Arabisch", pl: "Pools", uk: "Oekraïens" };

export const AUDIENCES = { parent: "Ouder", youth: "Jongere" };

export const ROLES = {
  professional: "medewerker",
  coordinator: "coördinator",
  regisseur: "regisseur",
  editor: "redacteur",
  admin: "beheerder",
  consulted: "denkt mee",
  invited: "is erbij gevraagd",
  specialist: "praat mee",
  follower: "volgt mee",
  owner: "voert het gesprek",
};

export const MODES = {
  bot: "De assistent voert dit gesprek",
  waiting: "Wacht op een medewerker",
  human: "In gesprek",
  closed: "Afgesloten",
};

/** The parts of the visitor's own summary, in the order in which we show them. */
export const SUMMARY_PARTS = [
  ["question", "Vraag"],
  ["tried", "Al geprobeerd"],
  ["strengths", "Wat goed gaat"],
  ["network", "Mensen eromheen"],
  ["wish", "Wil graag"],
  ["plan", "Plan"],
  ["language", "Taal"],
];

/** `{name}`: the professional that the step is about; the part between [ ] is left out without one. */
export const STEPS = {
  started: "Gesprek begonnen",
  plan_shared: "Deelde het plan",
  returned: "Kwam terug met een code",
  scale_higher: "Gaf een hoger cijfer dan toen",
  scale_same: "Gaf hetzelfde cijfer als toen",
  scale_lower: "Gaf een lager cijfer dan toen",
  waiting: "Samenvatting goedgekeurd, in de rij",
  left_queue: "Bezoeker ging uit de rij",
  callback_asked: "Vroeg om teruggebeld te worden",
  call_taken: "Gaat bellen[: {name}]",
  call_missed: "Nam niet op[, gebeld door {name}]",
  called_back: "Teruggebeld[ door {name}]",
  claimed: "Opgepakt[ door {name}]",
  released: "Teruggegeven aan de rij[ door {name}]",
  consulted: "Denkt mee[: {name}]",
  invited: "Erbij gevraagd[: {name}]",
  came_in: "Praat mee[: {name}]",
  left: "Niet meer erbij[: {name}]",
  transfer_asked: "Gevraagd om over te nemen[: {name}]",
  transfer_declined: "Overnemen ging niet door",
  task_added: "Afspraak genoteerd[ door {name}]",
  task_done: "Afspraak gedaan[ door {name}]",
  transferred: "Overgedragen[ aan {name}]",
  transferred_to_team: "Overgedragen aan een team[ door {name}]",
  handed_back: "Teruggegeven aan de assistent[ door {name}]",
  closed: "Afgesloten[ door {name}]",
  ended_by_visitor: "Bezoeker stopte het gesprek",
  signal: "Signaal",
  silent: "Terug in de rij: het bleef te lang stil[ bij {name}]",
  disconnected: "Terug in de rij: de verbinding[ van {name}] was weg",
  logged_out: "Terug in de rij[: {name} logde uit]",
  unclaimed: "Niemand pakte het op tijd op",
  desk_closed: "Het CJG ging dicht",
};

/** @param {string} kind @param {string} [name] */
export function stepText(kind, name = "") {
  return word(STEPS, kind).replace(/\[(.*)\]/, name ? "$1" : "").replace("{name}", () => name);
}

/** A code that has no word here is shown as readable text. @param {Record<string, string>} table @param {unknown} code */
export function word(table, code) {
  const text = String(code ?? "");
  if (Object.hasOwn(table, text)) return table[text];
  const plain = text.replaceAll("_", " ");
  return plain.charAt(0).toUpperCase() + plain.slice(1);
}

/** Why you can't write in the conversation that you look at. @param {any} conversation */
export function whyNoWriting({ mode, owner, hidden }) {
  if (mode === "waiting") return hidden ? "Pak het gesprek op om het te lezen." : "Pak het gesprek op om te antwoorden.";
  if (mode === "closed") return "Dit gesprek is afgesloten.";
  if (mode !== "human") return "De assistent voert dit gesprek. Je kunt hier niet schrijven.";
  const who = `${owner?.name ?? "Een collega"} voert dit gesprek.`;
  return hidden ? who : `${who} Jij leest mee en kunt notities maken.`;
}
