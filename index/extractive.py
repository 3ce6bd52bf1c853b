"""Answering without a model: which sentences answer, and how they are put."""

from collections.abc import Mapping, Sequence

from index import ranking
from index.evidence import MOST_RARITY, Evidence, Weighed, has_kind
from index.questions import Question

#: Sentences in an answer; in one that lists.
MOST, MOST_OF_LIST = 2, 5
#: Words in an answer; people judge it by the first sixty (a hundred and twenty of a list).
WORDS, WORDS_OF_LIST = 60, 115
#: A further sentence must be so likely, beside the best one.
NEAR_BEST, NEAR_BEST_OF_LIST = 0.6, 0.25
#: Below this the best sentence does not answer (`fit_ranking` calibrates it).
ANSWERS = 0.5


def choose(question: Question, weighed: Weighed, ranked: Sequence[Evidence]) -> list[Evidence]:
    """The sentences that answer, the best first; none when the best one does not."""
    if not ranked or answerable(question, weighed, ranked) < ANSWERS:
        return []
    most, room = (MOST_OF_LIST, WORDS_OF_LIST) if question.is_list else (MOST, WORDS)
    near = NEAR_BEST_OF_LIST if question.is_list else NEAR_BEST
    chosen = [ranked[0]]
    room -= len(ranked[0].text.split())
    for e in ranked[1:]:
        length = len(e.text.split())
        if len(chosen) < most and length <= room and e.score >= near * ranked[0].score and _adds(e, chosen):
            chosen.append(e)
            room -= length
    return chosen


def said(question: Question, chosen: Sequence[Evidence], numbers: Mapping[int, int]) -> str:
    """The chosen sentences, quoted, each with its number."""
    return " ".join(f"“{e.text}” [{numbers[e.article.key]}]" for e in chosen)


def answerable(question: Question, weighed: Weighed, ranked: Sequence[Evidence]) -> float:
    """How likely it is that the best sentence answers the question at all."""
    return ranking.models()["answerable"].probability(signs(question, weighed, ranked))


def signs(question: Question, weighed: Weighed, ranked: Sequence[Evidence]) -> dict[str, float]:
    """What speaks for and against an answer, by name."""
    best = ranked[0]
    asked = {t for t in weighed.weights if t.startswith("@")}
    kinds = [has_kind(question, e.text, e.companies) for e in ranked[:3]]
    held = best.held_nearby
    absent = {t: w for t, w in weighed.weights.items() if t not in held}
    top = [e.held_nearby for e in ranked[:3]]
    nowhere = [w for t, w in absent.items() if all(t not in h for h in top)]
    return {
        "best": best.score,
        "second": ranked[1].score if len(ranked) > 1 else 0.0,
        "inside": best.features["inside"],
        "nearby": best.features["nearby"],
        "around": best.features["around"],
        "close": best.features["close"],
        "companies": best.features["companies_nearby"],
        "no_company": 0.0 if asked else 1.0,
        "unknown": float(min(2, len(weighed.unknown))),
        "missing": sum(absent.values()) / weighed.total,
        "rarest_missing": max((w for t, w in absent.items() if t not in asked), default=0.0) / MOST_RARITY,
        "rarest_nowhere": max(nowhere, default=0.0) / MOST_RARITY,
        "company_missing": float(min(2, len(asked & absent.keys()))),
        "two_companies": 1.0 if len(asked) > 1 else 0.0,
        "terms": min(1.0, len(weighed.weights) / 8),
        "words_kept": best.features["article"],
        "kind": best.features["kind"],
        "kinds": sum(1.0 if k else 0.0 for k in kinds) / 3,
    }


def _adds(e: Evidence, chosen: Sequence[Evidence]) -> bool:
    """Whether a sentence says something that those chosen do not: another text, not a near copy."""
    words = set(e.text.lower().split())
    return all(len(words & set(c.text.lower().split())) < 0.7 * len(words) for c in chosen)
