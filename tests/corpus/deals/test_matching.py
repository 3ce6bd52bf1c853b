"""Which two reports tell one deal: retellings that belong together, look-alikes that do not."""

from itertools import permutations

import pytest

from corpus.companies.gazetteer import gazetteer
from corpus.deals.drafts import DealDraft
from corpus.deals.matching.clustering import cluster
from corpus.deals.matching.comparing import compare
from corpus.deals.matching.reports import Report
from tests.corpus.deals.makers import day, deal


def report(published: str | None, draft: DealDraft, article_id: str = "", ordinal: int = 0) -> Report:
    """A report of a paper; its article is named by its day unless it has a name."""
    when = day(published) if published else None
    return Report(article_id or f"of {published} {id(draft)}", ordinal, when, "Paper", None, draft)


def deals(*reports: Report) -> list[set[str]]:
    """The articles of each deal."""
    found = cluster(reports, gazetteer(), {})
    return [{each.article_id for each in one} for one in found]


MAZDA = "supplier Panasonic Energy, buyer Mazda"
FORD = "supplier CATL, buyer Ford"
RETELLINGS = {
    "told again the next day": (("2024-03-29", deal(MAZDA)), ("2024-03-30", deal(MAZDA))),
    "told by the parent's name": (
        ("2024-03-29", deal(MAZDA)),
        ("2024-03-29", deal("supplier Panasonic, buyer Mazda")),
    ),
    "a unit of the buyer": (
        ("2022-12-07", deal("supplier Umicore, buyer PowerCo", product="cathode materials")),
        ("2022-12-08", deal("supplier Umicore, buyer Volkswagen", product="cathode materials")),
    ),
    "the brand of a group": (
        ("2020-04-21", deal("supplier SK Innovation, buyer BAIC", product="NCM 811 battery cells")),
        ("2020-05-08", deal("supplier SK Innovation, buyer ARCFOX", product="NCM811 cells", background=True)),
    ),
    "talks, then an agreement nine months later": (
        ("2023-06-21", deal(MAZDA, stage="talks", product="cylindrical batteries")),
        ("2024-03-29", deal(MAZDA, product="cylindrical lithium-ion batteries")),
    ),
    "talks on a partnership that became a supply contract": (
        (
            "2023-06-21",
            deal("partner Panasonic Energy, partner Mazda", "partnership", "talks", product="batteries"),
        ),
        ("2024-03-29", deal(MAZDA, product="cylindrical lithium-ion batteries")),
    ),
    "a memorandum, then the definitive agreement": (
        ("2022-08-29", deal("supplier Ioneer, buyer Ford", stage="mou", product="lithium carbonate")),
        ("2023-02-01", deal("supplier Ioneer, buyer Ford", product="lithium carbonate")),
    ),
    "a rumour, then its denial": (
        ("2024-02-04", deal("acquirer Stellantis, target Renault", "acquisition", "rumoured")),
        ("2024-02-05", deal("acquirer Stellantis, target Renault", "acquisition", "denied")),
    ),
    "a merger agreed, and completed 21 months later": (
        (
            "2022-01-18",
            deal("acquirer Microsoft, target Activision", "acquisition", value=(68.7e9, "USD")),
        ),
        (
            "2023-10-13",
            deal("acquirer Microsoft, target Activision", "acquisition", "completed", value=(69e9, "USD")),
        ),
    ),
    "a takeover whose price was lowered": (
        ("2022-08-05", deal("acquirer Amazon, target iRobot", "acquisition", value=(1.7e9, "USD"))),
        ("2023-07-25", deal("acquirer Amazon, target iRobot", "acquisition", value=(1.42e9, "USD"))),
    ),
    "an agreement, and its end nine months later": (
        (
            "2023-02-24",
            deal("partner Ford, partner LGES, partner Koç Holding", "joint_venture", "mou", places=("Ankara",)),
        ),
        (
            "2023-11-11",
            deal(
                "partner Ford, partner LGES, partner Koç Holding",
                "joint_venture",
                "ended",
                places=("Başkent", "Ankara"),
            ),
        ),
    ),
    "three parties told, and two of them": (
        ("2023-02-24", deal("partner Ford, partner LGES, partner Koç Holding", "joint_venture", "mou")),
        ("2023-02-25", deal("partner Ford, partner LGES", "joint_venture", "mou")),
    ),
    "a venture told as a partnership": (
        ("2022-08-29", deal("partner Honda, partner LGES", "joint_venture", value=(4.4e9, "USD"))),
        ("2022-08-30", deal("partner Honda, partner LGES", "partnership", value=(4.4e9, "USD"))),
    ),
    "a supply contract told as a partnership": (
        ("2024-07-02", deal("supplier LGES, buyer Ampere", product="LFP batteries", quantity=(39.0, "GWh"))),
        ("2024-07-03", deal("partner LGES, partner Renault", "partnership", product="LFP cells")),
    ),
    "a stake told as an acquisition": (
        ("2023-12-05", deal("acquirer SoftBank, target Cubic", "acquisition", value=(473e6, "EUR"))),
        ("2023-12-06", deal("investor SoftBank, investee Cubic", "investment", value=(473e6, "EUR"))),
    ),
    "the value told in two currencies": (
        ("2023-10-26", deal("investor Stellantis, investee Leapmotor", "investment", value=(1.5e9, "EUR"))),
        ("2023-10-26", deal("investor Stellantis, investee Leapmotor", "investment", value=(1.6e9, "USD"))),
    ),
    "the value told rounded": (
        ("2020-07-15", deal("supplier CATL, buyer BMW", value=(7.3e9, "EUR"))),
        ("2020-07-16", deal("supplier CATL, buyer BMW", value=(7e9, "EUR"))),
    ),
    "told four months apart, with the month that supply starts in": (
        ("2016-09-13", deal("supplier Samsung SDI, buyer Volkswagen", start="2017-01")),
        ("2017-01-09", deal("supplier Samsung SDI, buyer Volkswagen", start="2017-01")),
    ),
    "recalled a year later with its date": (
        ("2022-07-21", deal(FORD, product="LFP packs")),
        ("2023-09-26", deal(FORD, background=True, announced="2022-07", product="batteries")),
    ),
    "recalled years later without a date": (
        ("2016-09-13", deal("supplier Samsung SDI, buyer Volkswagen", product="37 Ah cells")),
        ("2018-01-23", deal("supplier Samsung SDI, buyer Volkswagen", background=True, product="cells")),
    ),
    "a standing relation recalled twice, years apart": (
        ("2018-01-23", deal("supplier Samsung SDI, buyer BMW", background=True)),
        ("2021-01-23", deal("supplier Samsung SDI, buyer BMW", background=True)),
    ),
    "a round told with other investors of it": (
        ("2023-11-19", deal("investor Coatue, investor New Wave, investee Amo", "investment", value=(20e6, "USD"))),
        ("2023-11-20", deal("investor DST Global, investee Amo", "investment", value=(20e6, "USD"))),
    ),
    "news that dates the deal to where the first report stood": (
        ("2024-03-04", deal(FORD, product="LFP cells")),
        ("2024-05-20", deal(FORD, announced="2024-03")),
    ),
    "a plant by its town, and by its state": (
        ("2022-05-24", deal("partner Stellantis, partner Samsung SDI", "joint_venture", places=("Kokomo",))),
        ("2022-05-24", deal("partner Stellantis, partner Samsung SDI", "joint_venture", places=("Indiana",))),
    ),
    "one sum told of two places of the same deal": (
        ("2024-10-15", deal(FORD, quantity=(109.0, "GWh"), places=("Poland",))),
        ("2024-10-16", deal(FORD, quantity=(109.0, "GWh"), places=("Germany",))),
    ),
    "one article without a date": (
        ("2024-03-29", deal(MAZDA, product="cylindrical cells")),
        (None, deal(MAZDA, product="cylindrical cells")),
    ),
}
LOOK_ALIKES = {
    "another direction": (("2024-03-29", deal(FORD)), ("2024-03-29", deal("supplier Ford, buyer CATL"))),
    "another chemistry": (
        ("2024-12-02", deal("supplier LGES, buyer GM", product="LFP cells")),
        ("2024-12-02", deal("supplier LGES, buyer GM", product="prismatic NCM cells")),
    ),
    "another format": (
        ("2024-12-02", deal("supplier LGES, buyer GM", product="prismatic cells")),
        ("2024-12-03", deal("supplier LGES, buyer GM", product="pouch cells")),
    ),
    "another cell": (
        ("2016-09-13", deal("supplier Samsung SDI, buyer Volkswagen", product="37 Ah cells")),
        ("2016-09-14", deal("supplier Samsung SDI, buyer Volkswagen", product="25 Ah cells")),
    ),
    "sodium instead of lithium": (
        ("2023-04-16", deal("supplier CATL, buyer Chery", product="sodium-ion batteries")),
        ("2023-04-16", deal("supplier CATL, buyer Chery", product="lithium-ion batteries")),
    ),
    "materials, not batteries": (
        ("2023-02-07", deal("supplier LG Chem, buyer GM", product="cathode materials")),
        ("2023-02-08", deal("supplier LG Energy Solution, buyer GM", product="battery cells")),
    ),
    "batteries for storage, not for cars": (
        ("2025-07-30", deal("supplier LGES, buyer Tesla", product="LFP cells for energy storage")),
        ("2025-07-31", deal("supplier LGES, buyer Tesla", product="cells for electric vehicles")),
    ),
    "another town": (
        ("2022-01-25", deal("partner GM, partner LGES", "joint_venture", places=("Lansing, Michigan",))),
        ("2022-01-26", deal("partner GM, partner LGES", "joint_venture", places=("Spring Hill, Tennessee",))),
    ),
    "another country": (
        ("2024-01-10", deal(FORD, places=("Germany",))),
        ("2024-01-11", deal(FORD, places=("Hungary",))),
    ),
    "a later extension of the contract": (
        ("2023-10-04", deal("supplier LGES, buyer Toyota", product="batteries", quantity=(20.0, "GWh/yr"))),
        ("2024-11-04", deal("supplier LGES, buyer Toyota", product="batteries", quantity=(30.0, "GWh/yr"))),
    ),
    "a new contract half a year later": (
        ("2023-10-04", deal("supplier LGES, buyer Toyota", product="batteries")),
        ("2024-06-04", deal("supplier LGES, buyer Toyota", product="batteries")),
    ),
    "told four months apart, with the year that supply starts in": (
        ("2016-09-13", deal("supplier Samsung SDI, buyer Volkswagen", start="2017")),
        ("2017-01-09", deal("supplier Samsung SDI, buyer Volkswagen", start="2017")),
    ),
    "another round": (
        ("2023-10-04", deal("investor Temasek, investee Ola", "investment", sentence="Ola closed its Series B")),
        ("2023-10-20", deal("investor Temasek, investee Ola", "investment", sentence="Ola closed a Series C")),
    ),
    "another sum invested two months later": (
        ("2023-08-01", deal("investor Ford, investee Redwood", "investment", value=(50e6, "USD"))),
        ("2023-10-01", deal("investor Ford, investee Redwood", "investment", value=(700e6, "USD"))),
    ),
    "a stake and a venture": (
        ("2023-10-26", deal("investor Stellantis, investee Leapmotor", "investment", value=(1.5e9, "EUR"))),
        ("2023-10-26", deal("partner Stellantis, partner Leapmotor", "joint_venture")),
    ),
    "a licence and a supply contract": (
        ("2023-02-13", deal("licensor CATL, licensee Ford", "licensing", product="LFP technology")),
        ("2023-02-13", deal("supplier CATL, buyer Ford", product="LFP technology")),
    ),
    "a memorandum on working together, and a contract of the same day": (
        ("2022-07-21", deal("partner CATL, partner Ford", "partnership", "mou")),
        ("2022-07-21", deal(FORD, product="LFP packs")),
    ),
    "another buyer beside the same supplier": (
        ("2022-07-21", deal("supplier CATL, buyer Ford")),
        ("2022-07-21", deal("supplier CATL, buyer Volvo")),
    ),
    "a sister of the supplier": (
        ("2022-07-21", deal("supplier Audi, buyer Ford")),
        ("2022-07-21", deal("supplier PowerCo, buyer Ford")),
    ),
    "a third partner and another project": (
        ("2021-09-27", deal("partner Ford, partner SK On", "joint_venture", product="battery plants")),
        ("2022-03-14", deal("partner Ford, partner SK On, partner Koç Holding", "joint_venture", "mou")),
    ),
    "another target of the same two": (
        ("2023-11-01", deal("acquirer Reliance, target Netmeds", "acquisition")),
        ("2023-11-02", deal("acquirer Reliance, target Zivame", "acquisition")),
    ),
    "who buys and who sells exchanged": (
        ("2023-11-01", deal("acquirer Bosch, seller Denso, target Ionway", "acquisition")),
        ("2023-11-01", deal("acquirer Denso, seller Bosch, target Ionway", "acquisition")),
    ),
    "announced years before the news": (
        ("2024-05-01", deal(FORD)),
        ("2024-06-01", deal(FORD, background=True, announced="2021-03")),
    ),
    "recalled before it was news": (
        ("2020-05-08", deal(FORD, background=True)),
        ("2022-07-21", deal(FORD)),
    ),
    "taken up again after its end": (
        ("2023-11-11", deal(MAZDA, stage="ended")),
        ("2025-03-01", deal(MAZDA, stage="talks")),
    ),
    "two recalled with dates far apart": (
        ("2024-05-01", deal(FORD, background=True, announced="2018")),
        ("2024-05-02", deal(FORD, background=True, announced="2022-07")),
    ),
}
Pair = tuple[tuple[str | None, DealDraft], tuple[str | None, DealDraft]]


