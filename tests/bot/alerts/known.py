"""Deals as alerts get them, said in a line, without a database."""

from corpus.deals.drafts import DealDraft
from corpus.deals.views import Deal, Evidence
from tests.corpus.deals import makers
from tests.fakes import NOW


def known(told: str, type_: str = "supply", stage: str = "agreed", **facts: object) -> Deal:
    """As `makers.deal`; `confirmation` says who told it."""
    confirmation = str(facts.pop("confirmation", "single"))
    draft: DealDraft = makers.deal(told, type_, stage, **facts)
    return Deal(
        id="a-deal",
        type=draft.type.value,
        stage=draft.stage.value,
        confirmation=confirmation,
        background=False,
        parties=draft.parties,
        product=draft.product,
        quantity=draft.quantity,
        value=draft.value,
        places=draft.places,
        announced=None,
        start=None,
        first_published=NOW,
        newest=NOW,
        revision=1,
        history=(),
        reports=(),
        evidence=tuple(Evidence("an-article", quote) for quote in draft.evidence),
        related=(),
    )
