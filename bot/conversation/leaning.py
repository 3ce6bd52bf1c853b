"""Whether a question leans on those before it: one that brings its own subject, the weather say, must not."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from index.answering import weighing
from index.answering.reading import Words
from index.asking import questions
from index.lexical import words

if TYPE_CHECKING:
    from index.retrieval import Retriever

#: Words that point back, in the languages spoken.
_POINTS_BACK = re.compile(
    r"^\W*(?:and|but|also|or|what about|how about|so|und|aber|auch|oder|was ist mit|y|e|pero|también|qué hay de)\b"
    r"|\b(?:it|its|they|them|their|he|his|she|her|him|there|those|these|both|then|that|this)\b"
    r"|\b(?:er|sie|es|ihn|ihm|ihnen|ihre?[mnrs]?|seine?[mnrs]?|dort|dies\w*|damit|davon|dazu|dafür|darüber)\b"
    r"|\b(?:él|ella|ellos|ellas|est[aeo]s?|es[aeo]s?|sus?|allí|ambos)\b"
    r"|\b(?:the|der|die|das|dem|den|el|la|los|las) (?:deal|agreement|two|company|companies|venture|contract|partners?|"
    r"talks|plant|plan|sum|price|buyer|seller|vertrag|werk|preis|summe|unternehmen|käufer|acuerdo|contrato|planta|"
    r"precio|empresas?)\b",
    re.IGNORECASE,
)
#: Passages that the questions before lead to, and how much of what is asked now they must have.
_PASSAGES, _ENOUGH = 6, 0.34


def history(retriever: "Retriever", question: str, remembered: Sequence[str]) -> list[str]:
    """What to read the question with: all that is remembered, or nothing when it speaks of something else.

    Costs one retrieval, and that only for a question that names no company and has no word that points back.
    """
    if not remembered or points_back(question):
        return list(remembered)
    alone = questions.read(question)
    if alone.companies or not alone.terms.keys() - alone.cues:
        return list(remembered)
    completed = questions.read(question, remembered)
    if completed.told == alone.told:
        return list(remembered)
    return list(remembered) if _is_spoken_of(retriever, alone, completed) else []


def points_back(question: str) -> bool:
    """By a word of it: "and", "it", "the plant"."""
    return bool(_POINTS_BACK.search(question))


def _is_spoken_of(retriever: "Retriever", alone: questions.Question, completed: questions.Question) -> bool:
    """Whether what is asked is found where the earlier questions lead."""
    hits = retriever.search(completed.text, _PASSAGES, stems=questions.searched(completed))
    weighed = weighing.weigh(alone, retriever.lexical)
    own = {term: weight for term, weight in weighed.weights.items() if term not in alone.cues}
    stems = frozenset(stem for hit in hits for stem in words(f"{hit.article.title} {hit.passage}"))
    place = Words(stems=stems)
    held = sum(weight * weighed.held(term, place) for term, weight in own.items())
    return held >= _ENOUGH * sum(own.values())