@pytest.mark.parametrize("pair", RETELLINGS.values(), ids=RETELLINGS.keys())
def test_retellings_are_one_deal(pair: Pair) -> None:
    one, other = (report(published, draft) for published, draft in pair)

    assert len(deals(one, other)) == 1
    assert compare(one, other, gazetteer()) == compare(other, one, gazetteer())


@pytest.mark.parametrize("pair", LOOK_ALIKES.values(), ids=LOOK_ALIKES.keys())
def test_look_alikes_are_two_deals(pair: Pair) -> None:
    one, other = (report(published, draft) for published, draft in pair)

    assert len(deals(one, other)) == 2
    assert compare(one, other, gazetteer()) == compare(other, one, gazetteer())


def test_two_deals_of_one_article_are_never_one() -> None:
    first = report("2024-03-29", deal(FORD), "a", 0)
    second = report("2024-03-29", deal(FORD), "a", 1)

    assert len(deals(first, second)) == 2


def test_report_that_says_little_joins_the_deal_it_contradicts_least() -> None:
    lfp = report("2024-03-29", deal(FORD, product="LFP cells", value=(1e9, "USD")), "lfp")
    ncm = report("2024-03-29", deal(FORD, product="NCM cells", value=(3e9, "USD")), "ncm")
    vague = report("2024-03-31", deal(FORD, value=(3e9, "USD")), "vague")

    assert deals(lfp, ncm, vague) == [{"lfp"}, {"ncm", "vague"}]


