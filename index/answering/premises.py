"""What a question takes for granted: that a deal ended, who bought whom."""

import re
from collections.abc import Iterable

from corpus.companies import questions as naming
from corpus.companies.gazetteer import Gazetteer
from index.asking.concepts import related
from index.asking.questions import Question
from index.checking import direction
from index.lexical import words

_ENDING = re.compile(
    r"\b(?:cancel\w*|terminat\w+|scrapp\w*|abandon\w*|withdr[ae]w\w*|dissol\w+|(?:call|pull|walk|back|drop)\w* "
    r"(?:off|out|away|its|their|the)|stopp?\w*|quit\w*|exit\w*|leav\w+|left|clos(?:e|es|ed|ing|ure)|shut\w*|fail\w*|"
    r"collaps\w+|broke\w* (?:off|up|down)|fell (?:through|apart)|c[ao]me to nothing|end(?:s|ed|ing)?|halt\w*|"
    r"suspend\w*|axe[ds]?|reject\w*|refus\w+|lost|lose|acquitt\w+|ban(?:s|ned)?|g[ai]ven? up|no longer|cut\w*|"
    r"discontinu\w+|delay\w*|postpon\w+|bankrupt\w*|insolv\w+|fir(?:e|ed|ing)|resign\w*|step\w* down|recall\w*|"
    r"su(?:e|ed|es|ing)|den(?:y|ies|ied))\b",
    re.IGNORECASE,
)


_HOLDS = re.compile(
    r"\b(?:hold|own|ha[sd]|have|t[ao]ke|buy|bought|acquire)(?:s|n|d|ing)? [^,;.]{0,30}"
    r"\b(?:stake|share|interest|part)s? (?:in|of)\b|\bowns\b",
    re.IGNORECASE,
)
#: With the three words behind it, one of which it denies: "not yet been signed", but "no longer a rumour".
_NEGATED = re.compile(
    r"\b(?:not|never|no|neither|nor|cannot|without|\w+n[’']t)\b(?! (?:only|just|later|longer)\b)((?:[ -]\w+){1,3})",
    re.IGNORECASE,
)
_NON = re.compile(r"\b(?:non|un)[ -]?(\w+)", re.IGNORECASE)


def supposes_ending(question: str) -> bool:
    """Whether a question takes it for granted that something ended or failed."""
    return bool(_ENDING.search(question))


def tells_ending(text: str) -> bool:
    """Whether a text tells of an end or a failure, of whatever kind."""
    return bool(_ENDING.search(text))


def is_turned_round(question: str, text: str, known: Gazetteer) -> bool:
    """Whether a text says of two companies just the other way round what a question takes for granted."""
    return direction.is_turned_round(_as_bought(_in_full(question, known)), _as_bought(text), known)


def _as_bought(text: str) -> str:
    """Who holds a stake has bought it."""
    return _HOLDS.sub("bought", text)


def _in_full(question: str, known: Gazetteer) -> str:
    """The question with its companies written as news writes them: people type "vw" and "stelantis"."""
    for mention in reversed(naming.find(known, question)):
        company = known.company(mention.slug)
        if company:
            question = question[: mention.start] + company.name + question[mention.end :]
    return question


def verdict(question: Question, text: str) -> bool | None:
    """Whether a sentence says yes or no to a question that wants one; None where that is not plain."""
    if _NEGATED.search(question.text):
        return None
    if _excepts(question, text) or any(
        _asks_for(question, words(m[1], keep_all=True)) for m in _NEGATED.finditer(text)
    ):
        return False
    stems = set(words(text, keep_all=True))
    held = [bool(_standing(term) & stems) for term in question.terms if term not in question.cues]
    return True if held and all(held) else None


def _asks_for(question: Question, stems: Iterable[str]) -> bool:
    return any(not _standing(term).isdisjoint(stems) for term in question.terms)


def _standing(term: str) -> frozenset[str]:
    return related(term) | {term}


def _excepts(question: Question, text: str) -> bool:
    """Whether a word of the question is in the text with a "non-" before it: "non-binding"."""
    return any(set(words(word, keep_all=True)) & question.terms.keys() for word in _NON.findall(text))
