"""How an answer stands to all that is known: what came of its deals since, and where the articles differ."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from bot.conversation import blocks, deal_words
from bot.conversation.replies import Block, Listing, Paragraph, Span, Style
from bot.conversation.turn import Turn
from corpus.deals.kept import rows, tombstones
from corpus.deals.kept.rows import Stored
from corpus.deals.views import Deal, Telling
from corpus.models import DealReportRow

#: Figures that are not further apart than this are one figure, rounded.
_ROUNDED = 0.02


@dataclass(frozen=True, slots=True)
class Since:
    """A deal that has come further than the articles cited tell."""

    deal: Deal
    stage: str
    report: Telling


@dataclass(frozen=True, slots=True)
class Differing:
    """A fact of a deal that its articles tell differently."""

    deal: Deal
    #: "value", "quantity", "start".
    field: str
    #: What each article says, the newest first.
    told: tuple[tuple[Stored, Telling], ...]


def since(deals: Iterable[Deal], cited: Iterable[str]) -> list[Since]:
    """`cited`: ids of articles. Of deals that none of them tells nothing is said."""
    ids = frozenset(cited)
    return [found for deal in deals if (found := _since(deal, ids))]


def differing(session: Session, deal: Deal) -> list[Differing]:
    """Copies and articles that say nothing of it left out."""
    key = tombstones.resolve(session, deal.id)
    reports = rows.load(session, DealReportRow.deal_key == key) if key is not None and len(deal.reports) > 1 else []
    tellings = {telling.article_id: telling for telling in deal.reports if not telling.copy}
    found = []
    for field in ("value", "quantity", "start"):
        told = [(each, tellings[each.report.article_id]) for each in reports if each.report.article_id in tellings]
        distinct = _distinct([one for one in told if _tells(one[0], field)], field)
        if len(distinct) > 1:
            found.append(Differing(deal, field, tuple(distinct)))
    return found


def shown(turn: Turn, later: Sequence[Since], differences: Sequence[Differing]) -> Iterator[Block]:
    for each in later:
        told = turn.texts(
            "standing.since",
            deal=deal_words.title(turn.texts, each.deal),
            stage=deal_words.stage(turn.texts, each.stage),
        )
        yield Paragraph((Span(f"⚠️ {told} "), *blocks.article(turn, each.report).spans))
    for difference in differences:
        deal = deal_words.title(turn.texts, difference.deal)
        field = turn.texts(f"field.{difference.field}")
        yield Paragraph((Span(turn.texts("standing.differ", deal=deal, field=field), Style.BOLD),))
        yield Listing(tuple(_told(turn, difference.field, *one) for one in difference.told))


def _since(deal: Deal, cited: frozenset[str]) -> Since | None:
    told = [report for report in deal.reports if report.article_id in cited and report.published]
    if not told or not deal.history:
        return None
    newest = max(told, key=lambda report: report.published.timestamp() if report.published else 0.0)
    last = deal.history[-1]
    report = next((each for each in deal.reports if each.article_id == last.article_id), None)
    if report is None or last.published is None or newest.published is None or last.article_id in cited:
        return None
    if last.published <= newest.published or last.stage == newest.stage:
        return None
    return Since(deal, last.stage, report)


def _tells(stored: Stored, field: str) -> bool:
    """Whether the article says it; a start that lay behind when it was published is another deal's, as a rule."""
    draft, published = stored.report.draft, stored.report.published
    if field != "start" or draft.start is None or published is None:
        return bool(getattr(draft, field))
    return draft.start >= published.date().isoformat()[: len(draft.start)]


def _distinct(told: Sequence[tuple[Stored, Telling]], field: str) -> list[tuple[Stored, Telling]]:
    """The newest article of each thing that is said."""
    found: list[tuple[Stored, Telling]] = []
    for one in sorted(told, key=lambda each: each[0].report.order, reverse=True):
        if not any(_agree(one[0], other[0], field) for other in found):
            found.append(one)
    return found


def _agree(one: Stored, other: Stored, field: str) -> bool:
    """Whether one says what the other says; what cannot be compared differs in nothing."""
    mine, theirs = one.report.draft, other.report.draft
    if field == "start":
        return bool(mine.start and theirs.start and _is_within(mine.start, theirs.start))
    if field == "value" and mine.value and theirs.value:
        return mine.value.currency != theirs.value.currency or _near(mine.value.amount, theirs.value.amount)
    if mine.quantity and theirs.quantity:
        return mine.quantity.unit != theirs.quantity.unit or _near(mine.quantity.amount, theirs.quantity.amount)
    return True


def _is_within(one: str, other: str) -> bool:
    """`2027-03` is within `2027`."""
    return one.startswith(other) or other.startswith(one)


def _near(one: float, other: float) -> bool:
    return abs(one - other) <= _ROUNDED * max(abs(one), abs(other))


def _told(turn: Turn, field: str, stored: Stored, telling: Telling) -> Paragraph:
    draft, texts = stored.report.draft, turn.texts
    said = texts.when(draft.start or "")
    if field == "value" and draft.value:
        said = deal_words.value(texts, draft.value)
    elif field == "quantity" and draft.quantity:
        said = deal_words.quantity(texts, draft.quantity)
    return Paragraph((Span(f"{said}: ", Style.BOLD), *blocks.article(turn, telling).spans))
