"""Companies named in articles."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.companies.catalogue import Company
from corpus.companies.gazetteer import Gazetteer, gazetteer

COMPANIES = (
    Company("ford", "Ford"),
    Company("gm", "GM", ("General Motors",)),
    Company("panasonic", "Panasonic"),
    Company("panasonic_energy", "Panasonic Energy", ("Panasonic's battery unit",), parent="panasonic"),
    Company("lges", "LG Energy Solution", ("LGES",), parent="lg"),
    Company("lg", "LG"),
    Company("sdi", "Samsung SDI"),
    Company("sk_on", "SK On"),
    Company("mercedes", "Mercedes-Benz"),
    Company("mazda", "Mazda"),
    Company("northvolt", "Northvolt"),
    Company("catl", "CATL", ("Contemporary Amperex Technology", "宁德时代")),
    Company("magna", "Magna"),
    Company("smart", "Smart", exact=("Smart", "smart Automobile")),
    Company("acc", "ACC", ("Automotive Cells Company",), exact=("ACC",)),
    Company("lynk", "Lynk & Co"),
    Company("landf", "L&F"),
    Company("ioneer", "ioneer"),
    Company("24m", "24M"),
    Company("nevs", "NEVS"),
    Company("skoda", "Skoda", ("Škoda",)),
    Company("blueoval", "BlueOval SK", owners=("ford", "sk_on")),
    Company("chargeplus", "Charge+"),
)
KNOWN = Gazetteer(COMPANIES)


def named(text: str) -> list[tuple[str, str]]:
    return [(mention.text, mention.slug) for mention in KNOWN.find(text)]


def test_longest_name_wins() -> None:
    assert named("Panasonic Energy is part of Panasonic.") == [
        ("Panasonic Energy", "panasonic_energy"),
        ("Panasonic", "panasonic"),
    ]


@pytest.mark.parametrize("text", ["Panasonic's cells", "Panasonic’s cells", "PANASONIC'S CELLS"])
def test_possessive_is_no_part_of_the_mention(text: str) -> None:
    assert [len(mention.text) for mention in KNOWN.find(text)] == [len("Panasonic")]


def test_name_that_is_a_possessive_itself_is_found() -> None:
    assert named("Panasonic’s battery unit will supply") == [("Panasonic’s battery unit", "panasonic_energy")]


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("LG Energy Solutions", "lges"),
        ("LG energy-Solution", "lg"),
        ("SAMSUNG SDI", "sdi"),
        ("Mercedes Benz", "mercedes"),
        ("Mercedes‑Benz", "mercedes"),
        ("MERCEDES-BENZ", "mercedes"),
        ("Blue Oval SK", "blueoval"),
        ("SKOn", "sk_on"),
        ("Lynk and Co", "lynk"),
        ("Škoda", "skoda"),
        ("Skoda", "skoda"),
        ("宁德时代", "catl"),
        ("ioneer", "ioneer"),
        ("Ioneer", "ioneer"),
        ("Charge+", "chargeplus"),
    ],
)
def test_spellings_of_one_name_are_one_company(text: str, slug: str) -> None:
    assert [mention.slug for mention in KNOWN.find(f"Yesterday {text} said so.")] == [slug]


@pytest.mark.parametrize(
    "name",
    [
        "Mazda Motor Corporation",
        "Mazda Motor",
        "Northvolt AB",
        "Contemporary Amperex Technology Co., Limited",
        "Panasonic Holdings Corp.",
        "Ford Motor Co.",
        "Smart Group",
        "Mazda S.p.A.",
        "Mazda N.V.",
        "Mazda Co.,Ltd.",
    ],
)
def test_legal_suffix_belongs_to_the_mention(name: str) -> None:
    assert [mention.text for mention in KNOWN.find(f"Then {name} and others signed.")] == [name]


@pytest.mark.parametrize(
    "text",
    [
        "Harrison Ford played a pilot.",
        "Gerald R. Ford was president.",
        "Ontario Premier Doug Ford spoke.",
        "It happened in Stamford.",
        "The Magna Carta is old.",
        "ford the river",
        "a smart deal",
        "SMART money",
        "He sold it for $24M last year.",
        "Sales of NEVs rose.",
        "a Charge of two euros",
        "LF antennas",
        "The Ford Foundation gave money.",
        "Ford Credit Corp. issued bonds.",
        "They set SK on fire.",
        "the Very Smart Glass",
    ],
)
def test_what_only_looks_like_a_company_is_none(text: str) -> None:
    assert named(text) == []


def test_word_before_a_company_does_not_hide_it() -> None:
    text = "Why Ford Is Betting On Batteries. Both GM and automaker Ford. Chinese CATL, ex-Panasonic staff"

    assert [mention.slug for mention in KNOWN.find(text)] == ["ford", "gm", "ford", "catl", "panasonic"]


def test_full_stop_ends_a_name() -> None:
    assert named("It was Ford. Motor shows are over.") == [("Ford", "ford")]


def test_acronym_that_the_article_spells_out_otherwise_is_no_company() -> None:
    assert named("It has Adaptive Cruise Control (ACC). The ACC works.") == []
    assert named("It has ACC (adaptive cruise control).") == []
    assert named("Automotive Cells Company (ACC) builds cells.") == [
        ("Automotive Cells Company", "acc"),
        ("ACC", "acc"),
    ]


def test_name_somebody_bears_goes_before_a_spelling_we_allow_for() -> None:
    both = Gazetteer((Company("one", "Volta Truck"), Company("two", "Volta Trucks")))

    assert [mention.slug for mention in both.find("Volta Trucks beat Volta Truck.")] == ["two", "one"]


def test_learnt_company_is_found_with_the_known_ones() -> None:
    more = KNOWN.extended((Company("lyten", "Lyten"),))

    assert [mention.slug for mention in more.find("Lyten buys from Northvolt.")] == ["lyten", "northvolt"]


def test_name_without_a_letter_is_passed_over() -> None:
    assert Gazetteer((Company("odd", "—", ("Oddly",)),)).resolve("oddly") == "odd"


def _pieces() -> Iterator[str]:
    for company in COMPANIES:
        yield company.name
    yield from (" ", "'s ", ", ", ". ", "\n", " and ", " Inc.", " Co., Ltd.", "the ", "Ünï ", "电", "é")


@given(st.lists(st.sampled_from(list(_pieces()))).map("".join))
def test_mentions_are_in_order_disjoint_and_verbatim(text: str) -> None:
    end = 0
    for mention in KNOWN.find(text):
        assert end <= mention.start < mention.end
        assert text[mention.start : mention.end] == mention.text
        end = mention.end


@pytest.mark.parametrize("piece", ["Panasonic ", "LG Energy ", "A.", "A B ", "Ford Motor Co. ", "ACC (x ", "电"])
def test_hostile_text_is_read_to_its_end(piece: str) -> None:
    text = piece * (200_000 // len(piece))

    # Quadratic work would take minutes and meet the time limit of the tests.
    found = KNOWN.find(text)

    assert all(text[mention.start : mention.end] == mention.text for mention in found)


def test_bundled_gazetteer_is_built_once() -> None:
    assert gazetteer() is gazetteer()
    assert [mention.slug for mention in gazetteer().find("Mazda and Panasonic Energy sign.")] == [
        "mazda",
        "panasonic_energy",
    ]
