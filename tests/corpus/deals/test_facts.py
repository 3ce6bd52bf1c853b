"""The facts of a deal, read from the sentences that tell it."""

import time
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.deals.drafts import DealType, Readable
from corpus.deals.facts import facts
from corpus.deals.facts.facts import Facts
from corpus.deals.facts.told import Told
from corpus.text import sentences

FRIDAY = datetime(2024, 3, 22, 12, tzinfo=UTC)


def told(text: str, deal: str, *names: str, title: str = "") -> Facts:
    """The facts of the deal that the first sentence tells and the others go on about."""
    article = Readable(title, text, None, FRIDAY)
    found = facts.read(article, Told(DealType(deal), tuple(sentences.spans(text)), bool(title), names))
    for quote in found.evidence:
        assert quote.quote == (title if quote.in_title else text)[quote.start : quote.end] != ""
    return found


VALUES = [
    ("acquisition", "Rio Tinto has agreed to buy Arcadium Lithium for $6.7 billion in cash.", 6700000000.0),
    ("acquisition", "Rio Tinto to acquire Arcadium in a $6.7bn all-cash deal.", 6700000000.0),
    ("acquisition", "The takeover, worth about A$6.6 billion ($4.2 billion), was called off.", 6600000000.0),
    ("acquisition", "Albemarle walked away from its A$6.6 billion bid for Liontown.", 6600000000.0),
    ("acquisition", "Microsoft paid $69bn for Activision, whose revenue was $8.8 billion.", 69000000000.0),
    ("acquisition", "Bosch buys Johnson Controls' heating unit for 8 billion dollars, including debt.", 8000000000.0),
    ("acquisition", "The purchase price is 1.1 billion euros.", 1100000000.0),
    ("acquisition", "GM will sell its stake in the Lansing plant to LGES for about $1 billion.", 1000000000.0),
    ("acquisition", "Stellantis sold its 49% in NextStar to LGES for $100.", 100),
    ("acquisition", "Honda will buy the building of the venture for 4.22 trillion won, Honda said.", 4220000000000.0),
    ("acquisition", "Atlassian acquires Loom in a deal valued at $975 million.", 975000000.0),
    ("acquisition", "The transaction is valued at 3.2 billion yuan.", 3200000000.0),
    ("investment", "Lyten raised $200 million in a Series B round led by Prime Movers Lab.", 200000000.0),
    ("investment", "Northvolt secured a $50M Series B led by VW.", 50000000.0),
    ("investment", "A $50M Series B led by Sequoia values Foo at $1.2bn.", 50000000.0),
    ("investment", "The company closed a €4.4 billion financing package with BNP Paribas.", 4400000000.0),
    ("investment", "Volkswagen will invest up to $5 billion in Rivian by 2026.", 5000000000.0),
    ("investment", "VW is investing 5 billion yuan in XPeng.", 5000000000.0),
    ("investment", "Toyota takes a 2% stake in Subaru worth 70 billion yen.", 70000000000.0),
    ("investment", "The DOE granted ioneer a $700 million conditional loan.", 700000000.0),
    ("investment", "Ioneer received a loan of $700 million from the DOE for its $1.2 billion project.", 700000000.0),
    ("investment", "GM puts $650 million into Lithium Americas.", 650000000.0),
    ("investment", "Saudi PIF bought shares of Lucid for $1 billion.", 1000000000.0),
    ("investment", "Temasek led a $100 million round in Ola, whose revenue hit $500 million last year.", 100000000.0),
    ("investment", "The funding consists of $144 million in equity and $240 million in debt.", 144000000.0),
    ("supply", "LG Energy Solution won a $4.3 billion order from Tesla.", 4300000000.0),
    ("supply", "LGES has signed a 5.94 trillion won contract to supply LFP batteries to Tesla.", 5940000000000.0),
    ("supply", "Samsung will make chips for Tesla in a $16.5 billion deal.", 16500000000.0),
    ("supply", "The contract is worth 22.8 trillion won ($16.5 billion) and runs until 2033.", 22800000000000.0),
    ("supply", "An order for battery cells worth 2 billion euros ($2.15 billion) was cancelled.", 2000000000.0),
    ("supply", "BMW has ordered $1.2 billion worth of cells from Eve.", 1200000000.0),
    ("supply", "GM will buy batteries worth up to $19 billion from LG Chem.", 19000000000.0),
    ("supply", "The supply deal has an order volume of 7.3 billion euros.", 7300000000.0),
    ("supply", "Apple will pay Google $20 billion a year to remain the default.", 20000000000.0),
    ("joint_venture", "GM and LG will invest a combined $2.3 billion in a joint venture.", 2300000000.0),
    (
        "joint_venture",
        "Stellantis and CATL will form a 50-50 joint venture and invest up to €4.1 billion in a plant in Zaragoza.",
        4100000000.0,
    ),
    ("joint_venture", "Honda and LG will set up a $4.4 billion joint venture in Ohio.", 4400000000.0),
    ("licensing", "Ford pays CATL a licence fee of $300 million.", 300000000.0),
    ("partnership", "Toyota and Idemitsu signed a partnership valued at 200 billion yen.", 200000000000.0),
    ("investment", "Rivian gets $5 billion lifeline from Volkswagen.", 5000000000.0),
    ("investment", "Stellantis to invest 1.5 billion euros for a roughly 20% stake in Leapmotor.", 1500000000.0),
    ("acquisition", "Tesla acquires SolarCity for between $2.5 billion and $2.8 billion in stock.", 2500000000.0),
    (
        "acquisition",
        "ArcLight sold Infinigen Renewables to Foo in a transaction worth in excess of US$300m.",
        300000000.0,
    ),
    ("supply", "The five-year offtake agreement has an estimated value of US$1.1 billion.", 1100000000.0),
    ("supply", "ABB wins $150M order from Ontario Power.", 150000000.0),
    ("supply", "Under the terms, Renault will spend 400 million euros on cells from Verkor.", 400000000.0),
]
NO_VALUES = [
    ("acquisition", "Rio Tinto will pay $5.85 a share for Arcadium, valuing the company at $6.7 billion."),
    ("acquisition", "Broadcom, which has a market capitalisation of $600 billion, has bought VMware."),
    ("acquisition", "Lyten acquired Northvolt's assets for an undisclosed sum. Lyten has raised $425 million."),
    ("acquisition", "Umicore was fined €50 million before BASF bought it."),
    ("acquisition", "SK On buys out Ford's half of the $11.4 billion venture."),
    ("acquisition", "The deal values Loom at $975 million."),
    ("investment", "The round brings its total funding to $300 million."),
    ("investment", "Foo, valued at $4 billion, has raised money from Temasek."),
    ("supply", "LGES, which posted sales of 33 trillion won last year, will supply GM."),
    ("supply", "LGES will build a $1.4 billion plant in Arizona to supply cells to Rivian."),
    ("supply", "Northvolt, which has raised $8 billion, supplies Scania with cells."),
    ("supply", "Ford shares rose 2% after a $300 million profit as it signed CATL."),
    ("supply", "The price of lithium fell to $10 per kg as Ford signed a supply deal."),
    ("joint_venture", "Ford, which lost $4.5 billion on EVs last year, formed a venture with SK On."),
    ("licensing", "QuantumScape gets a $130 million royalty prepayment from PowerCo."),
    ("partnership", "The two firms with combined revenue of $10 billion will cooperate."),
    ("partnership", "Ford said it would take a $19.5 billion write-down and work with Renault."),
]
QUANTITIES = [
    ("supply", "LGES will supply Renault with 39 GWh of LFP batteries, enough for 590,000 cars.", (39, "GWh")),
    ("supply", "ioneer will deliver 7,000 metric tons a year to the carmaker for five years.", (7000, "t/yr")),
    ("supply", "Ford will buy 25,000 tonnes of lithium hydroxide from Albemarle over six years.", (25000, "t")),
    ("supply", "Ford inks offtake for 100,000 t of lithium hydroxide", (100000, "t")),
    ("supply", "Hertz has ordered 100,000 vehicles from Tesla.", (100000, "vehicles")),
    ("supply", "Amazon ordered 100,000 electric vans from Rivian.", (100000, "vehicles")),
    ("supply", "Uber will take 20,000 robotaxis made by Lucid.", (20000, "vehicles")),
    ("supply", "The two agreed that LGES would deliver 34 gigawatt-hours from 2026 to 2030.", (34, "GWh")),
    ("supply", "Panasonic signed a 10 GWh supply deal with Subaru.", (10, "GWh")),
    ("supply", "Tesla signs deal with LGES for 50 GWh of energy storage cells", (50, "GWh")),
    ("supply", "Fluence won an order for 2,000 MWh of battery storage from AES.", (2000, "MWh")),
    ("supply", "Siemens will supply 300 chargers to BP.", (300, "chargers")),
    ("supply", "Nel will deliver 40 MW of electrolysers to Statkraft.", (40, "MW")),
    ("supply", "Eve Energy is to supply 13 GWh of cells to AES and 15 GWh to Powin.", (13, "GWh")),
    ("supply", "Glencore will provide up to 20,000 t of cobalt per year to SK.", (20000, "t/yr")),
    ("joint_venture", "GM and Samsung SDI will build a plant with an annual capacity of 30 GWh.", (30, "GWh/yr")),
    ("joint_venture", "The venture will have a capacity of 40 GWh a year, enough for 500,000 cars.", (40, "GWh/yr")),
    ("joint_venture", "Honda and LG will form a joint venture to produce 40 GWh annually in Ohio.", (40, "GWh/yr")),
    ("joint_venture", "Ford, LGES and Koç are to build a 25 GWh battery plant.", (25, "GWh/yr")),
    (
        "joint_venture",
        "The partners commit themselves to at least 25 GWh a year, with room for up to 45 GWh.",
        (25, "GWh/yr"),
    ),
    (
        "joint_venture",
        "Stellantis and LGES: the plant's annual production capacity is expected to exceed 45 GWh.",
        (45, "GWh/yr"),
    ),
    ("supply", "BYD delivers 1,500 buses to Transdev.", (1500, "vehicles")),
    ("supply", "Daimler Truck gets an order of 800 eActros trucks from Amazon.", (800, "vehicles")),
    ("supply", "Between 20 and 30 GWh of cells will be supplied by Farasis to Mercedes.", (20, "GWh")),
    ("supply", "The contract covers 1 million tonnes of nickel over 10 years.", (1000000.0, "t")),
    ("supply", "LG Chem agreed to supply more than 500,000 tons of cathode material to GM.", (500000, "t")),
    ("supply", "SQM will sell 52,000 tonnes of lithium to Hyundai.", (52000, "t")),
    ("supply", "Umicore to supply PowerCo with cathode materials growing from 20 GWh to 160 GWh.", (20, "GWh")),
    ("supply", "An order for 200 electric buses was placed with Yutong by Ruter.", (200, "vehicles")),
    ("supply", "Yutong won an order for 200 electric buses from Ruter.", (200, "vehicles")),
    (
        "licensing",
        "Under the licence PowerCo may make up to 40 GWh a year with QuantumScape's technology.",
        (40, "GWh/yr"),
    ),
]
NO_QUANTITIES = [
    ("supply", "The 77 kWh battery pack with cells by CATL gives the car a range of 500 km."),
    ("supply", "Samsung SDI will supply cells for a 100 kWh pack."),
    ("supply", "VW, which sold 770,000 electric cars last year, buys cells from Gotion."),
    ("supply", "CATL, with a capacity of 500 GWh, will supply BMW."),
    ("supply", "The motor makes 200 kW and the supplier is Bosch."),
    ("supply", "VW bought 25% of Gotion and will take its cells."),
    ("joint_venture", "The factory employs 3,000 people."),
    ("acquisition", "LG Chem bought the maker of 30 GWh of cells."),
    ("supply", "Wolfspeed will supply 150mm wafers to Renesas for 10 years."),
    ("supply", "Volvo plans to make 600,000 cars a year with cells from Northvolt."),
    ("supply", "Northvolt will supply cells for 10,000 trucks built by Scania."),
]
PRODUCTS = [
    (
        "supply",
        "Panasonic Energy will supply cylindrical lithium-ion batteries to Mazda.",
        ("Panasonic Energy", "Mazda"),
        "cylindrical lithium-ion batteries",
    ),
    (
        "supply",
        "Panasonic Energy to supply Mazda with cylindrical lithium-ion battery cells from 2027",
        ("Panasonic Energy", "Mazda"),
        "cylindrical lithium-ion battery cells",
    ),
    (
        "supply",
        "LGES signed a 39 GWh deal to deliver LFP pouch cells to Renault's electric cars unit Ampere.",
        ("LGES", "Renault"),
        "LFP pouch cells",
    ),
    ("supply", "Ford signs offtake with ioneer for lithium carbonate", ("Ford", "ioneer"), "lithium carbonate"),
    (
        "supply",
        "Liontown will supply Ford with up to 150,000 tonnes a year of spodumene concentrate.",
        ("Liontown", "Ford"),
        "spodumene concentrate",
    ),
    (
        "supply",
        "Wolfspeed wins silicon carbide wafer order from Renesas",
        ("Wolfspeed", "Renesas"),
        "silicon carbide wafer",
    ),
    (
        "supply",
        "STMicroelectronics is to provide silicon carbide chips for Renault's inverters.",
        ("STMicroelectronics", "Renault"),
        "silicon carbide chips",
    ),
    (
        "supply",
        "Amazon has ordered 100,000 electric delivery vans from Rivian.",
        ("Amazon", "Rivian"),
        "electric delivery vans",
    ),
    ("supply", "Hertz buys 65,000 EVs from Polestar", ("Hertz", "Polestar"), "EVs"),
    ("supply", "Yutong won an order for 200 electric buses from Ruter.", ("Yutong", "Ruter"), "electric buses"),
    ("supply", "BMW buys battery cells from CATL and EVE for its Neue Klasse cars.", ("BMW", "CATL"), "battery cells"),
    ("supply", "BMW Group awards CATL contract for cylindrical cells", ("BMW Group", "CATL"), "cylindrical cells"),
    ("supply", "The iX3 uses prismatic NCM 811 cells made by CATL.", ("iX3", "CATL"), "prismatic NCM 811 cells"),
    (
        "supply",
        "Umicore will supply PowerCo with high-nickel cathode active materials.",
        ("Umicore", "PowerCo"),
        "high-nickel cathode active materials",
    ),
    ("supply", "Tesla taps LG Energy Solution for 4680 cells", ("Tesla", "LG Energy Solution"), "4680 cells"),
    ("supply", "Samsung Electronics will make AI6 chips for Tesla.", ("Samsung Electronics", "Tesla"), "AI6 chips"),
    (
        "supply",
        "Nouveau Monde Graphite to supply Panasonic with anode material",
        ("Nouveau Monde Graphite", "Panasonic"),
        "anode material",
    ),
    (
        "supply",
        "Talon Nickel signed a deal with Tesla for nickel concentrate.",
        ("Talon", "Tesla"),
        "nickel concentrate",
    ),
    ("supply", "Siemens will deliver 300 fast chargers to BP.", ("Siemens", "BP"), "fast chargers"),
    ("supply", "General Motors buys cathode material from POSCO.", ("General Motors", "POSCO"), "cathode material"),
    (
        "supply",
        "Hyundai Mobis received orders for battery systems from Volkswagen",
        ("Hyundai Mobis", "Volkswagen"),
        "battery systems",
    ),
    ("supply", "Northvolt's batteries will be supplied to Scania.", ("Northvolt", "Scania"), "batteries"),
    (
        "supply",
        "Redwood Materials and Panasonic agreed that Redwood will supply recycled copper foil.",
        ("Redwood Materials", "Panasonic"),
        "recycled copper foil",
    ),
    (
        "supply",
        "Mercedes-Benz signs deal with Luminar for lidar sensors",
        ("Mercedes-Benz", "Luminar"),
        "lidar sensors",
    ),
    (
        "joint_venture",
        "Stellantis and CATL form joint venture to produce LFP batteries in Spain",
        ("Stellantis", "CATL"),
        "LFP batteries",
    ),
    (
        "partnership",
        "Toyota and Idemitsu will jointly develop solid-state batteries.",
        ("Toyota", "Idemitsu"),
        "solid-state batteries",
    ),
    (
        "partnership",
        "Nissan and Honda are to cooperate on in-vehicle software platforms.",
        ("Nissan", "Honda"),
        "in-vehicle software platforms",
    ),
    (
        "partnership",
        "GM and LG Energy Solution extend prismatic battery cell technology partnership",
        ("GM", "LG Energy Solution"),
        "prismatic battery cell technology",
    ),
    ("partnership", "The partners will co-develop small and affordable EVs.", (), "small and affordable EVs"),
    (
        "licensing",
        "PowerCo gets a licence to make QuantumScape's solid-state battery cells.",
        ("PowerCo", "QuantumScape"),
        "solid-state battery cells",
    ),
    ("licensing", "Ford will license CATL's LFP battery technology.", ("Ford", "CATL"), "LFP battery technology"),
    ("licensing", "Axel Springer inked a deal with OpenAI to license its news.", ("Axel Springer", "OpenAI"), "news"),
    (
        "acquisition",
        "Bosch buys Johnson Controls' heating business.",
        ("Bosch", "Johnson Controls"),
        "heating business",
    ),
    (
        "acquisition",
        "Honda will buy the battery plant building from the venture.",
        ("Honda",),
        "battery plant building",
    ),
    ("acquisition", "Flexport acquires the technology of Convoy.", ("Flexport", "Convoy"), "technology"),
    ("acquisition", "Lyten buys Northvolt's remaining assets in Sweden", ("Lyten", "Northvolt"), "remaining assets"),
]
NO_PRODUCTS = [
    ("acquisition", "Rio Tinto to buy Arcadium Lithium.", ("Rio Tinto", "Arcadium Lithium")),
    ("acquisition", "Honda has bought battery maker Foo.", ("Honda", "Foo")),
    ("investment", "Volkswagen invests in Gotion, a maker of LFP cells.", ("Volkswagen", "Gotion")),
    ("supply", "CATL and Ford signed an agreement.", ("CATL", "Ford")),
    ("supply", "Ford's supplier SK On said profits rose.", ("Ford", "SK On")),
]


