"""Which company somebody means who types a name: one we know, or one that articles have told us of."""

from collections.abc import Iterator
from difflib import get_close_matches

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from corpus.companies.gazetteer import gazetteer
from corpus.companies.names import joined, learnt_slug
from corpus.models import DealPartyRow

_MOST = 3
#: Share of letters in common from which a learnt name may be the one meant.
_ALIKE = 0.75


class Unknown(Exception):
    """No company of this name; the message says which may have been meant, or what to do."""

    def __init__(self, name: str, suggestions: list[str]) -> None:
        meant = f"Did you mean: {', '.join(suggestions)}?" if suggestions else "No article here tells a deal of it."
        super().__init__(f"There is no company “{name}”. {meant}")
        self.suggestions = suggestions


def slug(session: Session, name: str) -> str:
    """The slug of the company meant.

    Raises:
        Unknown: there is none of this name.
    """
    if known := gazetteer().resolve(name):
        return known
    learnt = learnt_slug(name)
    written = func.lower(DealPartyRow.name) == " ".join(name.split()).lower()
    is_party = select(DealPartyRow.company).where((DealPartyRow.company == learnt) | written)
    found = session.scalar(is_party.order_by(DealPartyRow.company != learnt, DealPartyRow.company).limit(1))
    if found is None:
        raise Unknown(name, list(dict.fromkeys(_suggested(session, name)))[:_MOST])
    return found


def shown(session: Session, slug: str) -> str:
    """The company's name: the one news uses, or the one written most often."""
    if known := gazetteer().company(slug):
        return known.name
    oftenest = (func.count().desc(), DealPartyRow.name)
    query = select(DealPartyRow.name).where(DealPartyRow.company == slug).group_by(DealPartyRow.name)
    return " ".join((session.scalar(query.order_by(*oftenest).limit(1)) or slug).split())


def _suggested(session: Session, name: str) -> Iterator[str]:
    yield from (company.name for company in gazetteer().suggest(name))
    query = select(DealPartyRow.company, func.min(DealPartyRow.name)).group_by(DealPartyRow.company)
    learnt = {joined(name): name for slug, name in session.execute(query).tuples() if not gazetteer().company(slug)}
    typed = joined(name)
    longer = [key for key in sorted(learnt) if typed and key.startswith(typed)]
    for key in [*longer, *get_close_matches(typed, learnt, _MOST, cutoff=_ALIKE)]:
        yield " ".join(learnt[key].split())
