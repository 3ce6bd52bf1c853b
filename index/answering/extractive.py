"""Answering without a model: which sentences answer, and how they are put."""

from collections.abc import Iterator, Mapping, Sequence

from corpus.companies.gazetteer import gazetteer
from corpus.text import amounts, moments
from index.answering import ranking
from index.answering.evidence import MOST_RARITY, Evidence, Weighed, has_kind
from index.asking.questions import Asks, Question

#: Sentences in an answer; in one that lists.
MOST, MOST_OF_LIST = 3, 5
#: Words in an answer; people judge it by the first sixty (a hundred and twenty of a list).
WORDS, WORDS_OF_LIST = 60, 112
#: A further sentence must be so likely, beside the best one.
NEAR_BEST, NEAR_BEST_OF_LIST = 0.45, 0.2
#: Below this the best sentence does not answer.
ANSWERS = 0.2
#: A question that names something no article has is so much less likely to be answered.
UNKNOWN_NAME = 0.3
#: Below this, a sentence is not worth saying in place of an answer.
INSTEAD = 0.3
#: Articles so many days apart may tell two states of one thing: then each quote gets its date.
ANOTHER_STATE_DAYS = 45
#: What each year by which a further sentence is newer than the best one adds to its likelihood.
FRESHER = 0.15
#: What a further sentence gains at most by being shorter than so many words.
BRIEFER, LONG = 0.1, 40
#: Sentences of one article have one number and so one quote, of at most so many characters.
LONGEST_QUOTE = 800
#: More words than this before the quote would be a second answer.
_LONGEST_HEAD = 60

_COUNTED = {"money": {Asks.MONEY}, "share": {Asks.SHARE}, "quantity": {Asks.QUANTITY, Asks.NUMBER, Asks.DURATION}}


def choose(question: Question, weighed: Weighed, ranked: Sequence[Evidence]) -> list[Evidence]:
    """The sentences that answer, the best first; none when the best one does not."""
    if not ranked or answerable(question, weighed, ranked) < ANSWERS:
        return []
    most, room = (MOST_OF_LIST, WORDS_OF_LIST) if question.is_list else (MOST, WORDS)
    near = NEAR_BEST_OF_LIST if question.is_list else NEAR_BEST
    chosen = [ranked[0]]
    room -= len(ranked[0].text.split())
    for e in sorted(ranked[1:], key=lambda e: -e.score * _fresher(e, ranked[0]) * _briefer(e)):
        length = len(e.text.split())
        if len(chosen) < most and length <= room and e.score >= near * ranked[0].score and _adds(e, chosen):
            chosen.append(e)
            room -= length
    return _newest_first(chosen) if _tell_states(chosen) else chosen


def instead(question: Question, ranked: Sequence[Evidence]) -> list[Evidence]:
    """For a question that no sentence answers: the one that says most of those it asks about, if any comes near.

    "When did Tesla buy Rivian?" has no answer; that Volkswagen invests in Rivian is worth saying.
    """
    near = [e for e in ranked[:3] if question.companies and e.features["companies_inside"] > 0 and e.score >= INSTEAD]
    return near[:1]


def said(question: Question, chosen: Sequence[Evidence], numbers: Mapping[int, int]) -> str:
    """The name or figure first where it is plain, then the sentences that say so, quoted, with their numbers."""
    head, dated = _head(question, chosen), _tell_states(chosen)
    told, day = "", ""
    for e in chosen:
        now = e.article.published.date().isoformat() if e.article.published and dated else day
        if now != day:
            lead = f"Earlier ({now}): " if day else f"{head}, as of {now}: " if head else f"As of {now}: "
        else:
            lead = f"{head}: " if head and not told else ""
        day = now
        told += f"{' ' if told else ''}{lead}“{e.text}” [{numbers[e.article.key]}]"
    return told


