"""What a messenger asks of a conversation: the seam between the two."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.conversation.replies import Action, Reply

#: Bytes of a file that somebody sends: a messenger does not even fetch a larger one.
LARGEST_DOCUMENT = 512 * 1024
#: Told the text of an answer so far, whole sentences at a time, while it is written; the reply counts.
OnText = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Who:
    """Who says something, and where."""

    #: "telegram" or "terminal".
    messenger: str
    chat: int
    #: A forum topic of the chat; None outside them.
    topic: int | None
    user: int
    #: As the person's client says it (IETF tag: "de", "pt-BR"); "" when it does not.
    language: str = ""
    #: A group or channel, where others read along.
    is_group: bool = False
    #: May change what concerns the whole chat: always in one's own, else its administrators.
    manages_chat: bool = True
    #: An operator of this Dealwire (`DEALWIRE_ADMINS`).
    is_admin: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """A result of an inline query: what is shown to choose from, and what is sent."""

    id: str
    title: str
    description: str
    reply: Reply


class Conversation(Protocol):
    """Synchronous and safe to use from several threads; slow when it asks a model or reads a large index.

    Every method answers with something to say, also when nothing is found, a limit is reached or a company is
    misspelt. It raises only what is a defect; the messenger then apologises with an id that is in the log.
    """

    def question(self, who: Who, text: str, about: Sequence[str] = (), on_text: OnText | None = None) -> Reply:
        """The answer. `about`: the context of the message that this one replies to (`Reply.context`)."""

    def command(self, who: Who, name: str, arguments: str) -> Reply:
        """A slash command without its slash: `deals`, `Mazda supply`. An unknown one is answered with help."""

    def action(self, who: Who, action: Action) -> Reply:
        """What a button does."""

    def document(self, who: Who, name: str, content: bytes) -> Reply:
        """A file that somebody sends, of `LARGEST_DOCUMENT` at most."""

    def inline(self, who: Who, query: str) -> Sequence[Found]:
        """Deals and articles for `@bot mazda batteries`; empty when there are none."""

    def commands(self, language: str, scope: str) -> Sequence[tuple[str, str]]:
        """(name, description) of the commands to publish for "private", "group" or "admin"."""
