"""Where else an article is to be read: who published copies of it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol
from urllib.parse import urlsplit

from sqlalchemy.orm import Session

from bot.printing.output import day
from corpus import articles
from corpus.models import Article

#: Names shown; of the rest, how many they are.
_SHOWN = 3


class Published(Protocol):
    """By whom and where."""

    @property
    def source(self) -> str | None: ...
    @property
    def url(self) -> str | None: ...


Copies = Mapping[int, Sequence[Article]]


def of(session: Session, keys: Iterable[int]) -> Copies:
    """The copies of each of these articles that may be cited, the first published first."""
    found = articles.also_in(session, keys)
    return {key: [copy for copy in copies if copy.withdrawn is None] for key, copies in found.items()}


def names(own: Published, copies: Iterable[Published]) -> list[str]:
    """Who published the copies, each once; whoever published the article itself left out."""
    by_name = {name.casefold(): name for copy in copies if (name := _name(copy))}
    return [name for folded, name in by_name.items() if folded != _name(own).casefold()]


def shown(names: Sequence[str]) -> tuple[str, int]:
    """The first of them, and how many more there are."""
    return ", ".join(names[:_SHOWN]), max(0, len(names) - _SHOWN)


def line(names: Sequence[str]) -> str:
    """In English, for the terminal; empty when there are none."""
    told, more = shown(names)
    return f"also in: {told}{f' and {more} more' if more else ''}" if names else ""


def as_json(copies: Iterable[Article]) -> list[dict[str, Any]]:
    return [
        {"article_id": copy.id, "source": copy.source, "url": copy.url, "published": day(copy.published)}
        for copy in copies
    ]


def _name(published: Published) -> str:
    # Stored addresses were parsed before.
    host = (urlsplit(published.url or "").hostname or "").removeprefix("www.")
    return " ".join((published.source or host).split())