@pytest.mark.parametrize(("deal", "text", "amount"), VALUES)
def test_value_is_the_price_the_round_or_the_order(deal: str, text: str, amount: float) -> None:
    found = told(text, deal)

    assert found.value is not None and found.value.amount == amount


@pytest.mark.parametrize(("deal", "text"), NO_VALUES)
def test_value_is_no_other_sum(deal: str, text: str) -> None:
    assert told(text, deal).value is None


def test_value_keeps_its_currency_and_of_two_the_first() -> None:
    found = told("Foo buys Bar for 5 billion yuan ($690 million).", "acquisition")

    assert found.value is not None and (found.value.amount, found.value.currency) == (5e9, "CNY")


def test_each_company_of_a_list_has_its_own_value_and_start() -> None:
    text = (
        "BMW will obtain cells from CATL (order volume: 7.3 billion euros, contract period: 2020 to 2031) "
        "and Samsung SDI (order volume: 2.9 billion euros, contract period: 2021 to 2031)."
    )

    catl, samsung = told(text, "supply", "BMW", "CATL"), told(text, "supply", "BMW", "Samsung SDI")

    assert catl.value and samsung.value
    assert (catl.value.amount, catl.start) == (7.3e9, "2020")
    assert (samsung.value.amount, samsung.start) == (2.9e9, "2021")


