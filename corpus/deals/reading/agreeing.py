"""Judgements of companies in one list, made to agree: who invests beside A and B invests as they do."""

from collections import defaultdict
from collections.abc import Sequence

from corpus.deals.reading.pairs import Asked
from corpus.deals.relations import Judgement, Relation


def agreed(asked: Sequence[Asked], judged: Sequence[Judgement]) -> list[Judgement]:
    """The judgements in the same order; what holds of a list is the mean over its members."""
    alike: defaultdict[tuple[int, bool, tuple[int | str, int | str]], list[Judgement]] = defaultdict(list)
    for each, judgement in zip(asked, judged, strict=True):
        alike[_key(each)].append(judgement)
    return [_mean(judgement, alike[_key(each)]) for each, judgement in zip(asked, judged, strict=True)]


def _key(asked: Asked) -> tuple[int, bool, tuple[int | str, int | str]]:
    return asked.sentence.start, asked.sentence.in_title, asked.alike


def _mean(judgement: Judgement, alike: Sequence[Judgement]) -> Judgement:
    if len(alike) == 1:
        return judgement
    relations = {each: sum(one.relations[each] for one in alike) / len(alike) for each in Relation}
    return Judgement(relations, judgement.tellings, judgement.background)
