"""The facts of a sentence (names, figures, dates), and whether an article has them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import reduce

from corpus.companies import names
from corpus.companies.gazetteer import Gazetteer, Mention
from corpus.companies.names import LEGAL
from corpus.companies.runs import runs
from corpus.companies.strangers import ACRONYMS, ADJECTIVES, CALENDAR, PLACES, ROLES
from corpus.companies.vocabulary import is_common
from corpus.text import amounts, moments
from corpus.text.amounts import Amount
from corpus.text.moments import Moment

#: What a figure may differ from the article's, as a share: 5.8 billion for 5,802 million.
ROUNDING = 0.005
_SCALES = {
    "Wh": ("GWh", 1e-9), "kWh": ("GWh", 1e-6), "MWh": ("GWh", 1e-3), "TWh": ("GWh", 1e3),
    "kW": ("GW", 1e-6), "MW": ("GW", 1e-3), "g": ("t", 1e-6), "kg": ("t", 1e-3), "kt": ("t", 1e3),
}  # fmt: skip
_NUMBER_WORDS = {
    word: float(value)
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen twenty".split()
    )
} | {"dozen": 12.0, "thirty": 30.0, "forty": 40.0, "fifty": 50.0, "sixty": 60.0, "hundred": 100.0}
_DIGITS = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)*(?!\w|[.,]\d)")
#: In an article also those in one with a unit or a name: "5.8bn", "ID.4".
_ANY_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_ENGLISH = frozenset("the of to and is are was were will for from with by that its it has have had at as on which not".split())
_OTHER_TONGUES = frozenset(
    "der die das und ist sind wird werden mit von für den dem ein eine nicht laut le la les des et est sont du une pour "
    "avec dans selon el los las y es son una por con según del il gli e è di per che sono della het een van en zijn met "
    "och är av för som og og er til med o os um uma com não é".split()
)
_INITIALS = re.compile(r"\b([A-Z])\.([A-Z])\.(?:([A-Z])\.)?")
_MONTHS = dict(
    zip(
        "january february march april may june july august september october november december".split(),
        range(1, 13),
        strict=True,
    )
)
#: Capitalised words that are no names one could check: "CEO", "EV", "Chinese", "Inc".
_NO_NAMES = (
    {names.key(word) for word in ACRONYMS | ADJECTIVES | ROLES | CALENDAR}
    | LEGAL
    | {"i", "mr", "mrs", "ms", "dr", "company", "companies", "inc", "ltd", "corp"}
) - {"us", "usa", "uk", "eu", "un", "nato", "aws"} - _MONTHS.keys()
_PLACES = {names.key(word) for word in PLACES}
_SAME = (("us", "usa", "america", "american", "states"), ("uk", "britain", "british", "kingdom"), ("eu", "european"))


@dataclass(frozen=True)
class Facts:
    """What a sentence states that can be looked up, each once."""

    #: The slugs that count as the company, and the words of its name as written.
    companies: tuple[tuple[frozenset[str], frozenset[str]], ...] = ()
    words: frozenset[str] = frozenset()
    amounts: tuple[Amount, ...] = ()
    moments: tuple[Moment, ...] = ()
    numbers: frozenset[float] = frozenset()

    def __len__(self) -> int:
        return sum(len(getattr(self, each.name)) for each in fields(self))


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
        if word in _MONTHS:
            return any(m.first.month == _MONTHS[word] and (m.last - m.first).days < 32 for m in self.moments)
        # "Hungary" where the article has "Hungarian".
        if word in _PLACES and len(word) > 4 and any(known.startswith(word[:4]) for known in self.words):
            return True
        return any(word in same and not self.words.isdisjoint(same) for same in _SAME)

    def _has_amount(self, asked: Amount) -> bool:
        unit, value = _measured(asked.unit, asked.amount)
        for known in self.amounts:
            known_unit, scale = _measured(known.unit, 1.0)
            ends = (known.amount * scale, (known.upper or known.amount) * scale)
            if known_unit == unit and _are_rates_alike(asked, known) and any(_is_near(value, end) for end in ends):
                return asked.upper is None or _is_near(_measured(asked.unit, asked.upper)[1], ends[1])
        # "Five plants" where the article has "five factories": what is counted is left to its words.
        counts = asked.kind == "quantity" and unit.islower() and unit not in {"t", "km", "miles"}
        return counts and any(_is_near(asked.amount, known) for known in self.numbers)


def facts(text: str, known: Gazetteer) -> Facts:
    """The facts of one sentence; its first word is a name only if it is no common one."""
    text = _INITIALS.sub(r"\1\2\3", text)
    mentions = known.find(text)
    if is_foreign(text):
        return _foreign(text, mentions, known)
    found_amounts = tuple(amounts.find(text))
    found_moments = tuple(m for m in moments.find(text) if not any(_overlap(m, a) for a in found_amounts))
    taken = sorted((m.start, m.end) for m in mentions)
    words = {word.key for run in runs(text, taken) for word in names.words(text[run.start : run.bare_end])
             if _is_name(text, word)}  # fmt: skip
    dated = {word.key for moment in found_moments for word in names.words(moment.text)}
    rest = _without(text, [*taken, *((a.start, a.end) for a in found_amounts), *((m.start, m.end) for m in found_moments)])
    return Facts(
        companies=_companies(mentions, known),
        words=frozenset(words - dated),
        amounts=found_amounts,
        moments=found_moments,
        numbers=frozenset(_numbers(_DIGITS.findall(rest))),
    )


def is_foreign(text: str) -> bool:
    """Whether a sentence is in no English, so that neither its words nor its capitals can be compared."""
    letters = [sign for sign in text if sign.isalpha()]
    if sum(not "a" <= names.key(sign)[:1] <= "z" for sign in letters) > 0.3 * len(letters):
        return bool(letters)
    written = re.findall(r"[^\W\d_]+", text.lower())
    return sum(w in _OTHER_TONGUES for w in written) > max(1, sum(w in _ENGLISH for w in written))


def grounds(texts: Iterable[str], published: date | None, known: Gazetteer) -> Grounds:
    """What these texts of one article have, and the day it was published."""
    return reduce(lambda one, other: one | other, (_grounds(text, published, known) for text in texts))


def _grounds(text: str, published: date | None, known: Gazetteer) -> Grounds:
    text = _INITIALS.sub(r"\1\2\3", text)
    words = [word.key for word in names.words(text)]
    day = [Moment(0, 0, "", published, published, "day")] if published else []
    found = tuple(amounts.find(text))
    spelled = {_NUMBER_WORDS[word] for word in words if word in _NUMBER_WORDS}
    return Grounds(
        words=frozenset(words),
        companies=frozenset(mention.slug for mention in known.find(text)),
        amounts=found,
        moments=(*moments.find(text, published), *day),
        numbers=frozenset({*_numbers(_ANY_DIGITS.findall(text)), *spelled, *(a.amount for a in found)}),
    )


def _foreign(text: str, mentions: Sequence[Mention], known: Gazetteer) -> Facts:
    """Names of companies and bare figures, which every language writes alike."""
    rest = _without(text, [(m.start, m.end) for m in mentions])
    written = [w.replace(",", ".") if w.count(",") == 1 else w for w in _DIGITS.findall(rest)]
    return Facts(companies=_companies(mentions, known), numbers=frozenset(_numbers(written)))


def _companies(
    mentions: Sequence[Mention], known: Gazetteer
) -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    written = {m.slug: frozenset(word.key for word in names.words(m.text)) for m in mentions}
    return tuple((known.group(slug), keys) for slug, keys in written.items())


def _is_name(text: str, word: names.Word) -> bool:
    if word.key in _NO_NAMES or len(word.key) < 2 or word.key in _NUMBER_WORDS:
        return False
    opens = not text[: word.start].strip(" \"“‘'(") or text[: word.start].rstrip()[-1:] in ".!?:;"
    return (word.text[0].isupper() or word.text[0].isdigit()) and not (opens and is_common(word.key))


def _numbers(written: Iterable[str]) -> Iterable[float]:
    for digits in written:
        plain = digits.replace(",", "")
        if plain.count(".") < 2:
            yield float(plain)


def _measured(unit: str, value: float) -> tuple[str, float]:
    """In one unit of its kind, its rate left out."""
    base, scale = _SCALES.get(unit.split("/")[0], (unit.split("/")[0], 1.0))
    return base, value * scale


def _are_rates_alike(one: Amount, other: Amount) -> bool:
    rates = {amount.unit.partition("/")[2] for amount in (one, other)} - {""}
    return len(rates) < 2


def _is_near(one: float, other: float) -> bool:
    return abs(one - other) <= ROUNDING * max(abs(one), abs(other))


def _within(known: Moment, asked: Moment) -> bool:
    """Whether what the article dates lies in the time that is claimed, which may be less exact."""
    return asked.first <= known.first and known.last <= asked.last


def _overlap(one: Moment, other: Amount) -> bool:
    return one.start < other.end and other.start < one.end


def _without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text
