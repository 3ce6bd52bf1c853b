"""The list of companies holds together."""

import re
from collections import defaultdict
from pathlib import Path

import pytest

from corpus.companies import catalogue, vocabulary
from corpus.companies.catalogue import CatalogueError
from corpus.companies.forms import forms
from corpus.companies.gazetteer import gazetteer

COMPANIES = catalogue.bundled()


def test_there_are_enough_companies() -> None:
    assert len(COMPANIES) >= 400


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Spotify bought a podcast house.", "spotify"),
        ("The round was led by Index Ventures.", "index_ventures"),
        ("A loan came from Royal Bank of Canada.", "royal_bank_canada"),
        ("Shares of Johnson & Johnson rose.", "johnson_johnson"),
        ("UMG signed a deal.", "universal_music"),
        ("Delivery Hero sold a unit.", "delivery_hero"),
    ],
)
def test_companies_far_from_cars_are_known(text: str, slug: str) -> None:
    assert [mention.slug for mention in gazetteer().find(text)] == [slug]


def test_slugs_are_plain_and_countries_are_codes() -> None:
    assert [company.slug for company in COMPANIES if not re.fullmatch(r"[a-z0-9]+(_[a-z0-9]+)*", company.slug)] == []
    assert [company.slug for company in COMPANIES if not re.fullmatch(r"[A-Z]{2}", company.country)] == []


def test_every_parent_and_owner_is_a_company() -> None:
    assert catalogue.missing(COMPANIES) == []


def test_joint_ventures_have_no_parent_and_nobody_is_its_own_ancestor() -> None:
    assert [company.slug for company in COMPANIES if company.parent and company.owners] == []
    assert [
        one.slug for one in COMPANIES if one.slug in gazetteer().ancestors(one.slug) or one.parent == one.slug
    ] == []


def test_no_two_companies_claim_a_name() -> None:
    claims: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    for company in COMPANIES:
        for form in forms(company):
            claims[tuple(part.casefold() for part in form.parts)].add(company.slug)

    assert {name: slugs for name, slugs in claims.items() if len(slugs) > 1} == {}


def test_every_name_finds_its_own_company() -> None:
    known = gazetteer()
    lost = {
        (company.slug, name)
        for company in COMPANIES
        for name in (company.name, *company.aliases, *company.exact)
        if [mention.slug for mention in known.find(f"Then {name} signed.")] != [company.slug]
    }

    assert lost == set()


def test_names_that_are_ordinary_words_are_exact() -> None:
    words = vocabulary.ordinary_words()
    loose = [
        form.written
        for company in COMPANIES
        for form in forms(company)
        if not form.exact and not form.tail and form.written.lower() in words
    ]

    assert loose == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('a = { name = "A" }\nb = { kind = "battery" }', "b has no name"),
        ('a = { name = "A", alias = ["B"] }', "a has an unknown field alias"),
    ],
)
def test_mistake_in_a_file_is_named(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "mine.toml").write_text(text, encoding="utf-8")

    with pytest.raises(CatalogueError, match=message):
        catalogue.load(tmp_path)


def test_slug_in_two_files_is_a_mistake(tmp_path: Path) -> None:
    for name in ("one.toml", "two.toml"):
        (tmp_path / name).write_text('a = { name = "A" }', encoding="utf-8")

    with pytest.raises(CatalogueError, match=r"two\.toml: a is already"):
        catalogue.load(tmp_path)


def test_file_that_is_no_list_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("hello", encoding="utf-8")

    assert catalogue.load(tmp_path) == ()
