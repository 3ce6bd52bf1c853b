"""The parts of a rule, in the order in which a sentence says them; each language has its own sentence."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.alerts.wishes.rules import Amount, Rule


class Kind(StrEnum):
    """What a part of a rule is about."""

    #: The rule asks for nothing: every deal meets it. Stands alone.
    EVERYTHING = "everything"
    COMPANIES = "companies"  #: slugs
    OTHERS = "others"  #: slugs
    #: The companies named alone, without what they control; no values.
    ALONE = "alone"
    TYPES = "types"
    STAGES = "stages"
    WORDS = "words"
    COUNTRIES = "countries"
    CONFIRMED = "confirmed"  #: no values
    VALUE = "value"  #: an amount
    QUANTITY = "quantity"  #: an amount
    QUESTION = "question"  #: the question as it was asked


@dataclass(frozen=True, slots=True)
class Part:
    """Something a rule asks for. Of companies, types, stages and countries any one will do; of words each is needed."""

    kind: Kind
    values: tuple[str, ...] = ()
    least: Amount | None = None


def parts(rule: Rule) -> tuple[Part, ...]:
    """All that the rule asks for; never empty."""
    return tuple(_parts(rule)) or (Part(Kind.EVERYTHING),)


def _parts(rule: Rule) -> Iterator[Part]:
    yield from _listed(Kind.TYPES, [each.value for each in rule.types])
    yield from _listed(Kind.COMPANIES, rule.companies)
    if not rule.group and (rule.companies or rule.others):
        yield Part(Kind.ALONE)
    yield from _listed(Kind.OTHERS, rule.others)
    yield from _listed(Kind.STAGES, [each.value for each in rule.stages])
    yield from _listed(Kind.WORDS, rule.words)
    yield from _listed(Kind.COUNTRIES, rule.countries)
    if rule.confirmed:
        yield Part(Kind.CONFIRMED)
    if rule.value:
        yield Part(Kind.VALUE, least=rule.value)
    if rule.quantity:
        yield Part(Kind.QUANTITY, least=rule.quantity)
    if rule.question:
        yield Part(Kind.QUESTION, (rule.question,))


def _listed(kind: Kind, values: Iterable[str]) -> Iterator[Part]:
    if found := tuple(values):
        yield Part(kind, found)
