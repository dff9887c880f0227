"""Everything under `knowledge/` that the running service needs, loaded once."""

from __future__ import annotations

from dataclasses import dataclass

from naast.knowledge.municipalities import Municipality, load_municipality
from naast.knowledge.municipality_profile import Place, load_places, served_ids
from naast.knowledge.quick_texts import QuickText, load_quick_texts
from naast.knowledge.texts import Texts
from naast.knowledge.topics import Topic, load_topics
from naast.languages.recognise import Recogniser
from naast.languages.texts import Languages
from naast.safety import trained
from naast.safety.helplines import load_helplines
from naast.safety.reply import SafetyReplies
from naast.safety.rules import SafetyRules
from naast.safety.screen import Screener
from naast.settings import Settings
from naast.strengths.return_code import load_words


@dataclass(frozen=True, slots=True)
class KnowledgeContent:
    topics: dict[str, Topic]
    texts: Texts
    quick_texts: tuple[QuickText, ...]
    municipalities: dict[str, Municipality]
    """Those that this installation serves; `places` are all that we know of."""
    places: dict[str, Place]
    support_texts: Texts
    """What staff read about requests and volunteers."""
    safety_rules: SafetyRules
    plan_texts: Texts
    """What the conversation about strengths says; the plan's own headings are in it."""
    code_words: tuple[str, ...]
    languages: Languages
    recogniser: Recogniser

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
        municipalities={id: load_municipality(places, id) for id in served_ids(places)},
        places=load_places(places),
        support_texts=Texts.load(folder / "support" / "words.yaml"),
        quick_texts=load_quick_texts(folder / "quick_texts"),
        safety_rules=SafetyRules.load(folder / "safety"),
        plan_texts=Texts.load(folder / "strengths" / "texts.yaml"),
        code_words=load_words(folder / "strengths" / "code_words.yaml"),
        languages=Languages.load(folder / "languages"),
        recogniser=Recogniser.load(folder / "languages"),
    )
