"""Which company a person means who types its name, and what it is called."""

from sqlalchemy.orm import Session

from bot.commands import naming
from bot.conversation import blocks
from bot.conversation.replies import Reply, paragraph
from bot.conversation.turn import Turn

shown = naming.shown

#: Characters of a name that are said again.
_NAME = 60


class UnknownCompany(Exception):
    """No company of this name; `suggestions` are names of those that may have been meant."""

    def __init__(self, name: str, suggestions: list[str]) -> None:
        super().__init__(name)
        self.name, self.suggestions = name, suggestions


def slug(session: Session, name: str) -> str:
    """
    Raises:
        UnknownCompany: there is none of this name.
    """
    try:
        return naming.slug(session, name)
    except naming.Unknown as error:
        raise UnknownCompany(name, error.suggestions) from error


def unknown(turn: Turn, error: UnknownCompany, command: str, arguments: str) -> Reply:
    """Which one may have been meant: each button does the same command with that company in its place."""
    name = blocks.short(blocks.one_line(error.name), _NAME)
    if not error.suggestions:
        return Reply((paragraph(turn.texts("company.unknown", name=name)),))
    meant = (blocks.button(each, "again", command, _mended(arguments, error.name, each)) for each in error.suggestions)
    return Reply((paragraph(turn.texts("company.did_you_mean", name=name)),), blocks.rows(meant, 1))


def _mended(arguments: str, name: str, meant: str) -> str:
    return arguments.replace(name, meant, 1) if name in arguments else meant