def answerable(question: Question, weighed: Weighed, ranked: Sequence[Evidence]) -> float:
    """How likely it is that the best sentence answers the question at all."""
    likely = ranking.models()["answerable"].probability(signs(question, weighed, ranked))
    # A name that no article has: whatever else fits is about another one.
    return likely * UNKNOWN_NAME if weighed.unknown else likely


def signs(question: Question, weighed: Weighed, ranked: Sequence[Evidence]) -> dict[str, float]:
    """What speaks for and against an answer, by name.

    Not the cross-encoder's logit: it says which sentence is better, and little of whether any is good.
    """
    best = ranked[0]
    asked = {t for t in weighed.weights if t.startswith("@")}
    kinds = [has_kind(question, e.text, e.companies) for e in ranked[:3]]
    absent = {t: w for t, w in weighed.weights.items() if t not in best.held_nearby}
    top = [e.held_nearby for e in ranked[:3]]
    nowhere = [w for t, w in absent.items() if all(t not in h for h in top)]
    together = max((len(asked & e.holds) for e in ranked[:6]), default=0)
    return {
        "together": together / len(asked) if len(asked) > 1 else 1.0,
        "odds": best.features["odds"],
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
        "words_kept": best.features["article"],
        "kind": best.features["kind"],
        "kinds": sum(1.0 if k else 0.0 for k in kinds) / 3,
    }


def _adds(e: Evidence, chosen: Sequence[Evidence]) -> bool:
    """Whether a sentence says what those chosen do not, and one quote can hold it with those of its article."""
    words = set(e.text.lower().split())
    if any(len(words & set(c.text.lower().split())) >= 0.7 * len(words) for c in chosen):
        return False
    start, end = span([e, *(c for c in chosen if c.article.key == e.article.key)])
    return end - start <= LONGEST_QUOTE


def span(sentences: Sequence[Evidence]) -> tuple[int, int]:
    """Where the sentences of one article begin and end: one quote holds them all."""
    return min(e.start for e in sentences), max(e.end for e in sentences)


def _fresher(e: Evidence, best: Evidence) -> float:
    """What a further sentence gains by being newer than the best one: it may tell what has become of it."""
    if e.article.published is None or best.article.published is None:
        return 1.0
    years = (e.article.published - best.article.published).days / 365
    return 1.0 + FRESHER * min(2.0, max(0.0, years))


def _briefer(e: Evidence) -> float:
    """What a sentence gains by being short: it leaves room for another."""
    return 1.0 + BRIEFER * (1.0 - min(1.0, len(e.text.split()) / LONG))


def _tell_states(chosen: Sequence[Evidence]) -> bool:
    """Whether the sentences come from times far enough apart that things may have changed."""
    days = [e.article.published for e in chosen if e.article.published]
    return len(days) > 1 and (max(days) - min(days)).days > ANOTHER_STATE_DAYS


def _newest_first(chosen: Sequence[Evidence]) -> list[Evidence]:
    oldest = min(e.article.published for e in chosen if e.article.published)
    return sorted(chosen, key=lambda e: -((e.article.published or oldest) - oldest).total_seconds())


def _head(question: Question, chosen: Sequence[Evidence]) -> str:
    """The thing asked for, as the sentence writes it; empty unless there is just one it can be."""
    if not chosen or question.is_list:
        return ""
    found = list(dict.fromkeys(_things(question, chosen[0].text)))
    return found[0] if len(found) == 1 and len(found[0]) <= _LONGEST_HEAD else ""


def _things(question: Question, text: str) -> Iterator[str]:
    match question.asks:
        case Asks.DATE:
            yield from (m.text for m in moments.find(text))
        case Asks.COMPANY:
            known = gazetteer()
            asked = {s for slug in question.companies for s in (*known.group(slug), *known.ancestors(slug))}
            yield from (m.text for m in known.find(text) if m.slug not in asked)
        case _:
            yield from (a.text for a in amounts.find(text) if question.asks in _COUNTED[a.kind])
