"""`docs/safety.md`: what was measured, and what the screening cannot do."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from naast.rates import Rate
from naast.safety.evaluation import Judged, Report
from naast.safety.screening import SafetyClass

_KINDS = ("direct", "indirect", "typo", "mixed")
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
(docs/decisions/0021). The classifier that judges a line was trained on the other four fifths of the lines,
thresholds included; a phrase that is literally the line is left out.

Whoever wrote the phrases had read `crisis_phrases.yaml` and one half of our own lines, chosen by a hash of the
text (`Line.unread`). So **the figures that count are those of the other half**, which no writer has read; the
other rows flatter. Writers did see the totals of that half, and phrases that hit more harmless lines than they
were worth were taken out by counting, so false alarms flatter a little too. All lines are invented, none is a real
conversation. Intervals are Wilson's, 95 %.
"""


def write_report(report: Report, path: Path) -> None:
    """Write the page for developers and professionals."""
    path.write_text(_INTRODUCTION + "\n" + as_text(report) + "\n", "utf-8")


def as_text(report: Report) -> str:
    """The figures as Markdown tables."""
    parts = [
        "## Alarms that must be found: the half that no writer of phrases has read\n",
        _table(
            ("lines", "n", "alarm", "95 %", "alarm or check", "by phrases alone"),
            [
                *_alarm_rows(report, "all", [None], lambda j, _: j.line.unread),
                *_alarm_rows(report, "level", [1, 2], lambda j, level: j.line.unread and j.line.level == level),
                *_alarm_rows(report, "kind", _KINDS, lambda j, kind: j.line.unread and j.line.kind == kind),
                *_alarm_rows(
                    report, "category", _categories(report), lambda j, c: j.line.unread and j.line.category == c
                ),
            ],
        ),
        "\n## Alarms on lines that writers had read\n",
        _table(
            ("lines", "n", "alarm", "95 %", "alarm or check", "by phrases alone"),
            _alarm_rows(report, "source", _sources(report), lambda j, s: not j.line.unread and j.line.source == s),
        ),
        "\n## Heavy but unclear: one calm question\n",
        _table(("lines", "n", "check or alarm", "95 %", "alarm"), _check_rows(report)),
        "\n## Harmless\n",
        _table(("lines", "n", "alarm", "95 %", "check", "95 %"), _harmless_rows(report)),
        f"\nOn {report.questions} development questions of visitors: {report.question_alarms} alarms, "
        f"{report.question_checks} checks.\n",
        "## Right category, right level\n",
        _accuracy(report),
    ]
    return "\n".join(parts)


def _alarm_rows(
    report: Report, label: str, values: Iterable[object], holds: Callable[[Judged, object], bool]
) -> list[list[str]]:
    rows = []
    for value in values:

        def chosen(judged: Judged, value: object = value) -> bool:
            return judged.line.expected is SafetyClass.ALARM and holds(judged, value)

        alarm = report.rate(chosen, lambda j: j.alarm)
        phrases = report.rate(chosen, lambda j: j.by_phrases.safety_class is SafetyClass.ALARM)
        noticed = report.rate(chosen, lambda j: j.noticed)
        name = label if value is None else f"{label}: {value}"
        rows.append([name, str(alarm.total), _share(alarm), _interval(alarm), _share(noticed), _share(phrases)])
    return rows


def _check_rows(report: Report) -> list[list[str]]:
    noticed = report.rate(_is_check, lambda j: j.noticed)
    alarm = report.rate(_is_check, lambda j: j.alarm)
    return [["all", str(noticed.total), _share(noticed), _interval(noticed), _share(alarm)]]


def _harmless_rows(report: Report) -> list[list[str]]:
    rows = []
    for kind in [None, *sorted({j.line.kind for j in report.judged if _is_harmless(j)})]:

        def chosen(judged: Judged, kind: str | None = kind) -> bool:
            return _is_harmless(judged) and kind in (None, judged.line.kind)

        alarm = report.rate(chosen, lambda j: j.alarm)
        check = report.rate(chosen, lambda j: j.noticed and not j.alarm)
        rows.append(
            [kind or "all", str(alarm.total), _share(alarm), _interval(alarm), _share(check), _interval(check)]
        )
    return rows


def _accuracy(report: Report) -> str:
    def found(judged: Judged) -> bool:
        return judged.line.expected is SafetyClass.ALARM and judged.alarm

    category = report.rate(found, lambda j: j.found.category == j.line.category)
    level = report.rate(found, lambda j: j.found.level == j.line.level)
    first = report.rate(lambda j: found(j) and j.line.level == 1, lambda j: j.found.level == 1)
    return (
        f"Of the alarms found, {_share(category)} have the category of the line and {_share(level)} its level; "
        f"of those of level 1, {_share(first)} are seen as level 1."
    )


def _is_check(judged: Judged) -> bool:
    return judged.line.expected is SafetyClass.CHECK


def _is_harmless(judged: Judged) -> bool:
    return judged.line.expected is SafetyClass.NONE


def _sources(report: Report) -> list[str]:
    return sorted({judged.line.source for judged in report.judged})


def _categories(report: Report) -> list[str]:
    return sorted({j.line.category or "" for j in report.judged if j.line.expected is SafetyClass.ALARM})


def _share(rate: Rate) -> str:
    return f"{100 * rate.share:.1f} %"


def _interval(rate: Rate) -> str:
    low, high = rate.interval
    return f"{100 * low:.0f}–{100 * high:.0f}"


def _table(head: Iterable[str], rows: list[list[str]]) -> str:
    heads = list(head)
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
