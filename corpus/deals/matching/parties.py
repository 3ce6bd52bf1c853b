"""Whether two reports name the same parties, a parent counting for its subsidiary, and in the same direction."""

from dataclasses import dataclass

from corpus.companies.families import Families
from corpus.deals.drafts import DealDraft, DealType, PartyDraft, Role

_ONE_TARGET = {DealType.ACQUISITION, DealType.INVESTMENT}
_LOOSE = {DealType.PARTNERSHIP, DealType.JOINT_VENTURE}
_TARGETS = {Role.TARGET, Role.INVESTEE}
_GIVERS = {Role.SUPPLIER, Role.LICENSOR, Role.ACQUIRER, Role.INVESTOR}
_TAKERS = {Role.BUYER, Role.LICENSEE, Role.TARGET, Role.INVESTEE}


@dataclass(frozen=True, slots=True)
class Alignment:
    """Which party of one report is which of the other."""

    pairs: tuple[tuple[PartyDraft, PartyDraft], ...]
    only_one: int
    only_other: int


def align(one: DealDraft, other: DealDraft, families: Families) -> Alignment:
    """Pairs the parties, the same companies before related ones; each stands in one pair at most."""
    pairs: list[tuple[PartyDraft, PartyDraft]] = []
    left, right = list(one.parties), list(other.parties)
    for same in (_identical, families.related):
        for party in tuple(left):
            twin = next((each for each in right if same(party.company, each.company)), None)
            if twin is not None:
                pairs.append((party, twin))
                left.remove(party)
                right.remove(twin)
    return Alignment(tuple(pairs), len(left), len(right))


def points(one: DealDraft, other: DealDraft, found: Alignment) -> int | None:
    """How well the parties agree, in hundredths; None: these are not the parties of one deal."""
    targets = any(a.role in _TARGETS and b.role in _TARGETS for a, b in found.pairs)
    takeover = one.type in _ONE_TARGET and other.type in _ONE_TARGET
    if takeover and not targets and (_has_target(one) or _has_target(other)) and not _is_merger(one, other):
        return None
    if len(found.pairs) < 2:
        # Two articles on one round may name other investors each; its sum or its letter must say that it is one.
        return 0 if takeover and targets and one.type == other.type == DealType.INVESTMENT else None
    indirect = 5 * sum(a.company != b.company for a, b in found.pairs)
    loose = {one.type, other.type} <= _LOOSE
    if not (found.only_one or found.only_other):
        return 60 - indirect
    if not (found.only_one and found.only_other):
        # A third partner may make it another venture; a list of investors is seldom complete.
        return (25 if loose else 40) - indirect
    if takeover:
        return 30 - indirect
    return 20 - indirect if loose else None


def opposed(found: Alignment) -> bool:
    """Whether a company gives in one report what it gets in the other."""
    return any(_opposite(a.role, b.role) or _opposite(b.role, a.role) for a, b in found.pairs)


def _identical(one: str, other: str) -> bool:
    return one == other


def _has_target(draft: DealDraft) -> bool:
    return any(party.role in _TARGETS for party in draft.parties)


def _is_merger(*drafts: DealDraft) -> bool:
    return any(all(party.role is Role.PARTNER for party in draft.parties) for draft in drafts)


def _opposite(one: Role, other: Role) -> bool:
    return (one in _GIVERS and other in _TAKERS) or (one is Role.ACQUIRER and other is Role.SELLER)
