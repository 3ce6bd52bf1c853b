"""Answering without a model: which sentences answer, or that none does."""

import math
from collections.abc import Sequence
from dataclasses import replace

from index.answering import kinds, ranking
from index.answering.evidence import Evidence
from index.answering.signs import signs
from index.answering.weighing import Weighed
from index.asking.asks import Asks
from index.asking.questions import Question

#: Sentences in an answer; in one that lists.
MOST, MOST_OF_LIST = 3, 6
#: Words in an answer; people judge it by the first sixty (a hundred and twenty of a list).
WORDS, WORDS_OF_LIST = 58, 112
#: A further sentence must be so likely, beside the best one; of another article it is a second source, which
#: has to be nearly as likely: of those between 0.4 and 0.8 one in five told of what was asked. A newer one less so:
#: it may tell what has become of it.
NEAR_BEST, NEAR_BEST_ELSEWHERE, NEAR_BEST_NEWER, NEAR_BEST_OF_LIST = 0.3, 0.8, 0.5, 0.2
#: In years, beside the best one.
NEWER = 0.25
#: Likelier than this, the best sentence answers.
ANSWERS = 0.55
#: Than this, where the question is half of another: it is asked in few words.
ANSWERS_HALF = 0.25
#: Below this, a sentence is not worth saying in place of an answer.
INSTEAD = 0.05
#: What each year by which a further sentence is newer than the best one adds to its likelihood.
FRESHER = 0.15
#: What a further sentence gains at most by being shorter than so many words.
BRIEFER, LONG = 0.1, 40
#: What a further sentence gains by saying all that the question asks and those chosen leave out.
COVERS = 1.0
#: What a sentence of a list gains by naming a company that none chosen names.
NAMES_ANOTHER = 1.0
#: Sentences of one article have one number and so one quote, of at most so many characters.
LONGEST_QUOTE = 800


def choose(question: Question, weighed: Weighed, ranked: Sequence[Evidence], parts: int = 1) -> list[Evidence]:
    """The sentences that answer, the best first; none when the best one does not.

    `parts`: how many questions share the answer's words.
    """
    if not ranked or answerable(question, weighed, ranked) < (ANSWERS if parts == 1 else ANSWERS_HALF):
        return []
    ranked = _of_all_asked(question, ranked)
    if not ranked:
        return []
    many = question.is_list
    most, room = (MOST_OF_LIST, WORDS_OF_LIST) if many else (MOST, WORDS)
    most, room = math.ceil(most / parts), room // parts
    chosen = [_with_list(ranked[0], room) if many else ranked[0]]
    room -= len(chosen[0].text.split())
    left = [e for e in ranked[1:] if e.score >= _near_best(e, ranked[0], many) * ranked[0].score]
    while left and len(chosen) < most:
        best = max(left, key=lambda e: _gain(e, chosen, question, weighed))
        left.remove(best)
        length = len(best.text.split())
        if length <= room and adds(best, chosen):
            chosen.append(best)
            room -= length
    return chosen


def _of_all_asked(question: Question, ranked: Sequence[Evidence]) -> Sequence[Evidence]:
    """Those beside which both companies asked about are named: what is said of Ford alone is not what it paid CATL."""
    named = {f"@{slug}" for slug, weight in question.companies.items() if weight == 1.0}
    if len(named) != 2 or question.is_list:
        return ranked
    return [e for e in ranked if named <= e.held_nearby]


def instead(question: Question, ranked: Sequence[Evidence]) -> list[Evidence]:
    """For a question that no sentence answers: the one that says most of those it asks about, if any comes near.

    "When did Tesla buy Rivian?" has no answer; that Volkswagen invests in Rivian is worth saying.
    """
    near = [e for e in ranked[:4] if question.companies and e.features["companies_inside"] > 0 and e.score >= INSTEAD]
    return sorted(near, key=lambda e: -e.features["companies_inside"])[:1]


def answerable(question: Question, weighed: Weighed, ranked: Sequence[Evidence]) -> float:
    """How likely it is that the best sentences answer the question at all."""
    return ranking.models()["answerable"].probability(signs(question, weighed, ranked))


def span(sentences: Sequence[Evidence]) -> tuple[int, int]:
    """Where the sentences of one article begin and end: one quote holds them all."""
    return min(e.start for e in sentences), max(e.end for e in sentences)


def adds(e: Evidence, chosen: Sequence[Evidence]) -> bool:
    """Whether a sentence says what those chosen do not, and one quote can hold it with those of its article."""
    words = set(e.text.lower().split())
    if any(len(words & set(c.text.lower().split())) >= 0.7 * len(words) for c in chosen):
        return False
    start, end = span([e, *(c for c in chosen if c.article.key == e.article.key)])
    return end - start <= LONGEST_QUOTE


def _gain(e: Evidence, chosen: Sequence[Evidence], question: Question, weighed: Weighed) -> float:
    """What a further sentence is worth: as likely an answer, newer, brief, and about what is still left out."""
    held = frozenset().union(*(c.holds for c in chosen))
    new = sum(weighed.weights[term] for term in e.holds - held) / weighed.total
    gain = 1.0 + COVERS * new + BRIEFER * (1.0 - min(1.0, len(e.text.split()) / LONG)) + _fresher(e, chosen[0])
    if question.asks is Asks.COMPANY or question.is_list:
        named = {name for c in chosen for name in kinds.companies(question, c.text)}
        gain += NAMES_ANOTHER * bool(set(kinds.companies(question, e.text)) - named)
    return e.score * gain


def _with_list(e: Evidence, room: int) -> Evidence:
    """With the lines that follow it, where it only says what they list: "It comes in three variants"."""
    if not e.listed or len(e.listed.split()) > room or len(e.listed) > LONGEST_QUOTE:
        return e
    return replace(e, text=e.listed, end=e.start + len(e.listed))


def _near_best(e: Evidence, best: Evidence, many: bool) -> float:
    if many:
        return NEAR_BEST_OF_LIST
    if e.article.key == best.article.key:
        return NEAR_BEST
    return NEAR_BEST_NEWER if _years_newer(e, best) > NEWER else NEAR_BEST_ELSEWHERE


def _fresher(e: Evidence, best: Evidence) -> float:
    """What a further sentence gains by being newer than the best one: it may tell what has become of it."""
    return FRESHER * min(2.0, max(0.0, _years_newer(e, best)))


def _years_newer(e: Evidence, best: Evidence) -> float:
    if e.article.published is None or best.article.published is None:
        return 0.0
    return (e.article.published - best.article.published).days / 365
