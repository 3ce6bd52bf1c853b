"""Drafts and articles for tests, said in a line."""

from dataclasses import replace
from datetime import UTC, datetime

from corpus import articles
from corpus.articles import IncomingArticle
from corpus.companies.gazetteer import gazetteer
from corpus.companies.names import learnt_slug
from corpus.db import Sessions
from corpus.deals import recording
from corpus.deals.changes import Change
from corpus.deals.drafts import DealDraft, DealType, PartyDraft, Quantity, Quote, Role, Stage, Value
from corpus.models import Article
from tests.fakes import NOW

READER = "test reader"
_FACTS = ("product", "quantity", "value", "announced", "start")


def day(told: str) -> datetime:
    """Midnight UTC of a day in ISO 8601."""
    return datetime.fromisoformat(told).replace(tzinfo=UTC)


def deal(told: str, type_: str = "supply", stage: str = "agreed", **facts: object) -> DealDraft:
    """A draft from its parties: `deal("supplier CATL, buyer Ford", value=(1e9, "USD"))`.

    Every fact has a quote, though no article has the words.
    """
    parties = tuple(_party(each) for each in told.split(", "))
    value, quantity = facts.pop("value", None), facts.pop("quantity", None)
    sentence = str(facts.pop("sentence", f"{told} {type_} {stage}"))
    made = DealDraft(
        type=DealType(type_),
        stage=Stage(stage),
        background=bool(facts.pop("background", False)),
        parties=parties,
        evidence=(Quote("deal", sentence, 0, len(sentence)),),
        value=Value(*value) if isinstance(value, tuple) else None,
        quantity=Quantity(*quantity) if isinstance(quantity, tuple) else None,
    )
    made = replace(made, **facts)  # type: ignore[arg-type]
    said = [name for name in _FACTS if getattr(made, name)] + (["place"] if made.places else []) + ["stage"]
    return replace(made, evidence=made.evidence + tuple(Quote(name, sentence, 0, len(sentence)) for name in said))


def publish(sessions: Sessions, id_: str, published: str | None, source: str = "Paper", **more: str) -> Article:
    """Saves an article of this id."""
    text = more.pop("text", f"The text of {id_}.")
    incoming = IncomingArticle(
        f"Title of {id_}", text, id=id_, source=source, published=day(published) if published else None, **more
    )
    with sessions.writing() as session:
        return articles.save(session, incoming, NOW).article


def tell(
    sessions: Sessions, id_: str, published: str | None, *drafts: DealDraft, source: str = "Paper", **more: str
) -> list[Change]:
    """Saves an article and records that it tells these deals."""
    article = publish(sessions, id_, published, source, **more)
    with sessions.writing() as session:
        return recording.record(session, article, drafts, READER, NOW)


def _party(told: str) -> PartyDraft:
    role, _, name = told.partition(" ")
    return PartyDraft(name, gazetteer().resolve(name) or learnt_slug(name), Role(role))
