"""What a rule can be narrowed to: by what the deals that it fits have, and by what every rule can ask for."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from bot.alerts.wishes import understanding
from bot.alerts.wishes.parts import Kind
from bot.alerts.wishes.rules import Amount, Rule
from bot.conversation import blocks
from bot.conversation.alerts import sentences
from bot.conversation.texts import Texts
from corpus.companies.gazetteer import Gazetteer, gazetteer
from corpus.deals.drafts import DealType, Stage
from corpus.deals.views import Deal

#: Choices of each kind.
_MOST = 3
#: Characters of a product that is a keyword.
_PRODUCT = 30
_VALUES = (Amount(1e8, "USD"), Amount(1e9, "USD"))
#: What is settled; what ends later is told of as an update all the same.
_SETTLED = (Stage.AGREED, Stage.COMPLETED)


@dataclass(frozen=True, slots=True)
class Choice:
    label: str
    rule: Rule


def of(session: Session, texts: Texts, rule: Rule, deals: Iterable[Deal]) -> list[Choice]:
    """Each narrower than the rule. `deals`: some that it fits, the one that matters most first."""
    fitting = list(deals)
    found = [
        *_types(texts, rule, fitting),
        *_counterparts(session, texts, rule, fitting, gazetteer()),
        *_products(texts, rule, fitting),
        *_settled(texts, rule),
        *_values(texts, rule),
        *_alone(texts, rule),
    ]
    return [choice for choice in found if choice.rule != rule]


def _types(texts: Texts, rule: Rule, deals: list[Deal]) -> Iterator[Choice]:
    if len(rule.types) == 1:
        return
    told = [DealType(deal.type) for deal in deals if not rule.types or deal.type in rule.types]
    for type_ in list(dict.fromkeys([*told, *rule.types, DealType.SUPPLY, DealType.ACQUISITION]))[:_MOST]:
        yield Choice(texts("narrow.type", kinds=texts(f"wish_kind.{type_}")), replace(rule, types=(type_,)))


def _counterparts(
    session: Session, texts: Texts, rule: Rule, deals: list[Deal], families: Gazetteer
) -> Iterator[Choice]:
    """With one of those that the company deals with; of a rule without companies, one of theirs."""
    asked = {slug for company in (*rule.companies, *rule.others) for slug in families.group(company)}
    if rule.others or not deals:
        return
    parties = [party.company for deal in deals for party in deal.parties if party.company not in asked]
    for slug in list(dict.fromkeys(parties))[:_MOST]:
        name = sentences.named(session, slug)
        if rule.companies:
            yield Choice(texts("narrow.with", company=name), replace(rule, others=(slug,)))
        else:
            yield Choice(texts("narrow.of", company=name), replace(rule, companies=(slug,)))


def _products(texts: Texts, rule: Rule, deals: list[Deal]) -> Iterator[Choice]:
    if rule.words or rule.question:
        return
    products = [blocks.one_line(deal.product) for deal in deals if deal.product and len(deal.product) <= _PRODUCT]
    for product in list(dict.fromkeys(products))[:_MOST]:
        # As if it were typed: `160 battery cells` is about battery cells.
        words = understanding.understand(product, gazetteer()).rule.words
        if words:
            told = texts("wish.word", word=" ".join(words))
            yield Choice(texts("wish.words", words=told), replace(rule, words=words))


def _settled(texts: Texts, rule: Rule) -> Iterator[Choice]:
    if not rule.stages:
        yield Choice(texts("narrow.settled"), replace(rule, stages=_SETTLED))
    if not rule.confirmed:
        yield Choice(texts("narrow.confirmed"), replace(rule, confirmed=True))


def _values(texts: Texts, rule: Rule) -> Iterator[Choice]:
    for value in _VALUES:
        if rule.value is None or (rule.value.unit == value.unit and rule.value.amount < value.amount):
            told = texts("wish.value", least=sentences.least(texts, Kind.VALUE, value))
            yield Choice(told, replace(rule, value=value))


def _alone(texts: Texts, rule: Rule) -> Iterator[Choice]:
    families = gazetteer()
    if rule.group and any(len(families.group(slug)) > 1 for slug in rule.companies):
        yield Choice(texts("wish.alone"), replace(rule, group=False))
