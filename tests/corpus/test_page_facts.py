"""What pages say of themselves, over pages in the manner of many publishing systems."""

import json
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.web import bylines, headlines, pages
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


def below(*lines: str) -> str:
    told = "".join(f"<p>{line}</p>" for line in lines)
    return f"<html><body><h1>The plant</h1>{told}<p>{TEXT}</p></body></html>"


@pytest.mark.parametrize(
    ("lines", "day"),
    [
        (["Updated June 7, 2024", "First published June 5, 2024"], "2024-06-05"),
        (["Updated June 7, 2024 | First published June 5, 2024"], "2024-06-05"),
        (["Published June 5, 2024, updated June 7, 2024"], "2024-06-05"),
        (["By Ann Smith", "5 June 2024 09:30"], "2024-06-05"),
        (["기사입력 2024.06.05. 오전 9:12 최종수정 2024.06.07. 오후 3:30"], "2024-06-05"),
        (["Printed from our site on 12 June 2024"], None),
        (["The plant was opened on 3 May 2019, in the presence of the governor."], None),
    ],
)
def test_date_in_plain_words_below_the_headline_is_when_it_was_published(lines: list[str], day: str | None) -> None:
    page = pages.page(below(*lines), now=NOW)

    assert page is not None
    assert (page.published.date().isoformat() if page.published else None) == day


def test_date_in_a_subtitle_is_news() -> None:
    assert list(bylines.published(["Contract signed on 3 May 2019", "Plant to run until 31 December 2030"])) == []


def test_lines_about_the_article_are_no_part_of_it() -> None:
    page = pages.page(below("By Ann Smith and Bo Jones | Wed Jun 5, 2024", "Published June 5, 2024"), now=NOW)

    assert page is not None
    assert (page.author, page.text) == ("Ann Smith, Bo Jones", TEXT.strip())


def test_table_that_lays_out_the_page_is_no_table_of_figures() -> None:
    menu = "".join(f'<a href="/{n}">Section {n}</a><br>' for n in range(6))
    html = f"<table><tr><td>{menu}</td><td><h1>The plant</h1><p>{TEXT}</p></td></tr></table>"

    page = pages.page(f"<html><body>{html}</body></html>")

    assert page is not None and page.text == TEXT.strip()
