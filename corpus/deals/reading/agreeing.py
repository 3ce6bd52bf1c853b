"""Judgements of companies in one list, made to agree: who invests beside A and B invests as they do."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from corpus.deals.reading.pairs import Asked
from corpus.deals.relations import Judgement, Relation

#: So many of a list's members are judged, the nearest; they speak for the others.
_SPEAKERS = 2
_Key = tuple[int, bool, tuple[int | str, int | str], int]


def speakers(asked: Sequence[Asked]) -> list[bool]:
    """Which of the pairs are to be judged, in the same order."""
    seen: Counter[_Key] = Counter()
    found = []
    for each in asked:
        seen[_key(each)] += 1
        found.append(seen[_key(each)] <= _SPEAKERS)
    return found


def agreed(asked: Sequence[Asked], judged: Sequence[Judgement | None]) -> list[Judgement]:
    """The judgements in the same order; what holds of a list is the mean over its members.

    None for a pair for which others of its list speak.
    """
    alike: defaultdict[_Key, list[Judgement]] = defaultdict(list)
    for each, judgement in zip(asked, judged, strict=True):
        if judgement is not None:
            alike[_key(each)].append(judgement)
    return [
        _mean(judgement or alike[_key(each)][0], alike[_key(each)])
        for each, judgement in zip(asked, judged, strict=True)
    ]


def _key(asked: Asked) -> _Key:
    return asked.sentence.start, asked.sentence.in_title, asked.alike, len(asked.pair.text)


def _mean(judgement: Judgement, alike: Sequence[Judgement]) -> Judgement:
    if len(alike) == 1:
        return judgement
    relations = {each: sum(one.relations[each] for one in alike) / len(alike) for each in Relation}
    return Judgement(relations, judgement.tellings, judgement.background)
