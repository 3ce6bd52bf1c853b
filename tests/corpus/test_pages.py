from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import Refused
from corpus.text import markup
from corpus.web import pages

PARAGRAPH = (
    "Panasonic Energy will supply cylindrical cells to the carmaker from its plant in Osaka, the two "
    "companies said on Friday, without giving a price or a quantity. "
)


def news(body: str, head: str = "") -> str:
    menu = "".join(f'<li><a href="/{n}">Section {n}</a></li>' for n in range(30))
    return (
        f'<html lang="en-GB"><head><title>Cells for Hiroshima | Example Wire</title>{head}</head><body>'
        f"<nav><ul>{menu}</ul></nav><article><h1>Cells for Hiroshima</h1>{body}"
        f"{f'<p>{PARAGRAPH}</p>' * 8}</article><footer>Copyright Example Wire</footer></body></html>"
    )


def test_page_is_its_article_without_the_furniture() -> None:
    page = pages.page(news("<p>The first paragraph stands here and is long enough to count as one.</p>"))

    assert page is not None
    assert "The first paragraph stands here" in page.text
    assert page.text.count("Panasonic Energy will supply") >= 1
    assert "Section 7" not in page.text
    assert "Copyright" not in page.text
    assert page.title.startswith("Cells for Hiroshima")
    assert page.language == "en"


def test_page_says_when_where_and_by_whom_it_was_published() -> None:
    head = (
        '<meta property="article:published_time" content="2024-03-29T09:30:00+09:00">'
        '<meta property="og:site_name" content="Example Wire">'
        '<link rel="canonical" href="https://example.com/cells">'
    )

    page = pages.page(news("", head), url="https://example.com/cells?utm_source=mail")

    assert page is not None
    assert page.published == datetime(2024, 3, 29, 0, 30, tzinfo=UTC)
    assert page.source == "Example Wire"
    assert page.url == "https://example.com/cells"


def test_time_of_publication_is_read_from_json_ld() -> None:
    head = (
        '<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle",'
        ' "datePublished": "2024-03-29T09:30:00Z"}]}</script>'
    )

    page = pages.page(news("", head))

    assert page is not None
    assert page.published == datetime(2024, 3, 29, 9, 30, tzinfo=UTC)


def test_page_without_a_date_has_none_rather_than_one_from_its_text() -> None:
    page = pages.page(news("<p>The plant was opened on 3 May 2019, in the presence of the governor.</p>"))

    assert page is not None
    assert page.published is None


@pytest.mark.parametrize("canonical", ["javascript:alert(1)", "file:///etc/passwd", "/relative"])
def test_canonical_address_that_is_not_http_is_not_taken(canonical: str) -> None:
    page = pages.page(news("", f'<link rel="canonical" href="{canonical}">'), url="https://example.com/a")

    assert page is not None
    assert page.url is None or page.url.startswith("https://example.com/")


HIDING = [
    '<p style="display: none">SECRET</p>',
    '<p style="color:red;DISPLAY:NONE !important">SECRET</p>',
    '<p style="visibility:hidden">SECRET</p>',
    '<p style="font-size:0">SECRET</p>',
    '<p style="font-size:0.0px">SECRET</p>',
    '<p style="position:absolute; left:-9999px">SECRET</p>',
    '<p style="text-indent:-999em">SECRET</p>',
    '<p style="height:0;overflow:hidden">SECRET</p>',
    '<p style="position:absolute;clip:rect(0,0,0,0)">SECRET</p>',
    '<p style="color:transparent">SECRET</p>',
    "<p hidden>SECRET</p>",
    '<div aria-hidden="true"><div><p>SECRET</p></div></div>',
    "<!-- SECRET -->",
    "<script>var a = 'SECRET'</script>",
    '<script type="application/ld+json">{"@type":"NewsArticle","articleBody":"SECRET"}</script>',
    "<style>p::after { content: 'SECRET' }</style>",
    "<template><p>SECRET</p></template>",
    "<noscript><p>SECRET</p></noscript>",
    "<style>/* } */ .gone, #other { display:none }</style><p class='note gone'>SECRET</p>",
    "<style>#other { visibility:hidden }</style><p id='other'>SECRET</p>",
    "<style>p.gone { font-size:0 }</style><p class=gone>SECRET</p>",
]


