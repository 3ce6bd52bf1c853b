"""The texts of the interface, by key and language: `texts/en.toml` and its like hold every one of them."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

#: The first is spoken where none of them is understood.
LANGUAGES = ("en", "de", "es")
_KNOWN = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ].*)?)?)?\Z")


@dataclass(frozen=True, slots=True)
class Texts:
    """The interface in one language. Keys are those of the files, with the table's name: `answer.sources`."""

    language: str
    _by_key: dict[str, str] = field(repr=False)

    def __call__(self, key: str, **values: object) -> str:
        """The text with its `{placeholders}` filled in.

        Raises:
            KeyError: there is no such text, or a value is missing.
        """
        return self._by_key[key].format(**values)

    def counted(self, key: str, n: int, **values: object) -> str:
        """`1 deal`, `2,000 deals`: `key.one` and `key.other` are the two."""
        return self(f"{key}.{'one' if n == 1 else 'other'}", n=self.number(n), **values)

    def number(self, amount: float) -> str:
        """As plain as it can be, with this language's signs: `160,000`, `1.25`, `0,004`."""
        plain = f"{int(amount):,}" if amount == int(amount) else f"{amount:,.6f}".rstrip("0").rstrip(".")
        signs = str.maketrans(",.", self("number.thousands") + self("number.decimal"))
        return plain.translate(signs)

    def day(self, day: date) -> str:
        """`29 Mar 2024`."""
        month = self("date.months").split()[day.month - 1]
        return self("date.day", day=day.day, month=month, year=day.year)

    def month(self, day: date) -> str:
        """`Mar 2024`."""
        return self("date.month", month=self("date.months").split()[day.month - 1], year=day.year)

    def when(self, known: str) -> str:
        """A day as precisely as it is known ("2024", "2024-03", "2024-03-29T08:00"); words stay as they are."""
        found = _KNOWN.match(known)
        try:
            first = date(int(found[1]), int(found[2] or 1), int(found[3] or 1)) if found else None
        except ValueError:
            return known
        if found is None or first is None or not found[2]:
            return known
        return self.day(first) if found[3] else self.month(first)

    @property
    def names(self) -> frozenset[str]:
        """All keys."""
        return frozenset(self._by_key)


@cache
def of(language: str) -> Texts:
    """The texts for what a client says of its language ("pt-BR", ""): English where we do not speak it."""
    spoken = language.replace("_", "-").partition("-")[0].lower()
    return _read(spoken if spoken in LANGUAGES else LANGUAGES[0])


@cache
def _read(language: str) -> Texts:
    content = (files("bot.conversation") / "texts" / f"{language}.toml").read_text("utf-8")
    return Texts(language, dict(_flat("", tomllib.loads(content))))


def _flat(above: str, table: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(f"{above}{name}.", value)
        else:
            yield above + name, value