@pytest.mark.parametrize(("deal", "text", "quantity"), QUANTITIES)
def test_quantity_is_of_the_goods(deal: str, text: str, quantity: tuple[float, str]) -> None:
    found = told(text, deal)

    assert found.quantity is not None and (found.quantity.amount, found.quantity.unit) == quantity


@pytest.mark.parametrize(("deal", "text"), NO_QUANTITIES)
def test_quantity_is_no_range_power_pack_or_annual_result(deal: str, text: str) -> None:
    assert told(text, deal).quantity is None


@pytest.mark.parametrize(("deal", "text", "names", "product"), PRODUCTS)
def test_product_is_named_as_the_article_names_it(deal: str, text: str, names: tuple[str, ...], product: str) -> None:
    assert told(text, deal, *names).product == product


@pytest.mark.parametrize(("deal", "text", "names"), NO_PRODUCTS)
def test_product_is_left_out_where_none_is_named(deal: str, text: str, names: tuple[str, ...]) -> None:
    assert told(text, deal, *names).product is None


@pytest.mark.parametrize(
    ("deal", "text", "announced"),
    [
        ("acquisition", "Snap acquired Zenly in 2017.", "2017"),
        ("acquisition", "Foo said on Thursday it will buy Bar.", "2024-03-21"),
        ("acquisition", "Foo said on Thursday that it had agreed in January to buy Bar.", "2024-01"),
        ("acquisition", "Microsoft's purchase of Rare for $375m in 2002 was a shock.", "2002"),
        ("supply", "Foo and Bar signed the contract last week.", "2024-03"),
        ("supply", "On 12 March, Foo and Bar signed a contract.", "2024-03-12"),
        ("supply", "Foo just this week inked a deal with Bar.", "2024-03"),
        ("supply", "Bar cancelled the order. The long-term supply contract dates from 2020.", "2020"),
        (
            "supply",
            "Foo buys cells from Bar. Under an agreement signed on 3 May 2023, it takes ten tonnes.",
            "2023-05-03",
        ),
        ("investment", "In January, Foo raised $3.5 million from Bar.", "2024-01"),
        ("joint_venture", "Since 2013, Foo and Bar are working together in a joint venture.", "2013"),
        ("joint_venture", "Last year, Foo and Bar announced the formation of Baz.", "2023"),
        ("supply", "Foo will supply Bar from 2026.", None),
        ("supply", "Foo, which was founded in 1998, signed a contract with Bar.", None),
        ("supply", "Foo signed a contract with Bar, which launched its first car in 2021.", None),
        ("supply", "Foo signed a contract to supply Bar until the end of 2023.", None),
        ("acquisition", "Foo plans to close its acquisition of Bar in 2025.", None),
        ("investment", "Foo closed a round in February or March.", None),
    ],
)
def test_announced_is_when_the_text_puts_the_deal(deal: str, text: str, announced: str | None) -> None:
    assert told(text, deal).announced == announced


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("Foo will supply Bar with cells from 2027.", "2027"),
        ("Foo will supply Bar with cells starting in the second half of 2026.", "2026-H2"),
        ("Foo will deliver cells to Bar from late 2025 through 2030.", "2025"),
        ("Foo and Bar signed a contract. Deliveries are to start in the third quarter of 2026.", "2026-Q3"),
        ("Foo supplies Bar. Construction begins in 2024 and production in 2026.", "2026"),
        ("In January 2025 Bar will start using cells made by Foo.", "2025-01"),
        ("Foo will supply Bar with cells from next year.", "2025"),
        ("Production is due to begin in July 2025, Foo and Bar said.", "2025-07"),
        ("Foo signed a contract to supply Bar until 2030.", None),
        ("Foo acquired Bar in 2017.", None),
        ("Foo's supply contract with Bar dates from 2020.", None),
        ("Foo and Bar will break ground for the plant in 2025.", None),
    ],
)
def test_start_is_when_goods_come_not_when_a_plant_is_built(text: str, start: str | None) -> None:
    assert told(text, "supply").start == start


