"""The facts of a sentence that can be looked up in an article: names, figures, dates."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields

from corpus.companies import names
from corpus.companies.gazetteer import Gazetteer, Mention
from corpus.companies.names import LEGAL
from corpus.companies.runs import runs
from corpus.companies.strangers import ACRONYMS, ADJECTIVES, CALENDAR, ROLES
from corpus.companies.vocabulary import is_common
from corpus.text import amounts, moments
from corpus.text.amounts import Amount
from corpus.text.moments import Moment

NUMBER_WORDS = {
    word: float(value)
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen twenty".split()
    )
} | {"dozen": 12.0, "thirty": 30.0, "forty": 40.0, "fifty": 50.0, "sixty": 60.0, "hundred": 100.0}
_DIGITS = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)*(?!\w|[.,]\d)")
_ENGLISH = frozenset(
    "the of to and is are was were will for from with by that its it has have had at as on which not".split()
)
#: None that English has too, such as "per" and "met".
_OTHER_TONGUES = frozenset(
    "der das und ist sind wird werden mit von vom für den dem des ein eine im ab bei nicht laut wer wann wie welche "
    "wieviel le la les et est sont du une pour avec dans selon qui quand quel quelle combien el los las es una "
    "por según del quién cuándo qué cuál cuánto il gli di che della chi quando quanto het een zijn niet och är av för "
    "som og til med um uma com não".split()
)
_INITIALS = re.compile(r"\b([A-Z])\.([A-Z])\.(?:([A-Z])\.)?")
MONTHS = dict(
    zip(
        "january february march april may june july august september october november december".split(),
        range(1, 13),
        strict=True,
    )
)
#: Capitalised words that are no names one could check: "CEO", "EV", "Chinese", "Inc".
_NO_NAMES = (
    (
        {names.key(word) for word in ACRONYMS | ADJECTIVES | ROLES | CALENDAR}
        | LEGAL
        | {"i", "mr", "mrs", "ms", "dr", "company", "companies", "inc", "ltd", "corp"}
    )
    - {"us", "usa", "uk", "eu", "un", "nato", "aws"}
    - MONTHS.keys()
)


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


def facts(text: str, known: Gazetteer) -> Facts:
    """The facts of one sentence; its first word is a name only if it is no common one."""
    text = spelled_in_full(text)
    mentions = known.find(text)
    if is_foreign(text):
        return _foreign(text, mentions, known)
    found_amounts = tuple(amounts.find(text))
    found_moments = tuple(m for m in moments.find(text) if not any(_overlap(m, a) for a in found_amounts))
    measured = [*((a.start, a.end) for a in found_amounts), *((m.start, m.end) for m in found_moments)]
    taken = [(m.start, m.end) for m in mentions]
    # "MWh" and "March" are written as names are.
    rest = _without(text, measured)
    capitalised = (w for run in runs(rest, taken) for w in names.words(text[run.start : run.bare_end]))
    return Facts(
        companies=_companies(mentions, known),
        words=frozenset(w.key for w in capitalised if _is_name(rest, w)),
        amounts=found_amounts,
        moments=found_moments,
        numbers=frozenset(numbers(_DIGITS.findall(_without(rest, taken)))),
    )


def unmeasured(text: str) -> str:
    """The text without its amounts and dates, which are facts and not words to be found again."""
    spans = [*((a.start, a.end) for a in amounts.find(text)), *((m.start, m.end) for m in moments.find(text))]
    return _without(text, spans)


def is_foreign(text: str) -> bool:
    """Whether a sentence is in no English, so that neither its words nor its capitals can be compared."""
    if not _is_mostly_latin(text):
        return True
    written = re.findall(r"[^\W\d_]+", text.lower())
    return sum(w in _OTHER_TONGUES for w in written) > sum(w in _ENGLISH for w in written)


def _is_mostly_latin(text: str) -> bool:
    letters = [sign for sign in text if sign.isalpha()]
    return sum(_is_latin(sign) for sign in letters) >= 0.7 * len(letters)


def _is_latin(text: str) -> bool:
    return "a" <= names.key(text)[:1] <= "z"


def spelled_in_full(text: str) -> str:
    """With "U.S." as "US", which is one word."""
    return _INITIALS.sub(r"\1\2\3", text)


def numbers(written: Iterable[str]) -> Iterable[float]:
    """What digits stand for; those with several full stops, as dates have, are left out."""
    for digits in written:
        plain = digits.replace(",", "")
        if plain.count(".") < 2:
            yield float(plain)


def _foreign(text: str, mentions: Sequence[Mention], known: Gazetteer) -> Facts:
    """Names of companies, bare figures, and what another script writes in Latin letters: a name as well."""
    rest = _without(text, [(m.start, m.end) for m in mentions])
    latin = (word for word in names.words(rest) if _is_latin(word.text)) if not _is_mostly_latin(text) else ()
    written = [w.replace(",", ".") if w.count(",") == 1 else w for w in _DIGITS.findall(rest)]
    words = frozenset(word.key for word in latin if word.key not in _NO_NAMES and len(word.key) > 1)
    return Facts(companies=_companies(mentions, known), words=words, numbers=frozenset(numbers(written)))


def _companies(mentions: Sequence[Mention], known: Gazetteer) -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    written = {m.slug: frozenset(word.key for word in names.words(m.text)) for m in mentions}
    return tuple((known.group(slug), keys) for slug, keys in written.items())


def _is_name(text: str, word: names.Word) -> bool:
    if word.key in _NO_NAMES or len(word.key) < 2 or word.key in NUMBER_WORDS:
        return False
    opens = not text[: word.start].strip(" \"“‘'(") or text[: word.start].rstrip()[-1:] in ".!?:;"
    return (word.text[0].isupper() or word.text[0].isdigit()) and not (opens and is_common(word.key))


def _overlap(one: Moment, other: Amount) -> bool:
    return one.start < other.end and other.start < one.end


def _without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text
