"""What rules look at in a deal, made once for all of them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.alerts.wishes import geography
from corpus.companies.gazetteer import Gazetteer
from corpus.deals.drafts import Role
from corpus.deals.views import Deal
from index.lexical import words

#: What is bought or invested in lies where it is at home; of other deals only what their articles say of places counts.
_LIES_AT_HOME = frozenset({Role.TARGET, Role.INVESTEE})

#: Stems of phrases that name something else than their words do: a fuel cell is no battery, lithium-ion no lithium.
_ONE_THING = tuple(
    (f" {phrase} ", f" {phrase.replace(' ', '')} ")
    for phrase in ("fuel cell", "solar cell", "lithium ion", "lithium iron phosphat", "lithium metal", "joint ventur")
)


@dataclass(frozen=True, slots=True)
class Traits:
    """A deal, so that a part of a rule is one look-up. Parties are numbered in their order."""

    deal: Deal
    #: Slug -> numbers of the parties that are that company.
    companies: Mapping[str, frozenset[int]]
    #: Slug -> numbers of the parties that are that company or controlled by it.
    groups: Mapping[str, frozenset[int]]
    #: Country or region -> the place, or the name of the party at home there, by which the deal lies in it.
    areas: Mapping[str, str]
    #: Each text of the deal, and its stems in order between spaces: the product first, then places, names, quotes.
    texts: tuple[tuple[str, str], ...]
    is_confirmed: bool


def of(deal: Deal, families: Gazetteer) -> Traits:
    companies: defaultdict[str, set[int]] = defaultdict(set)
    groups: defaultdict[str, set[int]] = defaultdict(set)
    for number, party in enumerate(deal.parties):
        companies[party.company].add(number)
        for slug in (party.company, *families.ancestors(party.company)):
            groups[slug].add(number)
    areas: dict[str, str] = {}
    for name, found in _areas(deal, families):
        for area in found:
            areas.setdefault(area, name)
    return Traits(
        deal=deal,
        companies={slug: frozenset(numbers) for slug, numbers in companies.items()},
        groups={slug: frozenset(numbers) for slug, numbers in groups.items()},
        areas=areas,
        texts=tuple((text, stemmed(text)) for text in dict.fromkeys(_texts(deal))),
        is_confirmed=deal.confirmation != "single",
    )


def stemmed(text: str) -> str:
    """All its stems in order, between spaces: a phrase is in it that stands in the text with any endings."""
    stems = f" {' '.join(words(text, keep_all=True))} "
    for phrase, name in _ONE_THING:
        stems = stems.replace(phrase, name)
    return stems


def _areas(deal: Deal, families: Gazetteer) -> Iterator[tuple[str, frozenset[str]]]:
    for place in deal.places:
        yield place, geography.areas(place)
    for party in deal.parties:
        company = families.company(party.company)
        if company and party.role in _LIES_AT_HOME:
            yield party.name, geography.areas_of_country(company.country)


def _texts(deal: Deal) -> Iterator[str]:
    if deal.product:
        yield deal.product
    yield from deal.places
    yield from (party.name for party in deal.parties)
    yield from (evidence.quote.quote for evidence in deal.evidence)
