"""Single names: resolved, guessed, learnt; and who belongs to whom."""

import pytest

from corpus.companies.catalogue import Company
from corpus.companies.gazetteer import Gazetteer, gazetteer
from corpus.companies.names import learnt_slug


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("panasonic energy co", "panasonic_energy"),
        ("vw", "volkswagen"),
        ("Volkswagen AG", "volkswagen"),
        ("the volkswagen group", "volkswagen"),
        ("mazda motor corporation", "mazda"),
        ("Mercedes Benz", "mercedes_benz"),
        ("panasonic_energy", "panasonic_energy"),
        ("SMART", "smart"),
    ],
)
def test_name_resolves_in_any_case_and_with_any_suffix(name: str, slug: str) -> None:
    assert gazetteer().resolve(name) == slug


@pytest.mark.parametrize("name", ["", "!?", "Inc.", "battery", "Ford of nothing", "the"])
def test_no_name_resolves_to_nothing(name: str) -> None:
    assert gazetteer().resolve(name) is None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Pansonic", "panasonic"),
        ("Nisan", "nissan"),
        ("volkswagon", "volkswagen"),
        ("hundai", "hyundai"),
        ("norhtvolt", "northvolt"),
        ("panasonic enrgy co", "panasonic_energy"),
    ],
)
def test_misspelt_name_suggests_what_was_meant(typed: str, meant: str) -> None:
    assert meant in {company.slug for company in gazetteer().suggest(typed)}


@pytest.mark.parametrize("typed", ["battery", "who", "cells", "plant", "supply", "japan", "", "x" * 5_000, "qqqqqq"])
def test_ordinary_words_and_nonsense_suggest_nothing(typed: str) -> None:
    assert gazetteer().suggest(typed) == []


def test_beginning_of_a_name_suggests_it_and_never_more_than_asked() -> None:
    found = gazetteer().suggest("northv", n=1)

    assert [company.slug for company in found] == ["northvolt"]


@pytest.mark.parametrize(
    "name",
    [
        "Foo Batteries",
        "Foo Batteries Inc.",
        "FOO BATTERIES, INC",
        "The Foo Batteries Co., Ltd.",
        "Foo-Batteries S.p.A.",
    ],
)
def test_learnt_names_that_differ_in_suffix_share_a_slug(name: str) -> None:
    assert learnt_slug(name) == "foo_batteries"


def test_learnt_slug_has_no_accent_and_is_empty_for_no_name() -> None:
    assert learnt_slug("Vélo Énergie SA") == "velo_energie"
    assert learnt_slug("…") == ""


FAMILY = Gazetteer(
    (
        Company("holding", "Holding"),
        Company("maker", "Maker", parent="holding"),
        Company("cells", "Cellco", parent="maker"),
        Company("brand", "Brand", parent="holding"),
        Company("venture", "Venture", owners=("maker", "other")),
        Company("other", "Other"),
    )
)


def test_group_is_the_company_and_all_it_controls_without_joint_ventures() -> None:
    assert FAMILY.group("holding") == {"holding", "maker", "cells", "brand"}
    assert FAMILY.group("unheard_of") == {"unheard_of"}


def test_ancestors_come_nearest_first() -> None:
    assert FAMILY.ancestors("cells") == ("maker", "holding")
    assert FAMILY.ancestors("venture") == ()


def test_only_who_controls_whom_is_related() -> None:
    assert FAMILY.related("cells", "holding")
    assert FAMILY.related("holding", "cells")
    assert FAMILY.related("other", "other")
    assert not FAMILY.related("maker", "brand")
    assert not FAMILY.related("venture", "maker")


def test_owners_are_those_of_a_joint_venture() -> None:
    assert FAMILY.owners("venture") == ("maker", "other")
    assert FAMILY.owners("maker") == ()


def test_parents_in_a_circle_end() -> None:
    circle = Gazetteer((Company("a", "Aaa", parent="b"), Company("b", "Bbb", parent="a")))

    assert circle.ancestors("a") == ("b",)
    assert circle.group("a") == {"a", "b"}
