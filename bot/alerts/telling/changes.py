"""What an update tells: how a fact was told before, and how it is now."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from bot.conversation import blocks, deal_words
from bot.conversation.replies import Paragraph
from bot.conversation.texts import Texts
from corpus.deals.drafts import Quantity, Value
from corpus.deals.kept import rows
from corpus.deals.matching import figures
from corpus.deals.views import Deal
from corpus.models import DealReportRow


@dataclass(frozen=True, slots=True)
class Changed:
    """One fact."""

    #: "stage", "value" or "quantity".
    field: str
    #: A stage's name, a `Value` or a `Quantity`. Before: None if it was not known.
    before: Any
    now: Any


def of(session: Session, key: int, deal: Deal, facts: Sequence[str]) -> list[Changed]:
    """Of each of these facts that the deal has; `key` is the deal's."""
    found = list(_stage(deal)) if "stage" in facts else []
    told = [field for field in ("value", "quantity") if field in facts and getattr(deal, field)]
    reports = rows.load(session, DealReportRow.deal_key == key) if told else []
    drafts = [stored.report.draft for stored in reports if not stored.report.draft.background]
    for field in told:
        now = getattr(deal, field)
        others = [each for draft in drafts if (each := getattr(draft, field)) and _same(field)(each, now) is False]
        found.append(Changed(field, others[-1] if others else None, now))
    return found


def line(texts: Texts, changed: Changed) -> Paragraph:
    """`Stage: MoU → agreed`."""
    steps = [_said(texts, changed.field, each) for each in (changed.before, changed.now) if each]
    return blocks.labelled(texts(f"field.{changed.field}"), " → ".join(steps))


def brief(texts: Texts, changed: Changed) -> str:
    """The same in a list of deals: `MoU → agreed`."""
    return " → ".join(_said(texts, changed.field, each) for each in (changed.before, changed.now) if each)


def _stage(deal: Deal) -> Iterator[Changed]:
    stages = [told.stage for told in deal.history]
    yield Changed("stage", stages[-2] if len(stages) > 1 else None, deal.stage)


def _same(field: str) -> Callable[[Any, Any], bool | None]:
    return figures.same_value if field == "value" else figures.same_quantity


def _said(texts: Texts, field: str, fact: Any) -> str:
    match fact:
        case Value():
            return deal_words.value(texts, fact)
        case Quantity():
            return deal_words.quantity(texts, fact)
    return deal_words.stage(texts, fact)
