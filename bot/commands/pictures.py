"""What the commands that draw have in common: whose deals, where the picture goes, what is said of it."""

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bot.commands import days, naming
from bot.commands.looking_up import looking_up, nothing
from bot.exits import DONE
from bot.pictures.scene import NothingToDraw
from bot.printing import output
from bot.usage import Wrong
from corpus.companies.gazetteer import gazetteer
from corpus.deals import queries
from corpus.deals.queries import Wanted
from corpus.deals.views import Deal


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose deals are drawn."""

    slug: str
    name: str
    #: Slugs of the company and of all that it controls.
    group: frozenset[str]
    #: Those only recalled, too.
    deals: tuple[Deal, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG, and the same in words."""

    png: bytes
    caption: str
    deals: int


def run(arguments: argparse.Namespace, draw: Callable[[Subject], Picture]) -> int:
    """Draws into the file that was named; `draw` may raise NothingToDraw."""
    path = _path(arguments.out)
    try:
        subject = _subject(arguments)
        picture = draw(subject)
    except naming.Unknown as unknown:
        return nothing(arguments, None, str(unknown))
    except NothingToDraw:
        return nothing(arguments, None, f"No deal of {subject.name} is known: there is nothing to draw.")
    path.write_bytes(picture.png)
    if arguments.json:
        told = {"path": str(path), "company": subject.slug, "name": subject.name}
        output.as_json(told | {"deals": picture.deals, "caption": picture.caption})
    else:
        print(picture.caption)
        output.note(f"Drawn in {path}")
    return DONE


def _path(out: str) -> Path:
    path = Path(out)
    if path.suffix.lower() != ".png":
        raise Wrong(f"pictures are PNG files: -o {path.with_suffix('.png') if path.name else 'picture.png'}")
    if not path.parent.is_dir():
        raise Wrong(f"there is no folder {path.parent}: make it first, or draw elsewhere with -o")
    if path.is_dir():
        raise Wrong(f"{path} is a folder: name a file with -o")
    return path


def _subject(arguments: argparse.Namespace) -> Subject:
    with looking_up() as session:
        slug = naming.slug(session, arguments.company)
        since = days.beginning(arguments.since) if arguments.since else None
        deals = queries.find(session, Wanted(slug, since=since, background=True, group=True), limit=None)
        return Subject(slug, naming.shown(session, slug), gazetteer().group(slug), tuple(deals))
