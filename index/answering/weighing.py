"""What each thing asked for weighs in this corpus, and what else can stand for it."""

import re
from dataclasses import dataclass

from corpus.companies.gazetteer import Gazetteer, gazetteer
from corpus.companies.vocabulary import is_common
from index.answering.reading import Words
from index.asking.concepts import related
from index.asking.questions import Question
from index.lexical import LexicalIndex, words

#: A word weighs its rarity, up to this: the rarest are not everything.
MOST_RARITY = 6.0
#: A word that only stands for the one asked for counts so much.
STANDS_FOR = 0.75
#: A cue ("price", "which year") says what kind of thing is asked for and is seldom in the answer.
CUE_WEIGHT = 0.25
COMPANY_WEIGHT = 4.0
#: A word of the language that no article has weighs so much of what its rarity would make it.
_NOWHERE = 0.3


@dataclass(frozen=True)
class Weighed:
    """A question's terms and companies ("@slug"), each with its weight in this corpus."""

    weights: dict[str, float]
    #: Stems that can stand for a term.
    standing: dict[str, frozenset[str]]
    #: Company -> the slugs that count as it: its group, and for less its parents.
    groups: dict[str, tuple[frozenset[str], frozenset[str]]]
    #: Names asked for that no article has: "Voltheim".
    unknown: frozenset[str]
    total: float

    @property
    def companies(self) -> frozenset[str]:
        return frozenset(self.groups)

    def held(self, term: str, place: Words) -> float:
        """How much of a term is in a place: all of it, what stands for it, or nothing."""
        if term in self.groups:
            group, parents = self.groups[term]
            if place.companies & group:
                return 1.0
            return STANDS_FOR if place.companies & parents else 0.0
        if term in place.stems:
            return 1.0
        return STANDS_FOR if place.stems & self.standing[term] else 0.0


def weigh(question: Question, lexical: LexicalIndex, known: Gazetteer | None = None) -> Weighed:
    """Weighs what is asked for by how rare it is in this corpus; a misspelt word stands for the one meant."""
    known = known or gazetteer()
    weights: dict[str, float] = {}
    standing: dict[str, frozenset[str]] = {}
    unknown = set()
    for term, asked in question.terms.items():
        rarity = min(lexical.idf(term), MOST_RARITY)
        standing[term] = related(term)
        if not lexical.holds(term) and not standing[term]:
            if not term.isalpha() or _is_ordinary(term, question.text):
                rarity *= _NOWHERE
            # Who writes capitals where they belong rarely misspells a name by much: it is one of its own.
            elif meant := lexical.meant(term, most=1 if _is_capital(term, question.text) else 2):
                standing[term] = related(meant) | {meant}
                rarity = min(lexical.idf(meant), MOST_RARITY)
            else:
                unknown.add(term)
        weights[term] = asked * rarity * (CUE_WEIGHT if term in question.cues else 1.0)
    for slug, asked in question.companies.items():
        weights[f"@{slug}"] = asked * COMPANY_WEIGHT
    return Weighed(
        weights=weights,
        standing=standing,
        groups={f"@{slug}": (known.group(slug), frozenset(known.ancestors(slug))) for slug in question.companies},
        unknown=frozenset(unknown),
        total=sum(weights.values()) or 1.0,
    )


def _is_capital(term: str, text: str) -> bool:
    return any(w[0].isupper() and term in words(w, keep_all=True) for w in re.findall(r"[\w'-]+", text))


def _is_ordinary(term: str, text: str) -> bool:
    """Whether a word that no article has is one of the language, rather than a name."""
    for written in re.findall(r"[\w'-]+", text):
        if term in words(written, keep_all=True):
            return is_common(written.lower()) or (written.islower() and len(written) < 5)
    return False
