"""What pages say of themselves, over pages in the manner of many publishing systems."""

import json
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.web import headlines, pages
from tests.benchmarks import page_reading
from tests.fakes import NOW

NAMES = sorted(path.stem for path in page_reading.FOLDER.glob("*.json"))


@pytest.mark.parametrize("name", NAMES)
def test_page_is_read_as_its_readers_see_it(name: str) -> None:
    html, truth = page_reading.load(page_reading.FOLDER, name)

    found = page_reading.ours(html, truth["url"])

    assert page_reading.f1(found.text, truth["text"]) > 0.85
    assert {fact for fact in page_reading.FACTS if not page_reading.same(fact, found.facts[fact], truth[fact])} == set()


def test_date_that_cannot_be_is_mended_with_a_note() -> None:
    html, truth = page_reading.load(page_reading.FOLDER, "future_date")

    page = pages.page(html, truth["url"], now=NOW)

    assert page is not None and page.note is not None
    assert "2099-12-31" in page.note and "2024-03-26" in page.note


TEXT = "The carmaker bought the plant, it said on Friday. " * 8


def article(head: str = "", text: str = TEXT, lang: str = "") -> str:
    return f"<html{lang}><head>{head}</head><body><article><h1>The plant</h1><p>{text}</p></article></body></html>"


def test_headers_go_before_the_page() -> None:
    html = article('<link rel="canonical" href="https://example.com/page">', lang=' lang="en-US"')
    headers = {"Link": '<https://example.com/header>; rel="canonical"', "Content-Language": "en-GB"}

    page = pages.page(html, "https://example.com/a", headers=headers)

    assert page is not None
    assert page.url == "https://example.com/header"
    assert page.language == "en"


def test_front_page_is_nobodys_canonical_url() -> None:
    page = pages.page(article('<link rel="canonical" href="https://example.com/">'), "https://example.com/a/b")

    assert page is not None and page.url == "https://example.com/a/b"


@pytest.mark.parametrize("claimed", [' lang="en"', ' lang="ja"', ""])
def test_language_that_the_text_belies_is_not_believed(claimed: str) -> None:
    text = "Der Hersteller liefert die Zellen von 2028 an, und der Vertrag ist auf sieben Jahre geschlossen. " * 4

    page = pages.page(article(text=text, lang=claimed))

    assert page is not None and page.language == "de"


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Mazda picks Panasonic | Example Wire", "Mazda picks Panasonic"),
        ("Example Wire - Mazda picks Panasonic", "Mazda picks Panasonic"),
        ("Mazda picks Panasonic - Cars - Example Wire", "Mazda picks Panasonic - Cars"),
        ("Mazda - Panasonic: a deal", "Mazda - Panasonic: a deal"),
        ("Mazda picks Panasonic – The Example Wire News", "Mazda picks Panasonic"),
        ("Example Wire", ""),
    ],
)
def test_title_goes_without_the_name_of_its_site(title: str, shown: str) -> None:
    assert headlines.choose([title], ["Example Wire"]) == shown


def test_title_that_is_cut_short_gives_way_to_the_whole_one() -> None:
    assert headlines.choose(["Mazda picks…", "Mazda picks Panasonic"], []) == "Mazda picks Panasonic"


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20) | st.sampled_from(["NewsArticle", "2024-03-29"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                "@type @id @graph headline name author publisher datePublished url mainEntityOfPage inLanguage".split()
            ),
            inner,
            max_size=6,
        )
    ),
    max_leaves=20,
)


@given(VALUES, st.text(max_size=30), st.text(max_size=30))
@settings(deadline=None, max_examples=150)
def test_whatever_a_page_states_it_is_read(stated: object, content: str, address: str) -> None:
    head = f'<script type="application/ld+json">{json.dumps(stated)}</script>'
    for name in ("article:published_time", "author", "og:site_name", "og:title", "og:url", "og:locale"):
        head += f'<meta property="{name}" content="{content}">'

    page = pages.page(article(head), f"https://example.com/{address}", now=NOW)

    assert page is not None and page.text
    assert page.published is None or isinstance(page.published, datetime)
