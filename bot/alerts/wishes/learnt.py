"""The companies that only articles have told us of, by their names: people subscribe to those, too."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from corpus.companies.gazetteer import Gazetteer
from corpus.companies.names import joined
from corpus.models import DealPartyRow


def names(session: Session, known: Gazetteer) -> dict[str, str]:
    """`names.joined` of every name that a deal has for a company we do not know -> its slug."""
    query = select(DealPartyRow.name, DealPartyRow.company).distinct().order_by(DealPartyRow.company)
    found: dict[str, str] = {}
    for name, slug in session.execute(query):
        if known.company(slug) is None and known.resolve(name) is None:
            found.setdefault(joined(name), slug)
            found.setdefault(slug.replace("_", ""), slug)
    return found