@pytest.mark.parametrize(
    ("deal", "text", "places"),
    [
        ("joint_venture", "Foo and Bar will build a plant in Kokomo, Indiana.", ("Kokomo", "Indiana")),
        ("joint_venture", "Foo and Bar plan a factory in Zrenjanin.", ("Zrenjanin",)),
        ("supply", "The cells come from Foo's Kansas plant.", ("Kansas",)),
        ("supply", "Foo will make the cells for Bar in Nevada.", ("Nevada",)),
        ("supply", "Foo will make the cells at plants in Kentucky and Tennessee.", ("Kentucky", "Tennessee")),
        ("supply", "Foo will make the cells in Michigan instead of Poland.", ("Michigan",)),
        ("supply", "Foo, based in Germany, will supply Bar.", ()),
        ("supply", "India's Foo signed a contract in Seoul to supply Bar.", ()),
        ("acquisition", "Foo buys Bar, which sells cars in France.", ()),
        ("acquisition", "Foo buys Bar's plant in Ohio.", ("Ohio",)),
    ],
)
def test_places_are_where_goods_are_made_or_go(deal: str, text: str, places: tuple[str, ...]) -> None:
    assert told(text, deal).places == places


def test_title_is_read_when_it_tells_the_deal_and_quoted_as_title() -> None:
    title = "Stellantis invests additional $55 million in Archer"

    found = told(
        "The aircraft passed a milestone. Nothing else is told.", "investment", "Stellantis", "Archer", title=title
    )

    (quote,) = found.evidence
    assert (quote.field, quote.quote, quote.in_title) == ("value", "$55 million", True)