def test_report_that_says_little_does_not_bring_contradicting_reports_together() -> None:
    vague = report("2024-03-28", deal(FORD), "vague")
    lfp = report("2024-03-29", deal(FORD, product="LFP cells"), "lfp")
    ncm = report("2024-03-29", deal(FORD, product="NCM cells"), "ncm")

    assert all(not {"lfp", "ncm"} <= one for one in deals(vague, lfp, ncm))


def test_what_is_recalled_joins_no_two_deals() -> None:
    first = report("2022-03-29", deal(FORD), "first")
    second = report("2023-12-29", deal(FORD), "second")
    recall = report("2024-02-01", deal(FORD, background=True), "recall")

    assert deals(first, second, recall) == [{"first"}, {"second", "recall"}]


def test_order_in_which_reports_are_given_makes_no_difference() -> None:
    reports = [
        report("2024-03-29", deal(FORD, product="LFP cells"), "a"),
        report("2024-03-29", deal(FORD, value=(1e9, "USD")), "b"),
        report("2024-04-20", deal(FORD, product="NCM cells"), "c"),
        report("2024-06-01", deal(FORD, background=True), "d"),
        report(None, deal("partner CATL, partner Ford", "partnership"), "e"),
    ]

    found = {str([sorted(one) for one in deals(*some)]) for some in permutations(reports)}

    assert len(found) == 1


def test_every_factor_of_a_comparison_says_what_it_saw() -> None:
    one = report("2024-03-29", deal(FORD, product="LFP cells", value=(1e9, "USD")))
    other = report("2024-03-31", deal(FORD, product="LFP packs", value=(1.02e9, "USD")))

    compared = compare(one, other, gazetteer())

    assert {factor.name for factor in compared.factors} == {"parties", "type", "direction", "time", "product", "value"}
    assert all(factor.note for factor in compared.factors)
