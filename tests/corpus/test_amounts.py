from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.text.amounts import Amount, find, is_year

# Text, amount and unit; "≥" before the amount is `at_least`, "..": a range. None: no amount.
MONEY = [
    ("It paid $5.8 billion.", "5.8e9 USD"),
    ("It paid €1.2bn.", "1.2e9 EUR"),
    ("It paid 1.2 bn euros.", "1.2e9 EUR"),
    ("It paid £500m.", "5e8 GBP"),
    ("It paid RMB 5 billion.", "5e9 CNY"),
    ("It paid RMB5bn.", "5e9 CNY"),
    ("It paid 5 billion yuan.", "5e9 CNY"),
    ("It paid 1.5 trillion yen.", "1.5e12 JPY"),
    ("It paid ¥150bn.", "1.5e11 JPY"),
    ("It paid CN¥5bn.", "5e9 CNY"),
    ("It paid Rs 4,000 crore.", "4e10 INR"),
    ("It paid Rs. 50 lakh.", "5e6 INR"),
    ("It paid ₹500 crore.", "5e9 INR"),
    ("It paid ₹2 lakh crore.", "2e12 INR"),
    ("It paid 7.3 trillion won.", "7.3e12 KRW"),
    ("It paid US$48 million.", "4.8e7 USD"),
    ("It paid U.S. $48 million.", "4.8e7 USD"),
    ("It paid A$77m.", "7.7e7 AUD"),
    ("It paid C$69m.", "6.9e7 CAD"),
    ("It paid $48 million CAD.", "4.8e7 CAD"),
    ("It paid 30 million Canadian dollars.", "3e7 CAD"),
    ("It paid 5 billion New Taiwan dollars.", "5e9 TWD"),
    ("It paid CHF 20m.", "2e7 CHF"),
    ("It paid 20 million Swiss francs.", "2e7 CHF"),
    ("It paid SEK 3bn.", "3e9 SEK"),
    ("It paid 300 million kronor.", "3e8 SEK"),
    ("It paid HK$3bn.", "3e9 HKD"),
    ("It paid NT$4 billion.", "4e9 TWD"),
    ("It paid EUR500 million.", "5e8 EUR"),
    ("It paid $100.", "100 USD"),
    ("It paid $1,234.56.", "1234.56 USD"),
    ("It paid $30k.", "3e4 USD"),
    ("It paid $1.5T.", "1.5e12 USD"),
    ("It paid nearly 5 million euros.", "5e6 EUR"),
    ("It paid 2,5 million euros.", "2.5e6 EUR"),
    ("It paid 5 000 euros.", "5000 EUR"),
    ("It paid 5\u00a0000\u00a0euros.", "5000 EUR"),
    ("It paid 1.234.567,89 euros.", "1234567.89 EUR"),
    ("It costs 15.300 euros.", "15300 EUR"),
    ("It paid half a billion dollars.", "5e8 USD"),
    ("It paid two billion dollars.", "2e9 USD"),
    ("It took a $1-billion loan.", "1e9 USD"),
    ("It is a 500-million-euro plant.", "5e8 EUR"),
    ("It paid 500 million pounds.", "5e8 GBP"),
    ("It paid more than $1bn.", "≥1e9 USD"),
    ("It paid at least €2 million.", "≥2e6 EUR"),
    ("It paid $1bn or more.", "≥1e9 USD"),
    ("It paid $1bn-plus.", "≥1e9 USD"),
    ("It paid no more than $1bn.", "1e9 USD"),
    ("It paid $2.5-3 billion.", "2.5e9..3e9 USD"),
    ("It paid $500-600 million.", "5e8..6e8 USD"),
    ("It paid $2bn to $3bn.", "2e9..3e9 USD"),
    ("It paid between $2 billion and $3 billion.", "2e9..3e9 USD"),
    ("It paid between 2 and 3 billion euros.", "2e9..3e9 EUR"),
    ("$4bn came from LG.", "4e9 USD"),
    ("It saved up to invest $500 million to 2030.", "5e8 USD"),
]
QUANTITIES = [
    ("It makes 109 GWh.", "109 GWh"),
    ("It makes 35GWh.", "35 GWh"),
    ("It makes 35 gigawatt hours.", "35 GWh"),
    ("It is a 35-gigawatt-hour plant.", "35 GWh"),
    ("It makes 1.5 TWh.", "1500 GWh"),
    ("It makes 1-2 TWh.", "1000..2000 GWh"),
    ("It makes 35 GWh a year.", "35 GWh/yr"),
    ("It makes 35 GWh annually.", "35 GWh/yr"),
    ("It makes 35 GWh per annum.", "35 GWh/yr"),
    ("It makes 35 GWh/yr.", "35 GWh/yr"),
    ("It has 35 GWh of annual capacity.", "35 GWh/yr"),
    ("It has an annual production capacity of about 35 GWh.", "35 GWh/yr"),
    ("Its annual capacity is put at 35 GWh.", "35 GWh/yr"),
    ("It makes 20 to 30 GWh.", "20..30 GWh"),
    ("It makes between 20 and 30 GWh.", "20..30 GWh"),
    ("The pack holds 77 kWh.", "77 kWh"),
    ("It stores 200 MWh.", "200 MWh"),
    ("It charges at 350 kW.", "350 kW"),
    ("It owns 2 GW.", "2 GW"),
    ("It makes 200,000 vehicles a year.", "200000 vehicles/yr"),
    ("It is a 50,000-vehicle-a-year plant.", "50000 vehicles/yr"),
    ("It makes 1,000 cars per week.", "1000 vehicles/week"),
    ("It bought 50,000 EVs.", "50000 vehicles"),
    ("It bought a million vehicles.", "1e6 vehicles"),
    ("It bought 1.2m cars.", "1.2e6 vehicles"),
    ("It bought 6,000 Bolt EVs.", "6000 vehicles"),
    ("It bought 200,000 new battery-electric cars.", "200000 vehicles"),
    ("It bought 800,000 to 1 million vehicles.", "800000..1e6 vehicles"),
    ("It makes 7,000 tonnes of lithium hydroxide a year.", "7000 t/yr"),
    ("It makes 7,000 metric tons.", "7000 t"),
    ("It makes 7,000 t of lithium.", "7000 t"),
    ("It makes 40 kt.", "40000 t"),
    ("It weighs 500 pounds.", "500 lb"),
    ("It mined 5 million pounds of lithium.", "5e6 lb"),
    ("It hired 1,300 employees.", "1300 people"),
    ("It brings 500+ jobs.", "≥500 people"),
    ("It brings 2000 jobs.", "2000 people"),
    ("It has 2.8 million square feet.", "2.8e6 sqft"),
    ("It has 150,000 m².", "150000 sqm"),
    ("It has 400 acres.", "400 acres"),
    ("It drives 500 km.", "500 km"),
    ("It has a 300-mile range.", "300 miles"),
    ("It built two plants.", "2 plants"),
    ("It built two other Ultium Cells plants.", "2 plants"),
    ("It built one new plant.", "1 plants"),
    ("Twelve models came.", "12 models"),
    ("It put up twenty-five factories.", "25 plants"),
    ("It put up 20 DC fast chargers.", "20 chargers"),
    ("It sold 1.5 million shares.", "1.5e6 shares"),
    ("It bought 1,50,000 units.", "150000 units"),
    ("It bought 5.000-10.000 units.", "5000..10000 units"),
    ("It is a 10-year deal.", "10 years"),
    ("It took over three years.", "3 years"),
    ("It has 12 months.", "12 months"),
    ("It rose by 3 percentage points.", "3 percentage points"),
    ("The Model 3 500 km away.", "500 km"),
]
SHARES = [
    ("It owns 12%.", "12 percent"),
    ("It owns 12 percent.", "12 percent"),
    ("It owns 12 per cent.", "12 percent"),
    ("It has a 49.9% stake.", "49.9 percent"),
    ("It fell -5%.", "-5 percent"),
    ("It owns .5 percent.", "0.5 percent"),
    ("It owns 20-30%.", "20..30 percent"),
    ("It owns between 20% and 30%.", "20..30 percent"),
    ("It owns over 50%.", "≥50 percent"),
]
NOTHING = [
    "The Model 3 vehicles are late.",
    "The ID.4 units are late.",
    "Ioniq 5 cars are late.",
    "In 2025 units fell.",
    "The 2025 models are late.",
    "The best 2024 cars.",
    "It uses 4680 cells.",
    "It needs Level 2 chargers.",
    "It uses 15 kWh/100 km.",
    "It drives 120 km/h.",
    "It holds 500 Wh/kg.",
    "It is a multi-billion deal.",
    "It is a billion-dollar deal.",
    "It lost billions of dollars.",
    "COVID-19 cases rose.",
    "Version 1.2.3 units shipped.",
    "Call 555-123-4567 now.",
    "Read https://example.com/35-GWh/2 MWh here, or [this](/2024/20%-off).",
    'The cell is width="18%" wide.',
    "The 5 won by BYD.",
    "It is 4.8 m long.",
    "It came 20th.",
    "He was born in 1999.",
    "A fifth of it was sold.",
]


