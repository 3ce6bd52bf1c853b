"""The least value and quantity that a person asks for: `over $1bn`, `above 10 GWh`."""

import re

from bot.alerts.wishes import vocabulary
from bot.alerts.wishes.rules import Amount
from bot.alerts.wishes.typed import Typed
from corpus.text import amounts
from corpus.text.amounts import Amount as Figure

#: Units that no deal is measured in.
_NO_QUANTITIES = re.compile(r"(?:years|months|weeks|days|hours|minutes|percentage points|km|miles|hp)\b")
#: So many without a currency: dollars. `over 1bn`.
_BARE = re.compile(r"(?<![\w$€£¥.,])\d[\d.,]*\s?(?:bn|billion|m|mn|million|trillion)\b", re.IGNORECASE)


def take(typed: Typed) -> tuple[Amount | None, Amount | None, list[str]]:
    """The value, the quantity, and what is no such thing: a second one, a share, at most so much."""
    value: Amount | None = None
    quantity: Amount | None = None
    missed: list[str] = []
    for found, ended, figure in _figures(typed.rest):
        start, is_at_most = _with_words_before(typed.rest, found)
        words = typed.take(start, _with_words_behind(typed.rest, ended))
        if is_at_most or not _is_askable(figure):
            missed.append(words)
        elif figure.kind == "money" and value is None:
            value = Amount(figure.amount, figure.unit)
        elif figure.kind == "quantity" and quantity is None:
            quantity = Amount(figure.amount, figure.unit)
        else:
            missed.append(words)
    return value, quantity, missed


def _figures(text: str) -> list[tuple[int, int, Figure]]:
    found = [(figure.start, figure.end, figure) for figure in amounts.find(text)]
    for bare in _BARE.finditer(text):
        if all(bare.end() <= start or end <= bare.start() for start, end, _ in found):
            found += [(bare.start(), bare.end(), figure) for figure in amounts.find(f"${bare.group()}")]
    return sorted(found, key=lambda each: each[0])


def _is_askable(figure: Figure) -> bool:
    return figure.kind != "share" and not _NO_QUANTITIES.match(figure.unit) and figure.amount > 0


def _with_words_before(text: str, start: int) -> tuple[int, bool]:
    """Where `at least` before it begins, and whether it is at most so much."""
    for name in ("at_most", "at_least"):
        for match in vocabulary.pattern(name).finditer(text, max(0, start - 30), start):
            if not text[match.end() : start].strip():
                return match.start(), name == "at_most"
    return start, False


def _with_words_behind(text: str, end: int) -> int:
    behind = vocabulary.pattern("at_least").match(text, end + 1)
    if behind and text[end] == " " and behind.group().lower().endswith(("more", "mehr", "más")):
        return behind.end()
    return end + 1 if text[end : end + 1] == "+" else end
