"""`docs/safety.md`: what was measured, and what the screening cannot do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from naast.rates import Rate
from naast.safety.evaluation import Judged, Report
from naast.safety.lines import Line
from naast.safety.screening import SafetyClass

_SETS: dict[str, Callable[[Line], bool]] = {
    "Writers apart": lambda line: line.apart,
    "Voices": lambda line: line.voice,
    "Hard lines": lambda line: line.unread,
}
_GROUPS: dict[str, Callable[[Line], str]] = {
    "level": lambda line: str(line.level),
    "kind": lambda line: line.kind,
    "category": lambda line: line.category or "",
}
_ALARM_HEAD = ("lines", "n", "alarm", "95 %", "alarm or check", "by phrases alone")
_OTHER_HEAD = ("lines", "n", "alarm", "95 %", "check", "95 %")
_INTRODUCTION = """\
# Safety screening

Written by `naast eval safety`; don't edit by hand.

## Voor professionals: wat dit niet kan

Naast herkent een deel van wat mensen over gevaar schrijven, en mist ook een deel. Het leest woorden, geen stem,
geen stilte en geen voorgeschiedenis. Het weet niet of iets waar is en schat geen risico in. Vooral wat alleen
tussen de regels staat, in een andere taal, of verspreid over veel berichten, kan het missen. Daarom staat bij elk
gesprek een knop naar een medewerker, en vervangt dit nooit het lezen en wegen door een mens. Alle zinnen waarmee
het is gemaakt en gemeten zijn bedacht; er is niet gemeten op echte gesprekken.

**Voor de start moeten 113 Zelfmoordpreventie, Veilig Thuis en het CJG de zinnen, de vragen en de antwoorden
in `knowledge/safety/` nalopen en ondertekenen (`signed_by`). Zonder die handtekeningen mag dit niet live.**

## How it is measured

Every message is judged per sentence and as a whole. The phrases in `knowledge/safety/` say what they mean; a
small linear classifier (a weight per phrase, word, word pair, field of meaning and letter group;
`naast/safety/indirect.py`) weighs them with the rest of the sentence, and hears what no phrase catches
(docs/decisions/0021). No line is judged by itself: the classifier that judges it learnt from other lines,
thresholds included, and a phrase that is literally the line is left out. Three kinds of lines, apart below:

- **Writers apart** (`data/unseen/safety/`): nothing ever learns from them. They are judged by what is installed.
- **Voices** (`data/safety/voices/`): one writer a file. Whoever judges a voice learnt from the other voices only.
- **Hard lines** (`data/safety/*.yaml`): written to be missed, or to be mistaken for an alarm. Whoever wrote the
  phrases had read `crisis_phrases.yaml` and one half of the others (by a hash of the text, `Line.unread`); the
  figures of that half don't flatter. The classifier that judges a line learnt from four fifths of them.

No writer of voices, apart or not, had read any other line or a phrase. All lines are invented by helper sessions
of a language model; none is a real conversation. Intervals are Wilson's, 95 %.
"""


def write_report(report: Report, path: Path) -> None:
    """Write the page for developers and professionals."""
    path.write_text(_INTRODUCTION + "\n" + as_text(report) + "\n", "utf-8")


def as_text(report: Report) -> str:
    """The figures as Markdown tables."""
    parts = []
    for title, belongs in _SETS.items():
        judged = [one for one in report.judged if belongs(one.line)]
        parts += [f"## {title}: alarms that must be found\n", _table(_ALARM_HEAD, _alarm_rows(judged))]
        parts += [f"\n## {title}: the other lines\n", _table(_OTHER_HEAD, _other_rows(judged)), ""]
    read = [one for one in report.judged if not any(belongs(one.line) for belongs in _SETS.values())]
    parts += [
        "## Lines that writers of phrases had read\n",
        _table(_ALARM_HEAD, [_alarm_row(*group) for group in _grouped(_alarms(read), lambda line: line.source)]),
        f"\nOn {report.questions} development questions of visitors: {report.question_alarms} alarms, "
        f"{report.question_checks} checks.\n",
        "## Right category, right level\n",
        _accuracy(report),
    ]
    return "\n".join(parts)


def _alarm_rows(judged: Sequence[Judged]) -> list[list[str]]:
    alarms = _alarms(judged)
    rows = [_alarm_row("all", alarms)]
    for name, group_of in _GROUPS.items():
        rows += [_alarm_row(f"{name}: {value}", some) for value, some in _grouped(alarms, group_of)]
    return rows


def _alarm_row(name: str, judged: Sequence[Judged]) -> list[str]:
    alarm, noticed = _rate(judged, lambda j: j.alarm), _rate(judged, lambda j: j.noticed)
    phrases = _rate(judged, lambda j: j.by_phrases.safety_class is SafetyClass.ALARM)
    return [name, str(alarm.total), _share(alarm), _interval(alarm), _share(noticed), _share(phrases)]


def _other_rows(judged: Sequence[Judged]) -> list[list[str]]:
    harmless, heavy = ([j for j in judged if j.line.expected is c] for c in (SafetyClass.NONE, SafetyClass.CHECK))
    kinds = [_other_row(f"harmless: {kind}", some) for kind, some in _grouped(harmless, lambda line: line.kind)]
    return [_other_row("harmless", harmless), *kinds, _other_row("heavy but unclear", heavy)]


def _other_row(name: str, judged: Sequence[Judged]) -> list[str]:
    alarm, check = _rate(judged, lambda j: j.alarm), _rate(judged, lambda j: j.noticed and not j.alarm)
    return [name, str(alarm.total), _share(alarm), _interval(alarm), _share(check), _interval(check)]


def _accuracy(report: Report) -> str:
    found = [one for one in _alarms(report.judged) if one.alarm]
    category = _rate(found, lambda j: j.found.category == j.line.category)
    level = _rate(found, lambda j: j.found.level == j.line.level)
    first = _rate([j for j in found if j.line.level == 1], lambda j: j.found.level == 1)
    return (
        f"Of the alarms found, {_share(category)} have the category of the line and {_share(level)} its level; "
        f"of those of level 1, {_share(first)} are seen as level 1."
    )


def _alarms(judged: Sequence[Judged]) -> list[Judged]:
    return [one for one in judged if one.line.expected is SafetyClass.ALARM]


def _grouped(judged: Sequence[Judged], group_of: Callable[[Line], str]) -> list[tuple[str, list[Judged]]]:
    names = sorted({group_of(one.line) for one in judged})
    return [(name, [one for one in judged if group_of(one.line) == name]) for name in names]


def _rate(judged: Sequence[Judged], holds: Callable[[Judged], bool]) -> Rate:
    return Rate(sum(map(holds, judged)), len(judged))


def _share(rate: Rate) -> str:
    return f"{100 * rate.share:.1f} %"


def _interval(rate: Rate) -> str:
    low, high = rate.interval
    return f"{100 * low:.0f}–{100 * high:.0f}"


def _table(head: Iterable[str], rows: list[list[str]]) -> str:
    heads = list(head)
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
