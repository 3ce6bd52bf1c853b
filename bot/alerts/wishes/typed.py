"""What a person typed, and which of it is not understood yet."""

import re
from collections.abc import Iterator


class Typed:
    """A text from which what is understood is taken out, so that nothing is understood twice.

    `rest` is as long as `text`: what was taken is blank there, and offsets hold in both.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.rest = text

    def take(self, start: int, end: int) -> str:
        """The words there, which are understood now."""
        taken = self.rest[start:end]
        self.rest = f"{self.rest[:start]}{' ' * (end - start)}{self.rest[end:]}"
        return taken.strip()

    def take_all(self, pattern: re.Pattern[str]) -> list[str]:
        """All that is of a pattern, in order."""
        return [self.take(*match.span()) for match in pattern.finditer(self.rest)]

    def words(self) -> Iterator[re.Match[str]]:
        """What is left."""
        yield from _WORD.finditer(self.rest)


_WORD = re.compile(r"[^\W_](?:[\w'’.&+/-]*[\w+])?")
