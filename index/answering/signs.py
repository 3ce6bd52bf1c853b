"""Whether the articles answer a question at all: what speaks for it and what against.

A sentence that answers best may answer nothing: what is asked for may be named in no article, two companies
stand nowhere together, a sum be asked for where none is told, a sale be told the other way round.
Signs that said the same as these in other words were left out: they made refusals worse on questions left
out of the fit.
"""

import re
from collections.abc import Sequence

from corpus.companies import questions as naming
from corpus.companies.gazetteer import gazetteer
from index.answering import kinds, premises
from index.answering.evidence import Evidence
from index.answering.weighing import Weighed
from index.asking.asks import Asks
from index.asking.questions import Question

#: Sentences that may be shown.
SHOWN = 3
#: Not the first word, which is a capital anyway.
_NAME = re.compile(r"(?<=[\w,’'] )[A-Z][\w’-]{3,}")


def signs(question: Question, weighed: Weighed, ranked: Sequence[Evidence]) -> dict[str, float]:
    """By name, of the sentences read, the best first; there is at least one."""
    return {
        **_of_ranking(ranked[0]),
        **_of_words(question, weighed, ranked[0]),
        **_of_companies(weighed, ranked[0]),
        **_of_kind(question, ranked),
        **_of_premise(question, ranked),
    }


def _of_ranking(best: Evidence) -> dict[str, float]:
    """Not the cross-encoder's logit: it tells which sentence is better, and nothing of whether one is good."""
    return {
        "odds": best.features["odds"],
        "close": best.features.get("close", 0.0),
        "article": best.features["article"],
    }


def _of_words(question: Question, weighed: Weighed, best: Evidence) -> dict[str, float]:
    """What of the question's words is missing, names of companies and cues apart."""
    asked = {t: w for t, w in weighed.weights.items() if t not in weighed.companies and t not in question.cues}
    missing = asked.keys() - best.held_nearby
    # Of "which paper" the answer is one, and need not be called so.
    focus = question.focus - question.cues if question.asks in kinds.PLAIN else frozenset()
    return {
        "held": min(5.0, len(asked) - len(missing)),
        "missing": min(4.0, len(missing)),
        "missing_about": sum(w for t, w in asked.items() if t not in best.held_about) / (sum(asked.values()) or 1.0),
        "few_words": 1.0 if len(asked) < 2 else 0.0,
        "focus_missing": 1.0 if focus and not focus & best.held_nearby else 0.0,
        "focus_held": 1.0 if focus & best.holds else 0.0,
        "unknown": min(2.0, len(weighed.unknown)),
    }


def _of_companies(weighed: Weighed, best: Evidence) -> dict[str, float]:
    asked = weighed.companies
    return {
        "no_company": 0.0 if asked else 1.0,
        "companies_inside": len(asked & best.holds) / len(asked) if asked else 0.0,
        "companies_nearby": len(asked & best.held_nearby) / len(asked) if asked else 0.0,
        "company_missing": min(2.0, len(asked - best.held_nearby)),
        "company_missing_about": min(2.0, len(asked - best.held_about)),
    }


def _of_kind(question: Question, ranked: Sequence[Evidence]) -> dict[str, float]:
    """Whether the sentences hold a thing of the kind asked for."""
    held = [kinds.has_kind(question, e.text, e.companies, e.article.published) for e in ranked[:SHOWN]]
    plain = question.asks in kinds.PLAIN
    return {
        "kind_held": 1.0 if plain and held[0] else 0.0,
        "kind_missing": 1.0 if plain and question.asks is not Asks.NUMBER and not held[0] else 0.0,
        "soft_kind_missing": 1.0 if not plain and held[0] is False else 0.0,
        "money_missing": 1.0 if question.asks is Asks.MONEY and not any(held) else 0.0,
        "reason": 1.0 if question.asks is Asks.REASON else 0.0,
    }


def _of_premise(question: Question, ranked: Sequence[Evidence]) -> dict[str, float]:
    """What the question takes for granted, alone: earlier questions were answered already."""
    asked = question.told.rpartition(" ; ")[2]
    texts = [e.text for e in ranked[:SHOWN]]
    titled = [f"{e.article.title} {e.text}" for e in ranked[: 2 * SHOWN]]
    # "According to The Verge": who published it is no part of the text.
    about = " ".join([*titled, *(e.article.source or "" for e in ranked)]).lower()
    return {
        "turned_round": 1.0 if any(premises.is_turned_round(asked, text, gazetteer()) for text in texts) else 0.0,
        "no_ending": 1.0 if premises.supposes_ending(asked) and not any(map(premises.tells_ending, titled)) else 0.0,
        "name_missing": min(2.0, sum(name.lower() not in about for name in _names(asked))),
        "errand": 1.0 if question.is_errand else 0.0,
    }


def _names(asked: str) -> list[str]:
    """The names in a question, those of companies left out: these have signs of their own."""
    for mention in reversed(naming.find(gazetteer(), asked)):
        asked = f"{asked[: mention.start]}{asked[mention.end :]}"
    return _NAME.findall(asked)
