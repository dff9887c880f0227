"""Everything under `knowledge/` that the running service needs, loaded once."""

from __future__ import annotations

from dataclasses import dataclass

from naast.knowledge.municipalities import Municipality, load_municipality
from naast.knowledge.quick_texts import QuickText, load_quick_texts
from naast.knowledge.texts import Texts
from naast.knowledge.topics import Topic, load_topics
from naast.safety import trained
from naast.safety.helplines import load_helplines
from naast.safety.reply import SafetyReplies
from naast.safety.rules import SafetyRules
from naast.safety.screen import Screener
from naast.settings import Settings


@dataclass(frozen=True, slots=True)
class KnowledgeContent:
    topics: dict[str, Topic]
    texts: Texts
    quick_texts: tuple[QuickText, ...]
    municipalities: dict[str, Municipality]
    safety_rules: SafetyRules

    def screener(self, settings: Settings) -> Screener:
        """Phrases, and the trained classifier when `naast train` made one."""
        return Screener(self.safety_rules, trained.load(settings, self.safety_rules.wording))

    def safety_replies(self, settings: Settings, municipality: Municipality) -> SafetyReplies:
        folder = settings.knowledge_dir / "safety"
        lines = load_helplines(folder / "helplines.yaml", municipality.numbers)
        return SafetyReplies.load(folder / "replies.yaml", lines, self.safety_rules.categories)


def load_content(settings: Settings) -> KnowledgeContent:
    """Raises ContentError (an editor can mend it) or SetupError (an administrator can)."""
    folder = settings.knowledge_dir
    places = folder / "municipalities"
    return KnowledgeContent(
        topics=load_topics(folder / "topics"),
        texts=Texts.load(folder / "texts" / "assistant.yaml"),
        quick_texts=load_quick_texts(folder / "quick_texts"),
        municipalities={f.stem: load_municipality(places, f.stem) for f in sorted(places.glob("*.yaml"))},
        safety_rules=SafetyRules.load(folder / "safety"),
    )
