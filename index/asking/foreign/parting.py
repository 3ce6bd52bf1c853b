"""A question parted into words, elisions and marks: "qu'", "est", "-", "ce"."""

import re
from dataclasses import dataclass

_PART = re.compile(
    r"\d[\d.,]*\d"
    r"|(?:[A-Z]{1,2}\.\s?){2,}"  # "EE. UU.", "S.A."
    r"|[^\W\d_]+['’](?=[^\W\d_]|\Z)"  # "d'"
    r"|\w+|[^\w\s]"
)


@dataclass(frozen=True, slots=True)
class Part:
    """`text[start:end]`."""

    start: int
    end: int
    text: str

    @property
    def key(self) -> str:
        """As phrases are compared: small letters, of an abbreviation nothing else."""
        if self.text[0].isalpha() and "." in self.text:
            return "".join(sign for sign in self.text.lower() if sign.isalpha())
        return self.text.lower().replace("’", "'")

    @property
    def is_word(self) -> bool:
        """Whether it is a word or a number."""
        return self.text[0].isalnum() or self.text[0] == "_"


def parts(text: str, start: int = 0, end: int | None = None) -> list[Part]:
    """In order."""
    found = _PART.finditer(text, start, len(text) if end is None else end)
    return [Part(match.start(), match.end(), match.group()) for match in found]


def key(phrase: str) -> str:
    """The keys of its words, parted by one space; hyphens are spaces."""
    return " ".join(part.key for part in parts(phrase) if part.is_word)
