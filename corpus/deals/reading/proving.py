"""A model's claims held against the article: what its words do not bear out is left out."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpus.companies.gazetteer import Gazetteer
from corpus.deals.drafts import DealDraft, DealType, PartyDraft, Quote, Role, Stage
from corpus.deals.facts import stages
from corpus.deals.facts.told import Told
from corpus.deals.reading.claims import Claim
from corpus.deals.reading.fields import Fields
from corpus.deals.reading.namings import Naming, namings
from corpus.deals.reading.page import Page, Spot

#: Sentences that may tell one deal together.
_LONGEST = 3
#: How far from them a party may be named: "The company signed with Ford" after a sentence on CATL.
_NEAR = 2
_LONGEST_PRODUCT, _LONGEST_PLACE = 80, 40
_MOST_PLACES = 6

#: Which roles a type has; a deal needs all of one row.
_ROLES: dict[DealType, tuple[frozenset[Role], ...]] = {
    DealType.SUPPLY: (frozenset({Role.SUPPLIER, Role.BUYER}),),
    DealType.PARTNERSHIP: (),
    DealType.JOINT_VENTURE: (),
    DealType.ACQUISITION: (frozenset({Role.ACQUIRER, Role.TARGET}), frozenset({Role.ACQUIRER, Role.SELLER})),
    DealType.INVESTMENT: (frozenset({Role.INVESTOR, Role.INVESTEE}),),
    DealType.LICENSING: (frozenset({Role.LICENSOR, Role.LICENSEE}),),
}
#: Types of deals among equals; a merger too has only partners.
_MUTUAL = frozenset({DealType.PARTNERSHIP, DealType.JOINT_VENTURE, DealType.ACQUISITION})


@dataclass(frozen=True, slots=True)
class _Party:
    naming: Naming
    #: As the article writes it.
    name: str
    role: Role


def proved(claims: Iterable[Claim], page: Page, gazetteer: Gazetteer, left_out: Counter[str]) -> list[DealDraft]:
    """The deals that the article bears out, the news before the background, none twice.

    Counts in `left_out` what it does not bear out: "value: not in the article".
    """
    drafts: dict[tuple[DealType, frozenset[str]], DealDraft] = {}
    for claim in sorted(claims, key=lambda claim: claim.background):
        place = _place(claim, page)
        if place is None:
            left_out["deal: not in the article"] += 1
            continue
        fields = Fields(page, place, left_out)
        parties = _in_roles(claim.type, _parties(claim, fields, gazetteer))
        if not parties:
            left_out["deal: fewer than two parties"] += 1
            continue
        key = (claim.type, frozenset(party.naming.slug for party in parties))
        if key not in drafts:
            drafts[key] = _draft(claim, fields, parties)
    return list(drafts.values())


def _place(claim: Claim, page: Page) -> Spot | None:
    """The whole sentences that the model quotes, in the text rather than in the title."""
    spots = [page.around(spot) for spot in page.spots(claim.quote)]
    spots = [spot for spot in spots if spot.last - spot.first < _LONGEST]
    return min(spots, key=lambda spot: spot.in_title, default=None)


def _draft(claim: Claim, fields: Fields, parties: Sequence[_Party]) -> DealDraft:
    names = tuple(party.name for party in parties)
    stage, said = _stage(claim, fields, names)
    product, value, quantity = (
        _product(claim, fields, names),
        fields.value(claim.value),
        fields.quantity(claim.quantity),
    )
    announced = fields.dated("announced", claim.announced, past=True)
    start = fields.dated("start", claim.start)
    places = [found for name in claim.places[:_MOST_PLACES] for found in _town(name, fields, names)]
    facts = (product, quantity, value, *places, announced, start)
    page = fields.page
    return DealDraft(
        type=claim.type,
        stage=stage,
        background=claim.background,
        parties=tuple(PartyDraft(party.name, party.naming.slug, party.role) for party in parties),
        evidence=(
            page.quote("deal", fields.place),
            *(page.quote(f"party:{party.naming.slug}", party.naming.spot) for party in parties),
            *said,
            *(fact[1] for fact in facts if fact),
        ),
        product=product[0] if product else None,
        quantity=quantity[0] if quantity else None,
        value=value[0] if value else None,
        places=tuple(dict.fromkeys(name for name, _ in places)),
        announced=announced[0] if announced else None,
        start=start[0] if start else None,
    )


def _parties(claim: Claim, fields: Fields, gazetteer: Gazetteer) -> list[_Party]:
    """Those named at the deal, in the order of the article, one of a house; none if its sentences speak of nobody."""
    found: list[_Party] = []
    for name, role in claim.parties:
        named = namings(fields.page, name, gazetteer)
        near = [each for each in named if each.spot.in_title or _speak_of(each, fields, _NEAR)]
        if not near:
            fields.leave("party", "named elsewhere" if named else "not in the article")
            continue
        nearest = min(near, key=lambda each: each.spot.distance(fields.place))
        party = _Party(nearest, fields.page.quote("", nearest.spot).quote, role)
        if any(_of_one_house(party, other, gazetteer) for other in found):
            fields.leave("party", "of the same house")
        else:
            found.append(party)
    if not any(_speak_of(party.naming, fields, 0) for party in found):
        return []
    return sorted(found, key=lambda party: (party.naming.spot.first, party.naming.spot.start))


def _speak_of(naming: Naming, fields: Fields, reach: int) -> bool:
    """Whether the deal's sentences, or those so near, name the company or refer to it ("the battery maker")."""
    page, place = fields.page, fields.place
    if naming.spot.distance(place) <= reach:
        return True
    around = page.sentences[max(0, place.first - reach) : place.last + reach + 1]
    return any(naming.slug in mention.slugs for sentence in around for mention in sentence.mentions)


