"""Whether an answer is one to the question that was asked, and not to one near by."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from corpus.companies import names
from corpus.companies.gazetteer import Gazetteer, gazetteer
from corpus.companies.strangers import PLACES
from corpus.companies.vocabulary import is_common
from index.answering import kinds
from index.asking.asks import Asks
from index.asking.questions import Question
from index.checking.entailment import coverage
from index.checking.facts import Facts, facts, is_foreign
from index.checking.support import Said, Support

#: The share of a question's telling words that an answer and the articles it cites must hold.
SPEAKS_OF_IT = 0.6
#: The share that an answer and the very sentences behind it hold of a question that they plainly answer.
SAYS_JUST_THAT = 0.75
#: Kinds of which a sentence has an answer or not, for the most part.
TELLING = kinds.PLAIN | {Asks.COMPANY}
_PLACES = {names.key(word) for word in PLACES}


class Asked:
    """A question, read for what an answer to it must hold."""

    def __init__(self, question: Question, text: str, known: Gazetteer | None = None) -> None:
        """`text`: the question as it was typed, without what earlier ones leave understood."""
        self._question, self._known = question, known or gazetteer()
        self.is_foreign = is_foreign(text)
        self._companies = [self._known.group(slug) for slug in _weightiest(question.companies)]
        self._facts = _telling(facts(text, self._known), bool(question.companies))
        terms = {stem: weight for stem, weight in question.terms.items() if stem not in question.cues}
        self._stems = frozenset(stem for stem in _weightiest(terms) if not stem[0].isdigit())

    def is_met(self, said: Said, support: Support, cited: Sequence[int]) -> bool:
        """Whether an answer and its articles speak of whom and what was asked, and it has what was asked for.

        Names that the question alone has are those of an invented company, or of another deal.
        """
        if self.is_foreign or is_foreign(said.text):
            return True
        held = support.grounds(cited)
        return (
            all(group & held.companies for group in self._companies)
            and not held.lacks(self._facts)
            and self._share(said, support, support.stems(cited)) >= SPEAKS_OF_IT
            and self._has_kind(said)
        )

    def is_met_plainly(self, said: Said, support: Support, cited: Sequence[int]) -> bool:
        """Whether it answers even though the answer began by saying that the articles do not say."""
        told = self._question.asks in TELLING
        behind = support.stems_behind(said, cited)
        return told and self._share(said, support, behind) >= SAYS_JUST_THAT and self.is_met(said, support, cited)

    def is_near(self, said: Said) -> bool:
        """Whether it speaks of what was asked at all: of one of the companies, or with some of the words."""
        if self._companies:
            return any(group & slugs for group in self._companies for slugs, _ in said.facts.companies)
        return not self._stems or not self._stems.isdisjoint(said.stems)

    def concerns(self, support: Support, cited: Sequence[int]) -> bool:
        """Whether an article it cites speaks of one of the companies asked about."""
        companies = support.grounds(cited).companies
        return not self._companies or any(group & companies for group in self._companies)

    def _share(self, said: Said, support: Support, stems: frozenset[str]) -> float:
        return coverage(self._stems, said.stems | stems, support.weights)

    def _has_kind(self, said: Said) -> bool:
        """Whether it tells anything of the kind asked for that the question does not have itself."""
        if self._question.asks in kinds.PLAIN:
            return kinds.has_kind(self._question, said.text, ()) is not False
        if self._question.asks not in kinds.NAMES:
            return True
        told = self._new_names(said.text)
        if self._question.asks is Asks.PLACE:
            return bool(told)
        named = self._question.asks is Asks.COMPANY and any(kinds.companies(self._question, said.text))
        return named or bool(told - _PLACES)

    def _new_names(self, text: str) -> set[str]:
        """The keys of capitalised words that the question does not have and that are of no company."""
        for mention in reversed(self._known.find(text)):
            text = f"{text[: mention.start]}it{text[mention.end :]}"
        first = names.key(text.partition(" ")[0].strip(".,"))
        # What opens a sentence is capitalised anyway.
        found = kinds.new_names(self._question, text if is_common(first) and first not in _PLACES else f"so {text}")
        return {names.key(name) for name in found}


def _weightiest(weights: Mapping[str, float]) -> list[str]:
    """What is asked now; what earlier questions leave understood only where that is nothing."""
    most = max(weights.values(), default=0.0)
    return [each for each, weight in weights.items() if weight == most]


def _telling(found: Facts, names_companies: bool) -> Facts:
    """Without ordinary words of questions typed in Capitals, and without counts: "the top 3"."""
    words = frozenset(word for word in found.words if not is_common(word))
    numbers = frozenset() if names_companies else frozenset(number for number in found.numbers if number >= 10)
    return replace(found, companies=(), words=words, numbers=numbers)