def told(amount: Amount) -> tuple[float, float | None, str, bool]:
    return amount.amount, amount.upper, amount.unit, amount.at_least


def meant(figure: str) -> tuple[float, float | None, str, bool]:
    number, _, unit = figure.partition(" ")
    low, _, high = number.lstrip("≥").partition("..")
    return float(low), float(high) if high else None, unit, number.startswith("≥")


@pytest.mark.parametrize(("text", "figure"), MONEY + QUANTITIES + SHARES)
def test_amount_is_read_as_a_plain_number_with_its_unit(text: str, figure: str) -> None:
    assert [told(amount) for amount in find(text)] == [meant(figure)]


@pytest.mark.parametrize(
    ("texts", "kind"), [(MONEY, "money"), (QUANTITIES, "quantity"), (SHARES, "share")], ids=lambda value: str(value)[:8]
)
def test_kind_follows_the_unit(texts: list[tuple[str, str]], kind: str) -> None:
    assert {amount.kind for text, _ in texts for amount in find(text)} == {kind}


@pytest.mark.parametrize("text", NOTHING)
def test_names_years_versions_and_links_hold_no_amount(text: str) -> None:
    assert find(text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("More than $1bn a year.", ["$1bn"]),
        ("It makes 7,000 tonnes of lithium a year.", ["7,000 tonnes of lithium a year"]),
        ("It has 35 GWh of annual capacity.", ["35 GWh"]),
        ("It pays $5 billion (€4.6 billion) for 49%.", ["$5 billion", "€4.6 billion", "49%"]),
        ("It grows from 20 GWh to 30 GWh.", ["20 GWh", "30 GWh"]),
        ("It grows from 10 GWh in 2023 to 30 GWh in 2025.", ["10 GWh", "30 GWh"]),
        ("Between $2 billion and $3 billion.", ["$2 billion and $3 billion"]),
    ],
)
def test_words_are_the_figure_with_its_unit_and_rate(text: str, words: list[str]) -> None:
    assert [amount.text for amount in find(text)] == words