@pytest.mark.parametrize("hidden", HIDING)
@pytest.mark.parametrize("around", [news, lambda body: f"<html><body><p>Small page.</p>{body}</body></html>"])
def test_text_that_readers_do_not_see_is_not_in_the_article(hidden: str, around: object) -> None:
    html = around(hidden)  # type: ignore[operator]

    page = pages.page(html)

    assert page is not None
    assert "SECRET" not in page.text
    assert "SECRET" not in markup.plain(html)


@pytest.mark.parametrize(
    "shown",
    [
        '<p style="max-width:100%; overflow:hidden; position:relative">SEEN by all readers</p>',
        '<p style="display:block;font-size:0.8em;text-indent:-10px">SEEN by all readers</p>',
        '<p aria-hidden="false">SEEN by all readers</p>',
        "<style>@media print { .screen { display:none } } .a .b { display:none }</style>"
        "<p class='screen b'>SEEN by all readers</p>",
    ],
)
def test_text_that_readers_see_stays(shown: str) -> None:
    page = pages.page(f"<html><body style='visibility:hidden'><p>Small page.</p>{shown}</body></html>")

    assert page is not None
    assert "SEEN by all readers" in page.text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One sentence.</p>", "One sentence."),
        ("<h1>Plain</h1>\n<p>Made <b>by</b> <a href='x'>hand</a>.</p>", "Plain\n\nMade by hand."),
        ("<html><body>No element at all.<br>Next line</body></html>", "No element at all.\nNext line"),
        ("<body><nav>Home</nav><p>Text.</p><footer>Imprint</footer></body>", "Text."),
    ],
)
def test_small_page_made_by_hand_is_read_whole(html: str, text: str) -> None:
    page = pages.page(html)

    assert page is not None
    assert page.text == text


@pytest.mark.parametrize(
    "html",
    ["", "  ", "<html></html>", "<body><nav>Home</nav><img src=a.png></body>", b"\x00\x01\x02", "<!-- c -->"],
)
def test_page_without_text_is_none(html: str | bytes) -> None:
    assert pages.page(html) is None


def test_bytes_are_read_in_the_encoding_the_page_declares() -> None:
    html = '<html><head><meta charset="windows-1251"></head><body><p>Завод батарей</p></body></html>'

    page = pages.page(html.encode("cp1251"))

    assert page is not None
    assert page.text == "Завод батарей"


def test_page_over_the_limit_is_refused_with_its_size() -> None:
    with pytest.raises(Refused, match=r"40\.0 MB.*10 MB"):
        pages.page(b" " * 40_000_000)


def test_page_of_very_many_elements_is_read_without_trafilatura(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError("takes minutes on such a page")

    monkeypatch.setattr("trafilatura.bare_extraction", never)
    monkeypatch.setattr("trafilatura.metadata.extract_metadata", never)

    page = pages.page("<title>Long list</title>" + "<p>cell</p>" * 60_000)

    assert page is not None
    assert page.title == "Long list"
    assert page.text.count("cell") == 60_000


def test_page_that_trafilatura_fails_on_is_read_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> None:
        raise IndexError

    monkeypatch.setattr("trafilatura.bare_extraction", fails)
    monkeypatch.setattr("trafilatura.metadata.extract_metadata", fails)

    page = pages.page(news("", '<meta property="article:published_time" content="2024-03-29">'))

    assert page is not None
    assert "Panasonic Energy will supply" in page.text
    assert page.published == datetime(2024, 3, 29, tzinfo=UTC)


def test_elements_nested_a_thousand_deep_lose_no_text() -> None:
    assert markup.plain("<div>" * 1_000 + "deep" + "</div>" * 1_000 + "<p>after</p>") == "deep\n\nafter"


def test_lists_tables_and_code_keep_their_lines() -> None:
    html = (
        "<p>Deals:</p><ul><li>one</li> <li>two</li></ul><table><tr><td>a</td><td>b</td></tr></table><pre>x\n  y</pre>"
    )

    assert markup.plain(html) == "Deals:\n\none\ntwo\n\na\tb\n\nx\n  y"


@given(st.text(st.sampled_from("<>/!-&;=\"' ab\n\x00é") | st.characters(), max_size=200))
@settings(deadline=None, max_examples=200)
def test_any_string_is_a_page_or_none(text: str) -> None:
    page = pages.page(text)

    assert page is None or page.text
