"""One thing wrong in a correct folder, and what the check must say of it."""

from __future__ import annotations

from typing import NamedTuple

from naast.knowledge.checks.finding import Kind

SLAPEN = "knowledge/topics/slapen.md"
ETEN = "knowledge/topics/eten.md"
TEXTS = "knowledge/texts/assistant.yaml"
DORP = "knowledge/municipalities/dorp.yaml"
TAFEL = "knowledge/social_map/dorp/eettafel.yaml"
LINES = "knowledge/safety/helplines.yaml"
REPLIES = "knowledge/safety/replies.yaml"
ZELF = "knowledge/safety/categories/zelf.yaml"
NLU = "data/nlu/small.yml"
VOICE = "data/voices/fathers.yaml"
LONG = "Als je kind niet slaapt dan kun je elke avond op dezelfde tijd met een boekje en een liedje beginnen."


class Break(NamedTuple):
    """Replace `old` by `new` in `file`; the check says `says` at `line`, as `kind`, and nothing else."""

    name: str
    file: str
    old: str
    new: str
    kind: Kind
    says: str
    line: int


BREAKS = [
    Break(
        "a website with a slash at its end",
        DORP,
        'accent: "#8a1253"',
        'accent: "#8a1253"\nwidget: {origins: ["https://www.dorp.example/"]}',
        Kind.WRONG_SHAPE,
        "geen schuine streep",
        10,
    ),
    Break(
        "a rule of the widget that isn't there",
        DORP,
        'accent: "#8a1253"',
        'accent: "#8a1253"\nwidget: {pages: ["/jeugd/*"]}',
        Kind.WRONG_SHAPE,
        "show_on",
        10,
    ),
    Break("no front matter", SLAPEN, "---\nid: slapen", "id: slapen", Kind.UNREADABLE, "regel ---", 1),
    Break(
        "not yaml",
        SLAPEN,
        "title: Niet willen slapen",
        "title: Slapen: hoe dan",
        Kind.UNREADABLE,
        "aanhalingstekens",
        3,
    ),
    Break("impossible date", ETEN, "2027-05-01", "2027-13-01", Kind.UNREADABLE, "geldige YAML", 2),
    Break("field twice", ETEN, "ages: [1, 12]", "ages: [1, 12]\nages: [1, 9]", Kind.REPEATED_FIELD, "ages", 7),
    Break("field missing", ETEN, "review_due: 2027-05-01\n", "", Kind.MISSING_FIELD, "review_due", 2),
    Break("misspelt field", ETEN, "related: [slapen]", "relatd: [slapen]", Kind.UNKNOWN_FIELD, "related?", 16),
    Break("wrong audience", ETEN, "[ouder]", "[vader]", Kind.WRONG_SHAPE, "medeopvoeder", 5),
    Break("ages in words", ETEN, "[1, 12]", "peuter", Kind.WRONG_SHAPE, "[1, 8]", 6),
    Break("http source", ETEN, "https://www.example.nl/tafel", "http://x.nl", Kind.WRONG_SHAPE, "https://", 11),
    Break("example isn't text", ETEN, "- weigert groente", "- 112", Kind.WRONG_SHAPE, "aanhalingstekens", 19),
    Break("other id", ETEN, "id: eten", "id: voeding", Kind.ID, "het bestand heet eten.md", 2),
    Break("same title", SLAPEN, "Niet willen slapen", "Weinig eten", Kind.REPEATED_TITLE, "eten.md:3", 3),
    Break("dead link", ETEN, "[slapen]", "[slapen, zwemmen]", Kind.RELATED, "zwemmen", 16),
    Break("link to itself", ETEN, "[slapen]", "[eten]", Kind.RELATED, "zichzelf", 16),
    Break(
        "one source",
        SLAPEN,
        '  - {title: "Slaaptips", url: "https://www.example.nl/tips", checked_on: null}\n',
        "",
        Kind.FEW_SOURCES,
        "minstens 2",
        9,
    ),
    Break("source of tomorrow", ETEN, "2026-11-02", "2026-11-24", Kind.SOURCE_DATE, "nog niet geweest", 11),
    Break("nobody read a source", SLAPEN, "2026-11-01", "null", Kind.UNCHECKED_SOURCES, "Lees er 1", 9),
    Break("signed without date", ETEN, ", 2026-11-10", "", Kind.SIGNATURE, "wie tekende en wanneer", 7),
    Break("signed, source unread", ETEN, "2026-11-02", "null", Kind.SIGNATURE, "niet gelezen", 11),
    Break("review overdue", ETEN, "2027-05-01", "2026-11-22", Kind.REVIEW_DUE, "nieuwe datum", 8),
    Break("unknown heading", SLAPEN, "## Tot 4 jaar", "## Peuters", Kind.HEADING, "## Tot 4 jaar", 35),
    Break("heading twice", SLAPEN, "## Tot 4 jaar", "## Tips", Kind.HEADING, "twee keer", 35),
    Break(
        "ages overlap",
        SLAPEN,
        "Een slaapje overdag mag.",
        "Een slaapje mag.\n\n## Van 3 tot 6 jaar\nPraat erover.",
        Kind.HEADING,
        "valt samen",
        38,
    ),
    Break("empty heading", SLAPEN, "Een slaapje overdag mag.", "", Kind.HEADING, "staat niets", 35),
    Break(
        "short answer too long",
        ETEN,
        "Veel kinderen eten een tijd kieskeurig.",
        "Een. Twee. Drie. Vier. Vijf. Zes.",
        Kind.SHORT_ANSWER,
        "7 zinnen",
        23,
    ),
    Break(
        "no short answer",
        ETEN,
        "Wat een gedoe, elke avond die strijd aan tafel. Veel kinderen eten een tijd kieskeurig.",
        "",
        Kind.SHORT_ANSWER,
        "ontbreekt",
        22,
    ),
    Break("two tips", ETEN, "- Eet zelf mee.\n", "", Kind.TIPS, "2 tips", 25),
    Break(
        "no tips",
        ETEN,
        "## Tips\n- Zet klein eten neer.\n- Eet zelf mee.\n- Praat over iets anders.\n",
        "",
        Kind.TIPS,
        "ontbreekt",
        23,
    ),
    Break(
        "nothing for youths",
        SLAPEN,
        "## Voor jongeren\nSlecht slapen is zwaar. Leg je telefoon ver weg.\n\n",
        "",
        Kind.YOUTHS,
        "## Voor jongeren",
        5,
    ),
    Break(
        "no question for youths",
        SLAPEN,
        "network_question_youth: Met wie kun je erover praten?\n",
        "",
        Kind.YOUTHS,
        "network_question_youth",
        5,
    ),
    Break("long sentence", SLAPEN, "Zeg weinig en blijf rustig.", LONG, Kind.LONG_SENTENCE, "20 woorden", 30),
    Break("formal address", SLAPEN, "Laat een lampje aan.", "Laat uw lampje aan.", Kind.ADDRESS, "jouw", 29),
    Break("men", ETEN, "Eet zelf mee.", "Men eet mee.", Kind.ADDRESS, "zeg wie het doet", 27),
    Break(
        "jargon on a second line",
        SLAPEN,
        "Laat een lampje aan.",
        "Laat een lampje\n  aan. Begin een hulptraject.",
        Kind.WORD,
        "hulptraject",
        30,
    ),
    Break(
        "promise of time",
        ETEN,
        "Je kind valt af. Bel de huisarts.",
        "Iemand belt binnen 3 dagen.",
        Kind.PROMISE,
        "binnen 3 dagen",
        13,
    ),
    Break("own strength first", TEXTS, "Vertel maar.", "Eerst eigen kracht.", Kind.PROMISE, "mens praten", 3),
    Break("secrecy", REPLIES, "Fijn dat je dat zegt.", "Dit blijft geheim.", Kind.PROMISE, "geen geheim", 6),
    Break("referral in a question", ZELF, "Dat klinkt zwaar.", "Je wordt doorverwezen.", Kind.WORD, "erbij", 4),
    Break(
        "unknown phone number",
        SLAPEN,
        "Bel de huisarts.",
        "Bel 020-1112223.",
        Kind.PHONE_NUMBER,
        "020-1112223",
        13,
    ),
    Break("unknown short number", TEXTS, "Bel 112.", "Bel meteen 144.", Kind.PHONE_NUMBER, "144", 5),
    Break("three examples", ETEN, "  - lust alleen pasta\n", "", Kind.FEW_EXAMPLES, "minstens 4", 17),
    Break(
        "no long example",
        ETEN,
        "gisteren schoof ze haar bord weer van tafel en toen zat iedereen boos naar de borden te kijken",
        "schoof bord weg",
        Kind.FEW_LONG_EXAMPLES,
        "14 woorden",
        17,
    ),
    Break(
        "example in two topics",
        SLAPEN,
        "- slaapt niet door",
        "- Weigert groente!",
        Kind.REPEATED_EXAMPLE,
        "eten.md:19",
        20,
    ),
    Break(
        "example twice", ETEN, "- lust alleen pasta", "- weigert groente", Kind.REPEATED_EXAMPLE, "regel 18", 19
    ),
    Break(
        "examples alike",
        SLAPEN,
        "- slaapt niet door",
        "- wat geef ik n peuter die niks lust?",
        Kind.ALIKE,
        "eten.md:20",
        20,
    ),
    Break("a name", ETEN, "weigert groente", "mijn zoon heet Bram", Kind.PERSONAL, "naam", 19),
    Break("a phone number", ETEN, "weigert groente", "bel me op 06-12345678", Kind.PERSONAL, "telefoonnummer", 19),
    Break(
        "helpline too old",
        LINES,
        '"https://www.113.nl", last_verified: 2026-11-01',
        '"https://www.113.nl", last_verified: 2026-05-01',
        Kind.HELPLINE_AGE,
        "206 dagen",
        2,
    ),
    Break(
        "helpline without hours",
        LINES,
        'name: "113", number: "113", when: "dag en nacht", ',
        'name: "113", number: "113", ',
        Kind.MISSING_FIELD,
        "when",
        2,
    ),
    Break("reply to unknown helpline", REPLIES, '["112", "113"]', '["112", "114"]', Kind.HELPLINE, "114", 12),
    Break(
        "reply without words",
        REPLIES,
        '    serious: "Goed dat je het zegt. Bel 113."\n',
        "",
        Kind.MISSING_FIELD,
        "serious",
        9,
    ),
    Break("category without reply", ZELF, "reply: suicide", "reply: nothing", Kind.REPLY, "nothing", 3),
    Break("category asks twice", ZELF, "Dat klinkt zwaar.", "Hoe gaat het?", Kind.ONE_QUESTION, "precies 1", 4),
    Break("unreadable phrase", ZELF, "ik wil dood", "ik wil (dood", Kind.PHRASE, "gelezen", 9),
    Break("unknown word group", ZELF, "ik wil dood", "ik wil @bestaatniet", Kind.PHRASE, "words.yaml", 9),
    Break("number missing", DORP, '"0800-1234"', "null", Kind.MUNICIPAL_NUMBER, "youth_crisis", 7),
    Break("unknown day", DORP, "maandag", "montag", Kind.WRONG_SHAPE, "09:00-17:00", 5),
    Break(
        "programme unknown",
        DORP,
        "steunouder: {exists: false}",
        "steunouder: {exists: null}",
        Kind.MUNICIPAL_FACT,
        "steunouder",
        21,
    ),
    Break("partner unknown", DORP, "  - {role: jip, name: JIP}\n", "", Kind.MUNICIPAL_FACT, "jip", 13),
    Break("partner with an unknown field", DORP, "name: JIP", "naam: JIP", Kind.WRONG_SHAPE, "Rollen", 17),
    Break(
        "latitude and longitude changed round", DORP, "[52.0, 5.0]", "[5.0, 52.0]", Kind.WRONG_SHAPE, "lengte", 12
    ),
    Break("offer too old", TAFEL, "2026-11-01", "2026-05-01", Kind.OFFER_AGE, "206 dagen", 13),
    Break("offer nobody checked", TAFEL, "2026-11-01", "null", Kind.OFFER_AGE, "checked_on", 13),
    Break(
        "offer without safeguards",
        TAFEL,
        '"Er is altijd een medewerker bij."',
        "null",
        Kind.OFFER_MISSING,
        "safeguards",
        9,
    ),
    Break(
        "offer for nobody we know", TAFEL, "for_whom: [ouder]", "for_whom: [ouders]", Kind.WRONG_SHAPE, "ouders", 4
    ),
    Break("offer in an unknown place", TAFEL, "[dorp]", "[stad]", Kind.RELATED, "stad", 7),
    Break("offer that promises", TAFEL, "Samen eten met", "We beloven eten met", Kind.PROMISE, "Beloof niets", 3),
    Break("offer under another name", TAFEL, "id: eettafel", "id: eettafels", Kind.ID, "eettafel.yaml", 1),
    Break("unknown placeholder", TEXTS, "{desk}", "{bureau}", Kind.PLACEHOLDER, "{desk}", 5),
    Break("intent without rule", NLU, "intent: thanks", "intent: sing", Kind.INTENT, "data/rules", 4),
    Break(
        "intent without text",
        TEXTS,
        '  thanks: {text: "Graag gedaan. Heb je nog een vraag?"}\n',
        "",
        Kind.INTENT,
        "smalltalk",
        4,
    ),
    Break("person after nothing", TEXTS, "[affirm]", "[affirm, sing]", Kind.INTENT, "smalltalk.sing", 4),
    Break("line under two intents", NLU, "- doe maar", "- Bedankt!", Kind.REPEATED_EXAMPLE, "thanks", 11),
    Break("voice about no topic", VOICE, "  slapen:", "  drinken:", Kind.ID, "drinken", 2),
    Break(
        "voice that repeats itself",
        VOICE,
        "is goed man",
        "staat weer naast ons bed",
        Kind.REPEATED_EXAMPLE,
        "slapen",
        6,
    ),
    Break("voice without parts", VOICE, "intents:", "intenties:", Kind.WRONG_SHAPE, "twee velden", 1),
]
