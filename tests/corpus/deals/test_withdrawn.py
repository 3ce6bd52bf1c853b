"""Edits, retractions and copies, as the deals are told of them."""

from dataclasses import replace

from sqlalchemy import func, select

from corpus import articles
from corpus.articles import IncomingArticle
from corpus.db import Sessions
from corpus.deals import queries, recording
from corpus.deals.changes import Change, Kind
from corpus.deals.drafts import DealDraft
from corpus.deals.queries import Wanted
from corpus.deals.views import Deal
from corpus.models import DealBlockRow, DealReading, DealReportRow
from tests.corpus.deals.makers import READER, day, deal
from tests.fakes import NOW

TEXT = "Panasonic Energy will supply Mazda with cylindrical cells from 2027, both said on Friday in Tokyo. " * 8
SUPPLY = deal("supplier Panasonic, buyer Mazda", product="cells")


def article(name: str, published: str, **fields: object) -> IncomingArticle:
    made = IncomingArticle("Mazda picks Panasonic", TEXT, id=name, source=name, published=day(published))
    return replace(made, **fields)  # type: ignore[arg-type]


def save(sessions: Sessions, incoming: IncomingArticle) -> None:
    with sessions.writing() as session:
        articles.save(session, incoming, NOW)


def read(sessions: Sessions, *drafts: DealDraft) -> list[Change]:
    """What the job does: takes back, then reads what waits; every article tells these."""
    with sessions.writing() as session:
        changes = recording.settle(session, NOW)
        for waiting in recording.pending(session, READER, 10):
            changes += recording.record(session, waiting, drafts, READER, NOW)
    return changes


def deals(sessions: Sessions) -> list[Deal]:
    with sessions.reading() as session:
        return queries.find(session, Wanted(), 10)


def test_edit_is_read_again_and_its_deal_revised(sessions: Sessions) -> None:
    save(sessions, article("wire", "2024-03-29"))
    read(sessions, SUPPLY)

    save(sessions, article("wire", "2024-03-29", text="Corrected: they only talk. " + TEXT))
    (change,) = read(sessions, replace(deal("supplier Panasonic, buyer Mazda", stage="talks"), product="cells"))

    assert change.kind is Kind.REVISED
    (told,) = deals(sessions)
    assert told.stage == "talks"


def test_retracted_article_takes_its_deal_back(sessions: Sessions) -> None:
    save(sessions, article("wire", "2024-03-29"))
    save(sessions, article("outlet", "2024-03-30"))
    read(sessions, SUPPLY)

    save(sessions, article("wire", "2024-03-29", title="RETRACTED: Mazda picks Panasonic"))
    changes = read(sessions, SUPPLY)

    assert [change.kind for change in changes] == [Kind.GONE]
    assert deals(sessions) == []


def test_correction_published_anew_takes_over_the_deal_without_its_being_new(sessions: Sessions) -> None:
    save(sessions, article("wire-1", "2024-03-29", source="wire"))
    read(sessions, SUPPLY)

    right = TEXT.replace("2027", "2028")
    save(sessions, article("wire-2", "2024-03-30", source="wire", text=right, title="CORRECTED-Mazda picks Panasonic"))
    changes = [*read(sessions, SUPPLY), *read(sessions, SUPPLY)]

    assert not {Kind.NEW, Kind.GONE} & {change.kind for change in changes}
    (told,) = deals(sessions)
    assert [report.article_id for report in told.reports] == ["wire-2"]


def test_earlier_copy_takes_over_a_deal_without_its_being_told_as_new_again(sessions: Sessions) -> None:
    save(sessions, article("late", "2024-03-30"))
    read(sessions, SUPPLY)

    save(sessions, article("early", "2024-03-29"))
    changes = [*read(sessions, SUPPLY), *read(sessions, SUPPLY)]

    assert not {Kind.NEW, Kind.GONE} & {change.kind for change in changes}
    (told,) = deals(sessions)
    assert [(report.article_id, report.copy) for report in told.reports] == [("early", False), ("late", True)]
    assert told.confirmation == "single"


def test_forgotten_article_leaves_no_evidence(sessions: Sessions) -> None:
    save(sessions, article("wire", "2024-03-29"))
    read(sessions, SUPPLY)

    with sessions.writing() as session:
        articles.forget(session, "wire")
        recording.settle(session, NOW)

    assert deals(sessions) == []
    with sessions.reading() as session:
        left = [session.scalar(select(func.count()).select_from(t)) for t in (DealReportRow, DealBlockRow, DealReading)]
    assert left == [0, 0, 0]