def _of_one_house(one: _Party, other: _Party, gazetteer: Gazetteer) -> bool:
    a, b = one.naming.slug, other.naming.slug
    if {one.role, other.role} == {Role.TARGET, Role.SELLER}:  # who sells a unit of its own
        return a == b
    return a == b or gazetteer.of_one_house(a, b)


def _in_roles(type_: DealType, parties: Sequence[_Party]) -> list[_Party]:
    """The parties whose roles the type has; none when no two of them make a deal of it."""
    roles = [party.role for party in parties]
    wanted = {role for row in _ROLES[type_] if row <= set(roles) for role in row}
    if not wanted and type_ in _MUTUAL and roles.count(Role.PARTNER) > 1:
        wanted = {Role.PARTNER}
    return [party for party in parties if party.role in wanted]


def _stage(claim: Claim, fields: Fields, names: tuple[str, ...]) -> tuple[Stage, tuple[Quote, ...]]:
    """The model's, if words of the deal's sentences, the title or the next ones say it; else our own reading."""
    place, page = fields.place, fields.page
    for spot in fields.nearest(claim.stage_quote, "stage") if claim.stage_quote else ():
        if spot.in_title or spot.distance(place) <= _NEAR:
            return claim.stage, (page.quote("stage", spot),)
    told = () if place.in_title else ((place.start, place.end),)
    return stages.of(page.article, Told(claim.type, told, place.in_title, names))


def _product(claim: Claim, fields: Fields, names: tuple[str, ...]) -> tuple[str, Quote] | None:
    """Nothing is made or supplied for money put into a company."""
    if not claim.product or claim.type is DealType.INVESTMENT:
        return None
    return next(fields.words("product", claim.product, _LONGEST_PRODUCT, names), None)


def _town(name: str, fields: Fields, names: tuple[str, ...]) -> Iterator[tuple[str, Quote]]:
    if name[0].isupper():
        yield from fields.words("place", name, _LONGEST_PLACE, names)
