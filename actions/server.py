"""The action server: `python -m actions.server`. Loopback only; started by the supervisor."""

from __future__ import annotations

from datetime import UTC, datetime

from rasa_sdk.endpoint import create_app
from rasa_sdk.executor import ActionExecutor

from actions.answer_question import AnswerQuestion
from actions.ask_back import AskBack
from actions.base import TurnAction
from actions.conversation_flow import ConversationFlow
from actions.explain_support import ExplainSupport
from actions.follow_up import FollowUp
from actions.offer_person import OfferPerson
from actions.out_of_scope import NoneOfThese, NotUnderstood, OutOfScope
from actions.reply_smalltalk import ReplySmalltalk
from actions.stay_after_alarm import StayAfterAlarm
from actions.tell_opening_hours import TellOpeningHours
from actions.toolkit import Toolkit
from naast.all_flows import load_flows
from naast.knowledge.texts import Texts
from naast.knowledge.topics import load_topics
from naast.logs import configure_logs
from naast.settings import Settings
from naast.support.social_map import SocialMap

ACTIONS: tuple[type[TurnAction], ...] = (
    ConversationFlow,
    AnswerQuestion,
    AskBack,
    FollowUp,
    OfferPerson,
    ExplainSupport,
    ReplySmalltalk,
    TellOpeningHours,
    OutOfScope,
    NoneOfThese,
    NotUnderstood,
    StayAfterAlarm,
)


def make_toolkit(settings: Settings) -> Toolkit:
    social_map = SocialMap.load(settings.knowledge_dir, lambda: datetime.now(UTC).date())
    topics = load_topics(settings.knowledge_dir / "topics")
    return Toolkit(
        topics=topics,
        texts=Texts.load(settings.knowledge_dir / "texts" / "assistant.yaml"),
        social_map=social_map,
        clock=lambda: datetime.now(UTC),
        demo=settings.demo,
        flows=load_flows(settings.knowledge_dir, topics, social_map),
    )


def main() -> None:
    configure_logs()
    settings = Settings()
    toolkit = make_toolkit(settings)
    executor = ActionExecutor()
    for action in ACTIONS:
        executor.register_action(action(toolkit))
    app = create_app(executor)
    app.run(host="127.0.0.1", port=settings.actions_port, single_process=True, access_log=False, motd=False)


if __name__ == "__main__":
    main()
