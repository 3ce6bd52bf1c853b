"""The conversation put together from what a command has opened."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot import bootstrap
from bot.conversation import next_questions, rules
from bot.conversation.desk import Desk
from bot.conversation.turn import Parts
from bot.settings import Settings

if TYPE_CHECKING:
    from index.retrieval import Retriever
    from index.writing.chat_model import ChatModel


def desk(settings: Settings, retriever: "Retriever", model: "ChatModel | None") -> Desk:
    return Desk(Parts(retriever.sessions, retriever, model, bootstrap.on_changes()), rules.of(settings))


def warm(retriever: "Retriever") -> None:
    """What the first person would wait for, done ahead: companies and models read, examples tried."""
    from index.answering.answers import answer

    # Trying them reads the models; without deals there are none to try.
    if not next_questions.tried(Parts(retriever.sessions, retriever), datetime.now(UTC)):
        answer(retriever, "Who supplies whom with batteries?")
