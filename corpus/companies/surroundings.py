"""What stands around a company's name: a legal suffix that belongs to it, or a sign that it is no company."""

import re
from collections.abc import Iterable

from corpus.companies.vocabulary import (
    DESCRIPTORS,
    GIVEN_NAMES,
    PERSON_TITLES,
    PLACES_AND_PRIZES,
    ordinary_words,
)

_LEGAL = (
    r"(?:(?=[A-Z])(?i:incorporated|corporation|company|limited|inc|corp|co|ltd|pty|bhd|gmbh)"
    r"|KGaA|Oyj|AG|AB|SE|N\.?V|B\.?V|S\.?A|SAS|ASA|A/S|KG|KK|LP|L\.?L\.?C|LLP|S\.?p\.?A|P\.?L\.?C|plc)"
)
_LOOSE = r"(?=[A-Z])(?i:motors?|holdings?|group)"
#: The suffix after a name, as far as it goes: ` Motor Corporation`, ` Co., Limited`, ` N.V.`
_SUFFIX = re.compile(rf",?\s(?:{_LEGAL}|{_LOOSE})(?![\w-])(?:(?:\.?,?\s|\.,)(?:{_LEGAL}|{_LOOSE})(?![\w-]))*")
#: Cut-short suffixes, whose full stop belongs to them.
_CUT_SHORT = re.compile(r"(?:inc|corp|co|ltd|\.[vac])\.\Z", re.IGNORECASE)
#: The rest of a longer name: ` Credit Corp`, ` Tsusho America, Inc`
_LONGER_NAME = re.compile(rf" ([A-Z][\w&-]+)(?: ([A-Z][\w&-]+))?,? {_LEGAL}(?![\w-])")

_LETTERS = re.compile(r"[^\W_]+")
_WORD_BEFORE = re.compile(r"([^\W\d_]+)(\.?)[ \u00a0]\Z")
_WORD_AFTER = re.compile(r"[ \u00a0]([^\W\d_]+)")
#: Longer than any word we look for before a name.
_REACH = 20
#: Longer than the words of any acronym.
_SPELT_OUT = 80


def end_of_suffix(text: str, end: int) -> int:
    """Where the legal suffix after a name ends; `end` itself when there is none."""
    suffix = _SUFFIX.match(text, end)
    if suffix is None:
        return end
    cut_short = _CUT_SHORT.search(text, end, suffix.end() + 1)
    return cut_short.end() if cut_short else suffix.end()


def is_other_name(text: str, start: int, end: int) -> bool:
    """Whether the name is part of another: `Harrison Ford`, `Magna Carta`, `Toyota Tsusho Corp.`, `$24M`."""
    if text[start].isdigit() and start and text[start - 1] in "$€£¥₩.,0123456789":
        return True
    if _is_longer_name(text, end):
        return True
    if text.find(" ", start, end) >= 0:
        return False
    return _is_person(text, start) or _is_place_or_prize(text, end) or _is_ordinary(text, start, end)


def stands_for_words(text: str, acronym: str) -> bool:
    """Whether the text spells it out: `Adaptive Cruise Control (ACC)`, `ACC (adaptive cruise control)`."""
    at = text.find(f"({acronym})")
    if at >= 0:
        before = _LETTERS.findall(text[max(0, at - _SPELT_OUT) : at])
        if _initials(before[-len(acronym) :]) == acronym:
            return True
    at = text.find(f"{acronym} (")
    inside = text[at + len(acronym) + 2 : at + _SPELT_OUT].partition(")")[0]
    return at >= 0 and _initials(_LETTERS.findall(inside)) == acronym


def _initials(words: Iterable[str]) -> str:
    return "".join(word[0] for word in words).upper()


def _is_longer_name(text: str, end: int) -> bool:
    longer = _LONGER_NAME.match(text, end)
    if longer is None:
        return False
    return all(
        word.lower() in DESCRIPTORS or (word.lower() not in ordinary_words() and not word.isupper())
        for word in longer.groups()
        if word
    )


def _is_person(text: str, start: int) -> bool:
    before = _WORD_BEFORE.search(text, max(0, start - _REACH), start)
    if before is None:
        return False
    word, dot = before.groups()
    if dot and word not in PERSON_TITLES:
        # An initial, as in `Gerald R. Ford`; any other full stop ends a sentence.
        return len(word) == 1 and word.isupper()
    return word in GIVEN_NAMES or word in PERSON_TITLES


def _is_ordinary(text: str, start: int, end: int) -> bool:
    """An ordinary word amid capitals, as in `CLICK HERE TO`: there every word has one."""
    if text[start:end].lower() not in ordinary_words():
        return False
    before = _WORD_BEFORE.search(text, max(0, start - _REACH), start)
    after = _WORD_AFTER.match(text, end)
    return before is not None and after is not None and before[1][0].isupper() and after[1][0].isupper()


def _is_place_or_prize(text: str, end: int) -> bool:
    after = _WORD_AFTER.match(text, end)
    return after is not None and after[1] in PLACES_AND_PRIZES
