"""Good public feeds of the trade, off until somebody adds one by its name."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Suggested:
    #: What it is added by.
    name: str
    title: str
    url: str
    about: str


@cache
def suggested() -> tuple[Suggested, ...]:
    """In the order of the file: those that say most of the industry's deals first."""
    content = (files("corpus.feeds") / "suggested.toml").read_text("utf-8")
    return tuple(Suggested(name, **record) for name, record in tomllib.loads(content).items())


def named(name: str) -> Suggested | None:
    return next((each for each in suggested() if each.name == name.strip().lower()), None)


def meant(typed: str) -> tuple[str, str | None]:
    """What somebody who adds a feed typed, as an address and a title: those of a suggested one of this name."""
    found = named(typed)
    return (found.url, found.title) if found else (typed, None)
