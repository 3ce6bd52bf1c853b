"""The conversation put together from what a command has opened."""

from typing import TYPE_CHECKING

from bot.conversation import rules
from bot.conversation.desk import Desk
from bot.conversation.turn import Parts
from bot.settings import Settings

if TYPE_CHECKING:
    from index.retrieval import Retriever
    from index.writing.chat_model import ChatModel


def desk(settings: Settings, retriever: "Retriever", model: "ChatModel | None") -> Desk:
    return Desk(Parts(retriever.sessions, retriever, model), rules.of(settings))
