"""What two reports of one deal have in common at least, so that they find each other among many."""

from collections.abc import Iterator
from functools import lru_cache
from hashlib import blake2b
from itertools import combinations
from math import floor, log

from corpus.companies.families import Families
from corpus.deals.drafts import DealDraft, Role
from corpus.deals.matching.comparing import verdict
from corpus.deals.matching.reports import Report

#: Parties looked at for blocks: a consortium of more has pairs enough.
_PARTIES = 12
#: More than twice what rounding moves an amount (`figures.same_amount`), in logarithms.
_STEP = 0.4


def may_join(one: Report, other: Report, families: Families) -> bool:
    """Whether the two could be one deal, were there no others: they share a block and match."""
    return not blocks(one, families).isdisjoint(blocks(other, families)) and verdict(one, other, families).same


@lru_cache(maxsize=1 << 13)
def blocks(report: Report, families: Families) -> frozenset[str]:
    """Hashes of each pair of families on different sides, and of each round: who is invested in, and how much."""
    draft = report.draft
    targets = (party.company for party in draft.parties if party.role is Role.INVESTEE)
    rounds = {_hash(_root(company, families), mark) for company in targets for mark in _round_marks(report)}
    return frozenset(pair_blocks(draft, families) | rounds)


def pair_blocks(draft: DealDraft, families: Families) -> set[str]:
    """Hashes of each pair of families that this deal is between."""
    parties = draft.parties[:_PARTIES]
    return {
        _hash(*sorted((_root(one.company, families), _root(other.company, families))))
        for one, other in combinations(parties, 2)
        if one.role is not other.role or one.role is Role.PARTNER
    }


def _round_marks(report: Report) -> Iterator[str]:
    """What two reports of one round have in common though they name other investors: its letter, about its sum."""
    if report.funding_round:
        yield report.funding_round
    value = report.draft.value
    if value and value.amount > 0:
        steps = log(value.amount) / _STEP
        # Two rulers, half a step apart: amounts that may be one, rounded, are in one step of either.
        yield f"{value.currency} {floor(steps)}"
        yield f"{value.currency} {floor(steps + 0.5)} and a half"


def _root(slug: str, families: Families) -> str:
    return next(reversed(families.ancestors(slug)), slug)


def _hash(*slugs: str) -> str:
    return blake2b("\x1f".join(slugs).encode(errors="replace"), digest_size=8).hexdigest()
