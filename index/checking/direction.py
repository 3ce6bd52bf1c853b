"""Who supplies or takes over whom, by the order of the words: what a bag of words cannot tell."""

import re
from collections.abc import Iterator, Sequence

from corpus.companies.gazetteer import Gazetteer, Mention

#: The one who gives or takes over before the verb, the other behind it.
_FORWARD = {
    "supply": r"suppl(?:y|ies|ied|ying)|provid(?:e|es|ed|ing)|deliver(?:s|ed|ing)?|sells?|sold",
    "own": r"acquir(?:e|es|ed|ing)|buys?|bought|buying|tak(?:e|es|ing) over|took over|takes? a stake in|"
    r"invest(?:s|ed|ing)? in",
}
_BACKWARD = {
    "supply": r"(?:buy|bought|buys|sourc(?:e|es|ed|ing)|procur\w+|order(?:s|ed)?|purchas\w+|receiv\w+|get|gets|got)\b"
    r".{0,60}\bfrom",
    "own": r"(?:sells?|sold)\b.{0,60}\bstake\b.{0,20}\bto",
}
#: "Supplied by", "was acquired by".
_PASSIVE = re.compile(r"\s+by\b")
_VERBS = {
    (relation, forward): re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE)
    for forward, patterns in ((True, _FORWARD), (False, _BACKWARD))
    for relation, pattern in patterns.items()
}
#: Between a company and its verb; what is farther away may be another clause's.
_REACH = 80

#: Relation, the giver or owner, the other.
Relation = tuple[str, str, str]


def relations(text: str, known: Gazetteer) -> set[Relation]:
    """The relations between known companies that a sentence states plainly; empty of most sentences."""
    return set(_relations(text, known.find(text)))


def is_turned_round(claim: str, evidence: str, known: Gazetteer) -> bool:
    """Whether the evidence says of two companies just the other way round what the claim says."""
    claimed = relations(claim, known)
    if not claimed:
        return False
    there = relations(evidence, known)
    turned = {(relation, other, one) for relation, one, other in there}
    return bool(claimed & turned) and not claimed & there


def _relations(text: str, mentions: Sequence[Mention]) -> Iterator[Relation]:
    for (relation, forward), pattern in _VERBS.items():
        for verb in pattern.finditer(text):
            before = [m for m in mentions if m.end <= verb.start() <= m.end + _REACH]
            after = [m for m in mentions if verb.end() <= m.start <= verb.end() + _REACH]
            if not before or not after or before[-1].slug == after[0].slug:
                continue
            passive = forward and _PASSIVE.match(text, verb.end())
            one, other = before[-1].slug, after[0].slug
            yield (relation, one, other) if forward and not passive else (relation, other, one)
