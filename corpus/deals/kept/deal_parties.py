"""The parties of deals, many deals at once."""

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from corpus.db import batches
from corpus.deals.drafts import PartyDraft, Role
from corpus.models import DealPartyRow


def of(session: Session, keys: Iterable[int]) -> dict[int, tuple[PartyDraft, ...]]:
    """The parties of each of these deals, in their order."""
    found: defaultdict[int, list[PartyDraft]] = defaultdict(list)
    for some in batches(keys):
        query = select(DealPartyRow).where(DealPartyRow.deal_key.in_(some))
        for row in session.scalars(query.order_by(DealPartyRow.deal_key, DealPartyRow.ordinal)):
            found[row.deal_key].append(PartyDraft(row.name, row.company, Role(row.role)))
    return defaultdict(tuple, {key: tuple(parties) for key, parties in found.items()})