def test_further_sentences_add_what_the_first_leaves_out() -> None:
    found = told(
        "Foo and Bar signed a supply deal. It covers 39 GWh of LFP batteries. The contract is worth $2 billion.",
        "supply",
    )

    assert found.quantity and found.value
    assert (found.product, found.quantity.amount, found.value.amount) == ("LFP batteries", 39, 2e9)


def test_deal_without_facts_has_no_evidence() -> None:
    assert told("Foo and Bar signed an agreement.", "supply").evidence == ()


def test_relative_times_are_left_out_where_the_day_of_publication_is_unknown() -> None:
    text = "Foo said on Thursday it will supply Bar from next year."

    found = facts.read(Readable("", text, None, None), Told(DealType.SUPPLY, ((0, len(text)),), False, ("Foo", "Bar")))

    assert (found.announced, found.start) == (None, None)


@given(st.text(alphabet="abW $€5. 1,%-’'()[]*/\n", max_size=200), st.sampled_from(DealType), st.text(max_size=30))
def test_any_text_is_read_and_quoted_verbatim(text: str, deal: DealType, title: str) -> None:
    article = Readable(title, text, None, FRIDAY)

    found = facts.read(article, Told(deal, ((0, len(text)),), True, ("aW", "")))

    for quote in found.evidence:
        assert quote.quote == (title if quote.in_title else text)[quote.start : quote.end]


@pytest.mark.parametrize(
    "piece", ["deal worth $5 million in 2024 ", "supply of cells and ", "$1 ", "to talks in Ohio, ", "A-"]
)
def test_hostile_sentence_costs_little(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    told_ = Told(DealType.SUPPLY, ((0, len(text)),), False, ("Foo", "A"))

    begun = time.process_time()
    facts.read(Readable("", text, None, FRIDAY), told_)

    assert time.process_time() - begun < 1.0
