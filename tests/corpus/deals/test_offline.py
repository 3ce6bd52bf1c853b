"""Deals read from articles by the default reader; a scripted model says what holds between two companies."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from corpus.companies.gazetteer import gazetteer
from corpus.deals.drafts import DealDraft, DealType, Readable, Role
from corpus.deals.reading.offline import OfflineReader
from corpus.deals.relations import Judgement, Pair, Relation, Telling


@dataclass(frozen=True)
class Scripted:
    """Says what it was told of two names, in the order the sentence names them; else that nothing holds."""

    relations: Mapping[tuple[str, str], Relation]
    telling: Telling = Telling.FACT
    identity: str = "scripted"

    def judge(self, pairs: Sequence[Pair]) -> list[Judgement]:
        return [self._one(pair) for pair in pairs]

    def _one(self, pair: Pair) -> Judgement:
        names = tuple(pair.text[slice(*spans[0])] for spans in (pair.first, pair.second))
        relation = self.relations.get((names[0], names[1]), Relation.NONE)
        relations = dict.fromkeys(Relation, 0.0) | {relation: 1.0}
        return Judgement(relations, dict.fromkeys(Telling, 0.0) | {self.telling: 1.0}, 0.1)


def read(title: str, text: str, model: Scripted) -> list[DealDraft]:
    published = datetime(2024, 3, 22, tzinfo=UTC)
    return OfflineReader(gazetteer(), model).read(Readable(title, text, "Example Wire", published))


def roles(draft: DealDraft) -> dict[str, Role]:
    return {party.company: party.role for party in draft.parties}


def test_a_sentence_makes_a_deal_with_roles_the_right_way_round() -> None:
    model = Scripted({("Mazda", "Panasonic Energy"): Relation.IS_SUPPLIED})

    [draft] = read("Cells for Mazda", "Mazda will buy cylindrical cells from Panasonic Energy.", model)

    assert draft.type is DealType.SUPPLY
    assert roles(draft) == {"panasonic_energy": Role.SUPPLIER, "mazda": Role.BUYER}


def test_every_quote_stands_where_it_says() -> None:
    title, text = (
        "Mazda picks Panasonic Energy",
        "A first line.\n\nMazda signed a deal with Panasonic Energy on Friday.",
    )
    model = Scripted({("Mazda", "Panasonic Energy"): Relation.IS_SUPPLIED})

    [draft] = read(title, text, model)

    assert {"deal", "party:mazda", "party:panasonic_energy"} <= {quote.field for quote in draft.evidence}
    for quote in draft.evidence:
        assert (title if quote.in_title else text)[quote.start : quote.end] == quote.quote


def test_title_and_text_that_tell_one_deal_make_one_draft() -> None:
    model = Scripted({("Mazda", "Panasonic Energy"): Relation.IS_SUPPLIED})

    drafts = read("Mazda picks Panasonic Energy", "Mazda signed a deal with Panasonic Energy.", model)

    assert len(drafts) == 1


def test_partners_who_agree_on_a_supply_have_made_the_supply() -> None:
    model = Scripted(
        {("Mazda", "Panasonic Energy"): Relation.PARTNERS, ("Panasonic Energy", "Mazda"): Relation.SUPPLIES}
    )

    drafts = read("", "Mazda signed with Panasonic Energy. Panasonic Energy will supply Mazda with cells.", model)

    assert [draft.type for draft in drafts] == [DealType.SUPPLY]


def test_investors_of_one_round_are_in_one_deal() -> None:
    model = Scripted(
        {
            ("Lyten", "Stellantis"): Relation.IS_INVESTED,
            ("Lyten", "FedEx"): Relation.IS_INVESTED,
            ("Lyten", "Honeywell"): Relation.IS_INVESTED,
        }
    )

    [draft] = read("", "Lyten raised $200 million from Stellantis, FedEx and Honeywell.", model)

    assert draft.type is DealType.INVESTMENT
    assert sorted(party.role for party in draft.parties) == [Role.INVESTEE, *[Role.INVESTOR] * 3]


def test_a_buyer_its_target_and_the_seller_are_in_one_deal() -> None:
    model = Scripted(
        {("Lyten", "Cuberg"): Relation.ACQUIRES, ("Lyten", "Northvolt"): Relation.BUYS_FROM},
    )

    [draft] = read("", "Lyten has bought the assets of Cuberg from Northvolt.", model)

    assert roles(draft) == {"lyten": Role.ACQUIRER, "cuberg": Role.TARGET, "northvolt": Role.SELLER}


def test_a_supplier_of_two_makers_has_a_deal_with_each() -> None:
    model = Scripted({("CATL", "BMW"): Relation.SUPPLIES, ("CATL", "Tesla"): Relation.SUPPLIES})

    drafts = read("", "CATL will supply BMW and Tesla.", model)

    assert [set(roles(draft)) for draft in drafts] == [{"catl", "bmw"}, {"catl", "tesla"}]


def test_what_the_writer_only_imagines_is_no_deal() -> None:
    model = Scripted({("Apple", "Rivian"): Relation.ACQUIRES}, Telling.IMAGINED)

    assert read("", "Apple should buy Rivian while it is cheap.", model) == []


def test_companies_of_one_group_make_no_deal_with_each_other() -> None:
    model = Scripted({("Volkswagen", "PowerCo"): Relation.SUPPLIES, ("PowerCo", "Volkswagen"): Relation.SUPPLIES})

    assert read("", "PowerCo will supply Volkswagen with cells.", model) == []


def test_an_article_without_companies_or_text_has_no_deals() -> None:
    model = Scripted({})

    assert read("", "", model) == []
    assert read("Heavy rain along the coast", "It rained for a week.", model) == []


def test_a_joint_venture_makes_no_deal_with_its_owners() -> None:
    model = Scripted({("Ford", "BlueOval SK"): Relation.PARTNERS, ("Ford", "SK On"): Relation.VENTURE})

    [draft] = read("", "Ford and SK On named their joint venture BlueOval SK.", model)

    assert set(roles(draft)) == {"ford", "sk_on"}


def test_who_buys_chips_from_a_maker_does_not_buy_the_maker() -> None:
    model = Scripted({("Tesla", "Samsung"): Relation.ACQUIRES, ("Samsung", "Tesla"): Relation.SUPPLIES})

    drafts = read(
        "Samsung makes chips for Tesla",
        "Samsung is to make chips for Tesla. Tesla buys them from Samsung. Samsung confirmed it to Tesla.",
        model,
    )

    assert [draft.type for draft in drafts] == [DealType.SUPPLY]


def test_where_a_sentence_does_not_say_who_gives_the_cell_maker_supplies_the_carmaker() -> None:
    class Unsure(Scripted):
        def judge(self, pairs: Sequence[Pair]) -> list[Judgement]:
            relations = dict.fromkeys(Relation, 0.0) | {Relation.SUPPLIES: 0.55, Relation.IS_SUPPLIED: 0.4}
            return [Judgement(relations, {each: float(each is Telling.FACT) for each in Telling}, 0.1) for _ in pairs]

    [draft] = read("", "Details of the battery pact between Mazda and Panasonic Energy are out.", Unsure({}))

    assert roles(draft) == {"panasonic_energy": Role.SUPPLIER, "mazda": Role.BUYER}


def test_brands_named_beside_their_owner_are_no_parties() -> None:
    said = Relation.INVESTS
    model = Scripted({("Stellantis", "Leapmotor"): said, ("Jeep", "Leapmotor"): said, ("Peugeot", "Leapmotor"): said})

    [draft] = read("", "Stellantis, which has Jeep and Peugeot, takes 20% of Leapmotor.", model)

    assert set(roles(draft)) == {"stellantis", "leapmotor"}


def test_what_the_model_gives_no_number_for_is_no_deal() -> None:
    class Lost(Scripted):
        def judge(self, pairs: Sequence[Pair]) -> list[Judgement]:
            nothing = float("nan")
            judgement = Judgement(dict.fromkeys(Relation, nothing), dict.fromkeys(Telling, nothing), nothing)
            return [judgement for _ in pairs]

    assert read("", "Mazda will buy cells from Panasonic Energy.", Lost({})) == []


def test_kind_of_deal_is_decided_before_its_direction() -> None:
    class Torn(Scripted):
        def judge(self, pairs: Sequence[Pair]) -> list[Judgement]:
            said = {Relation.SUPPLIES: 0.3, Relation.IS_SUPPLIED: 0.3, Relation.PARTNERS: 0.4}
            relations = dict.fromkeys(Relation, 0.0) | said
            return [Judgement(relations, {each: float(each is Telling.FACT) for each in Telling}, 0.1) for _ in pairs]

    [draft] = read("", "Details of the pact on vans between Mazda and Panasonic Energy are out.", Torn({}))

    assert draft.type is DealType.SUPPLY


def test_partners_of_one_company_are_not_thereby_partners_of_each_other() -> None:
    model = Scripted({("Lyten", "Stellantis"): Relation.PARTNERS, ("Lyten", "FedEx"): Relation.PARTNERS})

    drafts = read("", "Lyten works with Stellantis on cells and on drones with FedEx.", model)

    assert [set(roles(draft)) for draft in drafts] == [{"lyten", "stellantis"}, {"lyten", "fedex"}]


def test_backers_named_in_passing_are_no_parties() -> None:
    model = Scripted({("Stellantis", "Lyten"): Relation.PARTNERS, ("Stellantis", "FedEx"): Relation.PARTNERS})

    assert (
        read("", "FedEx- and Stellantis-backed Lyten has a new chief executive, who partnered with many.", model) == []
    )


def test_a_company_called_by_its_parent_in_the_headline_has_one_deal() -> None:
    model = Scripted(
        {
            ("Stellantis", "LG"): Relation.PARTNERS,
            ("Stellantis", "LG Energy Solution"): Relation.VENTURE,
        }
    )
    text = "Stellantis and LG Energy Solution set up a joint venture. Stellantis owns half, LG Energy Solution half."

    [draft] = read("Stellantis teams up with LG", text, model)

    assert draft.type is DealType.JOINT_VENTURE
    assert set(roles(draft)) == {"stellantis", "lg_energy_solution"}


def test_sister_companies_named_together_have_one_deal_with_their_partner() -> None:
    model = Scripted({("Hyundai Motor", "Exide"): Relation.PARTNERS, ("Kia", "Exide"): Relation.PARTNERS})

    [draft] = read("", "Hyundai Motor and Kia signed a partnership with Exide.", model)

    assert {"hyundai", "kia"} < set(roles(draft))


def test_who_is_bought_and_what_it_bought_before_stay_two_deals() -> None:
    model = Scripted({("Arcadium", "Livent"): Relation.ACQUIRES, ("Rio Tinto", "Arcadium"): Relation.ACQUIRES})

    drafts = read("", "Arcadium had bought Livent. Now Rio Tinto buys Arcadium.", model)

    assert [roles(draft) for draft in drafts] == [
        {"arcadium": Role.ACQUIRER, "livent": Role.TARGET},
        {"rio_tinto": Role.ACQUIRER, "arcadium": Role.TARGET},
    ]
