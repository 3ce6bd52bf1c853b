"""Why reports are one deal: what each has in common with the others, and what looks alike but is not."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from corpus.companies.gazetteer import Gazetteer, gazetteer
from corpus.deals import queries
from corpus.deals.kept import neighbourhoods, rows, tombstones
from corpus.deals.kept.rows import Stored
from corpus.deals.matching.clustering import Rulings
from corpus.deals.matching.comparing import ENOUGH, Factor, compare
from corpus.models import DealReportRow

#: Look-alikes shown.
_MOST = 5


@dataclass(frozen=True, slots=True)
class Match:
    """Two reports beside each other."""

    article_id: str
    other_article_id: str
    #: The deal that the other report is in.
    other_deal: str
    #: Hundredths; `ENOUGH` of them make one deal of two reports, unless a factor forbids it.
    score: int
    factors: tuple[Factor, ...]
    #: An admin said that they are one deal, or two.
    ruled: bool | None
    #: Why they are one deal, or are not, in a few words.
    reason: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """`matched`: for each report but the first, the one it fits best. `apart`: the nearest of other deals."""

    deal_id: str
    matched: tuple[Match, ...]
    apart: tuple[Match, ...]


def why(session: Session, id_: str, companies: Gazetteer | None = None) -> Explanation | None:
    """Why this deal has the reports it has; None: there is no deal of this id, or none is left."""
    companies = companies or gazetteer()
    key = tombstones.resolve(session, id_)
    if key is None:
        return None
    reports = rows.load(session, DealReportRow.deal_key == key)
    there = neighbourhoods.around(session, reports, companies)
    keys = rows.sharing(session, (stored.report for stored in reports), companies)
    others = [stored for stored in rows.load_keys(session, sorted(keys)) if stored.deal_key not in {key, None}]
    ids = queries.ids(session, {key, *(stored.deal_key for stored in others if stored.deal_key)})
    ours = [stored for stored in there.members if stored.deal_key == key]
    known = {stored.key: stored for stored in there.members}  # the reports that rulings are about
    others = [known.get(stored.key, stored) for stored in others]
    return Explanation(
        ids[key],
        tuple(_matched(ours, companies, there.ruled, ids)),
        tuple(_apart(ours, others, companies, there.ruled, ids)),
    )


def _matched(reports: Sequence[Stored], companies: Gazetteer, ruled: Rulings, ids: dict[int, str]) -> Iterator[Match]:
    for number, stored in enumerate(reports):
        matches = [_match(stored, other, companies, ruled, ids) for other in reports[:number]]
        if matches:
            yield max(matches, key=lambda match: (match.ruled is True, match.score))


def _apart(
    ours: Sequence[Stored], others: Sequence[Stored], companies: Gazetteer, ruled: Rulings, ids: dict[int, str]
) -> list[Match]:
    """The closest pair with each other deal, the closest deal first."""
    closest: dict[str, Match] = {}
    for stored in ours:
        for other in others:
            match = _match(stored, other, companies, ruled, ids)
            best = closest.get(match.other_deal)
            if best is None or match.score > best.score:
                closest[match.other_deal] = match
    return sorted(closest.values(), key=lambda match: (-match.score, match.other_deal))[:_MOST]


def _match(one: Stored, other: Stored, companies: Gazetteer, ruled: Rulings, ids: dict[int, str]) -> Match:
    compared = compare(one.report, other.report, companies)
    score = compared.verdict.score
    ruling = ruled.get(frozenset((one.report, other.report)))
    return Match(
        one.report.article_id,
        other.report.article_id,
        ids[other.deal_key or 0],
        score,
        compared.factors,
        ruling,
        _reason(compared.factors, score, ruling, one.deal_key == other.deal_key),
    )


def _reason(factors: Sequence[Factor], score: int, ruling: bool | None, together: bool) -> str:
    if ruling is not None:
        return "an admin said that they are one deal" if ruling else "an admin said that they are two deals"
    for factor in factors:
        if factor.forbids:
            return f"other {factor.name}: {factor.note}"
    if score < ENOUGH:
        return f"too little in common: {score} of {ENOUGH}"
    if not together:
        return f"{score} of {ENOUGH} needed, but it fits its own deal better, or other reports of this one worse"
    return f"{score} of {ENOUGH} needed"
