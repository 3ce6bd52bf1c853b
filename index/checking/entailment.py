"""Whether a sentence of an article says what a claim says, as far as words can tell."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping

from corpus.companies.gazetteer import Gazetteer
from index.asking.concepts import related
from index.lexical import FUNCTION_WORDS, words

#: What a word counts that only stands for the claim's own: "buys" for "is supplied with".
STANDS_FOR = 0.75
#: What names the articles, not what is in them.
_ABOUT_ARTICLES = frozenset(words("article report source say according state mention note add announce", keep_all=True))

_NEGATION = re.compile(
    r"\b(?:not|never|no|neither|nor|cannot|without|none|\w+n[’']t)\b(?! only\b| just\b| later\b)", re.I
)
_WORD = re.compile(r"\w[\w’'-]*")
_DENIAL = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|refut\w+|dismiss\w*|rejected (?:reports|rumou?rs|claims))\b", re.IGNORECASE
)
_ENDING = re.compile(
    r"\b(?:cancel\w*|terminat\w+|scrapp\w+|reject\w*|abandon\w*|withdr[ae]w\w*|dissol\w+|call\w* off|pull\w* out|"
    r"walk\w* away|back\w* out|no longer|end(?:s|ed|ing)? (?:(?:the|its|their|a|all|this)\b.{0,40})?(?:deals?|"
    r"agreements?|partnerships?|contracts?|ventures?|talks|cooperation|alliance|suppl\w+|negotiations))\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:had|formerly|former|previously|until|once|earlier|originally|initially|was to|were to|planned)\b", re.I
)


def telling(text: str, known: Gazetteer) -> frozenset[str]:
    """The stems of a text that say what happened: names of companies and numbers are facts of their own."""
    for mention in reversed(known.find(text)):
        text = text[: mention.start] + " " + text[mention.end :]
    kept = {stem for stem in words(text, fallback=False) if not stem[0].isdigit()}
    return frozenset(kept - _ABOUT_ARTICLES)


def rarities(texts: Iterable[frozenset[str]]) -> dict[str, float]:
    """What each stem weighs by how few of these texts have it; of one that none has, see `coverage`."""
    counted = list(texts)
    having = Counter(stem for stems in counted for stem in stems)
    return {stem: math.log(1 + len(counted) / count) for stem, count in having.items()}


def coverage(claim: frozenset[str], held: frozenset[str], weights: Mapping[str, float]) -> float:
    """Which share of the claim's stems the text holds, the rare ones counting more; 1 of none."""
    most = max(weights.values(), default=1.0)
    total = sum(weights.get(stem, most) for stem in claim)
    found = sum(weights.get(stem, most) * _held(stem, held) for stem in claim)
    return found / total if total else 1.0


def clash(claim: str, evidence: str) -> bool:
    """Whether one of the two denies, or ends, what the other states."""
    denied, denied_there = _negated(claim), _negated(evidence)
    if _meets(denied - denied_there, evidence) or _meets(denied_there - denied, claim):
        return True
    if bool(_DENIAL.search(claim)) != bool(_DENIAL.search(evidence)) and not (denied or denied_there):
        return True
    ends, ends_there = bool(_ENDING.search(claim)), bool(_ENDING.search(evidence))
    if ends == ends_there:
        return False
    return not (denied_there if ends else denied or _PAST.search(claim))


def _meets(stems: Iterable[str], text: str) -> bool:
    """Whether the text has one of the stems, or a word that stands for it: "sold" for "sell"."""
    held = frozenset(words(text, keep_all=True))
    return any(_held(stem, held) for stem in stems)


def _held(stem: str, held: frozenset[str]) -> float:
    if stem in held:
        return 1.0
    return 0.0 if related(stem).isdisjoint(held) else STANDS_FOR


def _negated(text: str) -> set[str]:
    """The first telling stem behind each negation, if it is near: "has not yet been *signed*"."""
    found = set()
    for negation in _NEGATION.finditer(text):
        near = [word[0] for word in _WORD.finditer(text, negation.end(), negation.end() + 60)][:4]
        stems = [words(word, keep_all=True) for word in near if word.lower() not in FUNCTION_WORDS and word != "yet"]
        found |= set(stems[0]) if stems else set()
    return found