def test_yen_sign_is_the_yuan_where_only_the_yuan_is_named() -> None:
    assert find("It paid ¥5bn. A yuan is worth less.")[0].unit == "CNY"
    assert find("It paid ¥5bn. A yuan is worth 20 yen.")[0].unit == "JPY"


def test_text_that_writes_decimal_commas_writes_thousands_with_points() -> None:
    continental = find("The pack holds 13,9 kWh and 44,928 kWh and lasts 160.000 km.")
    english = find("The pack holds 13.9 kWh and 44,928 kWh and weighs 1.125 t.")

    assert [amount.amount for amount in continental] == [13.9, 44.928, 160000]
    assert [amount.amount for amount in english] == [13.9, 44928, 1.125]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("in 2025 sales", True),
        ("in 2024 units fell", True),
        ("the 2025 cars", True),
        ("by 2030, they", True),
        ("2000 jobs", False),
        ("2000 cars", False),
        ("2024 GWh", False),
        ("$2025", False),
        ("2025 million", False),
        ("1890 saw", False),
        ("2099 saw", False),
    ],
)
def test_four_digits_are_a_year_unless_they_count_something(text: str, expected: bool) -> None:
    start = next(position for position, letter in enumerate(text) if letter.isdigit())

    assert is_year(text, start, start + 4) is expected


PIECES = st.sampled_from(
    "1 2,5 1,000 2.5 1.234 2025 $ € ¥ RMB Rs billion bn m t k % per cent percent a an half one twelve twenty-five "
    "to and between from - – + / . , GWh kWh/100 km vehicles electric year of annual capacity dollars yuan won "
    "U.S. South Korean Model ID. http:// ]( over at least or more plus".split()
)


@given(st.text() | st.lists(PIECES | st.sampled_from([" ", " ", "\n", "\u00a0"])).map("".join))
def test_any_text_gives_ordered_disjoint_amounts_that_quote_it(text: str) -> None:
    found = find(text)

    assert all(text[amount.start : amount.end] == amount.text for amount in found)
    assert all(before.end <= after.start for before, after in pairwise(found))
    assert all(amount.upper is None or amount.upper > amount.amount for amount in found)


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "1,1",
        "11,",
        "1.111",
        "1 ",
        "111 ",
        "¥1 ",
        "one ",
        "$",
        "1-",
        "1 to ",
        "a million ",
        "1 of ",
        "1 a",
        "://",
        "](",
    ],
)
def test_hostile_text_is_read_to_its_end(piece: str) -> None:
    text = (piece * 80_000)[:80_000]

    # Quadratic work would take minutes and meet the time limit of the tests.
    found = find(text)

    assert all(text[each.start : each.end] == each.text for each in found)
