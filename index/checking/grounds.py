"""What an article has: the names, figures and dates that the facts of a sentence are looked up in."""

import re
from dataclasses import dataclass
from datetime import date

from corpus.companies import names
from corpus.companies.gazetteer import Gazetteer
from corpus.companies.strangers import PLACES
from corpus.text import amounts, moments
from corpus.text.amounts import Amount
from corpus.text.moments import Moment
from index.checking.facts import MONTHS, NUMBER_WORDS, Facts, numbers, spelled_in_full

#: What a rounded figure may differ from the article's, as a share: 5.8 billion for 5,802 million, not 6 billion.
ROUNDING = 0.005
_SCALES = {
    "Wh": ("GWh", 1e-9), "kWh": ("GWh", 1e-6), "MWh": ("GWh", 1e-3), "TWh": ("GWh", 1e3),
    "kW": ("GW", 1e-6), "MW": ("GW", 1e-3), "g": ("t", 1e-6), "kg": ("t", 1e-3), "kt": ("t", 1e3),
}  # fmt: skip
#: In an article also those in one with a unit or a name: "5.8bn", "ID.4".
_ANY_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_PLACES = {names.key(word) for word in PLACES}
_SAME = (("us", "usa", "america", "american", "states"), ("uk", "britain", "british", "kingdom"), ("eu", "european"))


@dataclass(frozen=True)
class Grounds:
    """All that one article, or several, has: what facts are looked up in."""

    words: frozenset[str]
    companies: frozenset[str]
    amounts: tuple[Amount, ...]
    moments: tuple[Moment, ...]
    numbers: frozenset[float]

    def __or__(self, other: "Grounds") -> "Grounds":
        return Grounds(
            self.words | other.words,
            self.companies | other.companies,
            self.amounts + other.amounts,
            self.moments + other.moments,
            self.numbers | other.numbers,
        )

    def lacks(self, facts: Facts) -> int:
        """How many of the facts are not in it."""
        return (
            sum(not (slugs & self.companies or words <= self.words) for slugs, words in facts.companies)
            + sum(not self._has_word(word) for word in facts.words)
            + sum(not self._has_amount(amount) for amount in facts.amounts)
            + sum(not any(_within(known, moment) for known in self.moments) for moment in facts.moments)
            + sum(not any(_is_near(number, known) for known in self.numbers) for number in facts.numbers)
        )

    def _has_word(self, word: str) -> bool:
        if word in self.words or word.removesuffix("s") in self.words or f"{word}s" in self.words:
            return True
        if word in MONTHS:
            return any(m.first.month == MONTHS[word] and (m.last - m.first).days < 32 for m in self.moments)
        # "Hungary" where the article has "Hungarian".
        if word in _PLACES and len(word) > 4 and any(known.startswith(word[:4]) for known in self.words):
            return True
        return any(word in same and not self.words.isdisjoint(same) for same in _SAME)

    def _has_amount(self, asked: Amount) -> bool:
        unit, value = _measured(asked.unit, asked.amount)
        slack = _slack(asked)
        for known in self.amounts:
            known_unit, scale = _measured(known.unit, 1.0)
            ends = (known.amount * scale, (known.upper or known.amount) * scale)
            if (
                known_unit == unit
                and _are_rates_alike(asked, known)
                and any(_is_near(value, end, slack) for end in ends)
            ):
                return asked.upper is None or _is_near(_measured(asked.unit, asked.upper)[1], ends[1], slack)
        # "Five plants" where the article has "five factories": what is counted is left to its words.
        counts = asked.kind == "quantity" and unit.islower() and unit not in {"t", "km", "miles"}
        return counts and any(_is_near(asked.amount, known) for known in self.numbers)


def grounds(text: str, published: date | None, known: Gazetteer) -> Grounds:
    """What a text of an article has, and the day it was published."""
    text = spelled_in_full(text)
    words = [word.key for word in names.words(text)]
    day = [Moment(0, 0, "", published, published, "day")] if published else []
    found = tuple(amounts.find(text))
    spelled = {NUMBER_WORDS[word] for word in words if word in NUMBER_WORDS}
    return Grounds(
        words=frozenset(words),
        companies=frozenset(mention.slug for mention in known.find(text)),
        amounts=found,
        moments=(*moments.find(text, published), *day),
        numbers=frozenset({*numbers(_ANY_DIGITS.findall(text)), *spelled, *(a.amount for a in found)}),
    )


def _measured(unit: str, value: float) -> tuple[str, float]:
    """In one unit of its kind, its rate left out."""
    base, scale = _SCALES.get(unit.split("/")[0], (unit.split("/")[0], 1.0))
    return base, value * scale


def _are_rates_alike(one: Amount, other: Amount) -> bool:
    rates = {amount.unit.partition("/")[2] for amount in (one, other)} - {""}
    return len(rates) < 2


def _slack(amount: Amount) -> float:
    """Half of its last digit, as a share of it, but no more than `ROUNDING`; nothing if it is spelled out."""
    digits = re.search(r"\d[\d.,]*", amount.text)
    steps = int(re.sub(r"\D", "", digits[0])) if digits else 0
    return min(ROUNDING, 0.5 / steps) if steps else 1e-9


def _is_near(one: float, other: float, slack: float = 1e-9) -> bool:
    return abs(one - other) <= slack * max(abs(one), abs(other)) * 1.000001


def _within(known: Moment, asked: Moment) -> bool:
    """Whether what the article dates lies in the time that is claimed, which may be less exact."""
    return asked.first <= known.first and known.last <= asked.last
