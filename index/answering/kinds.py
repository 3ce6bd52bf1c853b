"""Things of the kind a question asks for, found in a text: sums, dates, people, companies, reasons."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from corpus.companies.gazetteer import gazetteer
from corpus.text import amounts, moments
from corpus.text.amounts import Amount
from index.asking.asks import Asks
from index.asking.concepts import related
from index.asking.questions import Question
from index.lexical import words

#: Kinds that a text has or has not, without a doubt: an answer without one is none.
PLAIN = frozenset({Asks.MONEY, Asks.SHARE, Asks.QUANTITY, Asks.NUMBER, Asks.DATE, Asks.DURATION})
#: Kinds of which a number, or a name, is the answer.
NUMBERS = PLAIN
#: Of these a word names what is measured: "fee", "sales".
_MEASURED = frozenset({Asks.MONEY, Asks.SHARE, Asks.QUANTITY, Asks.NUMBER})
#: So many words from its number at most.
_NEAR = 5
NAMES = frozenset({Asks.PERSON, Asks.PLACE, Asks.COMPANY})

NUMBER = re.compile(r"\d[\d.,]*")
#: Not part of a name: "ID.4", "CTP 3.0", "F-150".
_BARE_NUMBER = re.compile(r"(?<![\w.-])[$€£¥]?\d[\d.,]*")
_NUMBER_WORD = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|thousands?|millions?|"
    r"half|third|quarter|fifth|twice|double[sd]?|triple[sd]?)\b",
    re.IGNORECASE,
)
#: As the lexical index writes it.
_COUNT = re.compile(
    r"\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelv|dozen|hundr|thousand|million|both"
)
_NAME = re.compile(r"(?<=[\w,;’'\")] )[A-Z][\w’'-]+")
_SHARE = re.compile(
    r"\b(?:half|majority|minority|third|quarter|fifth|sixth|tenth|percentage points?|all of|full owner\w*|wholly)\b",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"\b(?:[A-Z][\w.'’-]+ ){1,3}(?:[A-Z][\w'’-]+)\b(?=,| said| says| told|$)|\b(?:CEO|CFO|COO|CTO|chief|president|"
    r"chair(?:man|woman)|head|director|manager|founder|officer|boss|vice)\b",
)
_PLACE = re.compile(r"\b(?:in|at|near|from|outside|to|of) (?:the )?(?:[A-Z][\w'’-]+)")
_REASON = re.compile(
    r"\b(?:because|since|due to|after|amid|owing to|as a result|in order to|so that|to (?!the\b)\w+|reason|blam\w+|"
    r"cit(?:ed|ing)|given|therefore|thanks to|aim\w*|as (?:the|it|they|demand|sales))\b",
    re.IGNORECASE,
)
_ROLES = r"(?:CEO|CFO|COO|CTO|chief|president|chair\w*|head|director|manager|founder|officer|boss)"
#: A name of two words or three beside a role, or of one who says something.
_A_PERSON = re.compile(
    rf"(?:{_ROLES}[,:]? (?:of [A-Z]\w+,? )?|(?<=\. )|^|, )"
    r"(?P<name>[A-Z][a-z’'-]+(?: [A-Z]\.)?(?: [A-Z][\w’'-]+){1,2})"
    rf"(?=,? (?:said|says|told|will|has|became|is|was)\b|, (?:the |its |a )?[\w’' -]{{0,40}}\b{_ROLES}|,|\.|$)"
)
_A_PLACE = re.compile(
    r"\b(?:in|at|near|outside) (?:the (?:\w+ )?(?:city|town|state|province) of )?"
    r"(?P<name>[A-Z][\w’'-]+(?:,? [A-Z][\w’'-]+){0,3})"
)
_SPAN = re.compile(r"\b(?:year|month|week|day|decade|hour|minute)s?\b")
#: Units of a size, not of things counted.
_MEASURES = frozenset({"t", "km", "miles", "kg", "m", "mm", "kt", "units"})
_OF_AMOUNTS = {
    Asks.MONEY: {"money"},
    Asks.SHARE: {"share"},
    Asks.QUANTITY: {"quantity"},
    Asks.NUMBER: {"quantity", "share", "money"},
    Asks.DURATION: {"quantity"},
}


def has_kind(question: Question, text: str, companies: Iterable[str], published: datetime | None = None) -> bool | None:
    """Whether a text holds a thing of the kind asked for; None where that cannot be told.

    `published`: the day from which "28 February" and "on Friday" are counted.
    """
    match question.asks:
        case Asks.NUMBER:
            return bool(NUMBER.search(text))
        case Asks.MONEY:
            return any(a.kind == "money" for a in amounts.find(text))
        case Asks.SHARE:
            return bool(_SHARE.search(text)) or any(a.kind == "share" for a in amounts.find(text))
        case Asks.QUANTITY:
            plain = _undated(text)
            return bool(_BARE_NUMBER.search(plain) or _NUMBER_WORD.search(plain))
        case Asks.DURATION:
            return bool(_SPAN.search(text)) or bool(moments.find(text))
        case Asks.DATE:
            return bool(moments.find(text, published.date() if published else None))
        case Asks.PLACE:
            return bool(_PLACE.search(text))
        case Asks.PERSON:
            return bool(_PERSON.search(text))
        case Asks.COMPANY:
            return bool(set(companies) - set(question.companies)) or None
        case Asks.REASON:
            return bool(_REASON.search(text))
    return None


def counts(question: Question, written: Sequence[str]) -> bool | None:
    """Whether a sentence, as stems, counts what "how many" asks for: "six countries"; None where that is not asked."""
    if question.asks is not Asks.QUANTITY or not question.focus:
        return None
    asked = question.focus.union(*(related(stem) for stem in question.focus))
    return any(
        stem in asked and any(_COUNT.fullmatch(before) for before in written[max(0, at - 3) : at])
        for at, stem in enumerate(written)
    )


def measures(question: Question, written: Sequence[str]) -> bool | None:
    """Whether a number stands near what it has to be the number of: the "fee" asked for; None where none is."""
    asked = question.focus - question.cues
    if question.asks not in _MEASURED or not asked:
        return None
    asked = asked.union(*(related(stem) for stem in asked))
    numbers = [at for at, stem in enumerate(written) if stem[0].isdecimal()]
    return any(stem in asked and abs(at - number) <= _NEAR for at, stem in enumerate(written) for number in numbers)


def _undated(text: str) -> str:
    """The text with its dates blotted out: a year is no number of anything."""
    for moment in moments.find(text):
        text = f"{text[: moment.start]}{'_' * (moment.end - moment.start)}{text[moment.end :]}"
    return text


def things(question: Question, text: str) -> Iterator[str]:
    """The things of that kind as the text writes them, those that the question has itself left out."""
    match question.asks:
        case Asks.DATE:
            yield from (m.text for m in moments.find(text))
        case Asks.COMPANY:
            yield from companies(question, text)
        case Asks.PERSON:
            yield from _beside(_A_PERSON, question, text)
        case Asks.PLACE:
            yield from _beside(_A_PLACE, question, text)
        case _:
            yield from (a.text for a in amounts.find(text) if _is_asked_for(a, question))


def _is_asked_for(amount: Amount, question: Question) -> bool:
    """Whether an amount can be what is asked for: patients are not counted in years."""
    if amount.kind not in _OF_AMOUNTS.get(question.asks, set()) or amount.text.lower() in question.text.lower():
        return False
    unit = amount.unit.partition("/")[0]
    is_time = bool(_SPAN.fullmatch(unit))
    if question.asks is Asks.DURATION or not question.focus:
        return is_time == (question.asks is Asks.DURATION)
    if not unit.islower() or amount.kind != "quantity" or unit in _MEASURES:
        return True
    named = set(words(unit, keep_all=True))
    return not is_time and any(stem in named or related(stem) & named for stem in question.focus)


def _beside(pattern: re.Pattern[str], question: Question, text: str) -> Iterator[str]:
    """The names that a pattern finds, companies, dates and those of the question left out."""
    taken = [(m.start, m.end) for m in gazetteer().find(text)] + [(m.start, m.end) for m in moments.find(text)]
    for match in pattern.finditer(text):
        start, end = match.span("name")
        is_taken = any(start < other_end and other < end for other, other_end in taken)
        if not is_taken and match["name"].lower() not in question.text.lower():
            yield match["name"]


def companies(question: Question, text: str) -> Iterator[str]:
    """The companies a text names that the question does not, nor their parents; each once."""
    known = gazetteer()
    seen = {s for slug in question.companies for s in (*known.group(slug), *known.ancestors(slug))}
    for mention in known.find(text):
        if mention.slug not in seen:
            seen |= {mention.slug}
            yield mention.text


def new_names(question: Question, text: str) -> set[str]:
    """Capitalised words inside the text that the question does not have."""
    asked = question.text.lower()
    return {name for name in _NAME.findall(text) if name.lower() not in asked}
