"""What feeds' documents list: RSS, Atom, RDF, JSON Feed and sitemaps, whole, broken and hostile."""

import gzip
import json
import time
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import Refused
from corpus.feeds import listing
from corpus.feeds.listing import Listing, Pace
from tests.corpus.feeds.makers import BODY, FEED, NOW, Item, item, rss


def read(content: str | bytes, content_type: str = "", charset: str | None = None, url: str = FEED) -> Listing:
    data = content.encode() if isinstance(content, str) else content
    return listing.read(data, content_type, charset, url)


ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Atom news</title>
<entry><id>tag:a,2026:1</id><title>Cells &amp; packs</title><link rel="alternate" href="/news/1"/>
<published>2026-11-20T10:00:00Z</published><updated>2026-11-21T10:00:00Z</updated>
<content type="html">&lt;p&gt;All of it.&lt;/p&gt;</content></entry></feed>"""
RDF = """<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>RDF news</title></channel>
<item rdf:about="https://news.example/news/1"><title>Cells</title><link>https://news.example/news/1</link>
<dc:date>2026-11-20T10:00:00Z</dc:date></item></rdf:RDF>"""
NEWS = """<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://news.example/a</loc><news:news>
<news:publication_date>2026-11-20T10:00:00Z</news:publication_date><news:title>Cells</news:title></news:news></url></urlset>"""
DAY = datetime(2026, 11, 20, 10, tzinfo=UTC)


def test_atom_gives_the_page_the_text_and_both_dates() -> None:
    found = read(ATOM)

    (entry,) = found.entries
    assert (found.kind, found.title) == ("atom", "Atom news")
    assert (entry.id, entry.url, entry.title) == ("tag:a,2026:1", "https://news.example/news/1", "Cells & packs")
    assert (entry.published, entry.updated, entry.text) == (DAY, DAY + timedelta(days=1), "All of it.")
    assert entry.is_content


def test_rdf_and_news_sitemaps_are_read_alike() -> None:
    for document, kind in ((RDF, "rdf"), (NEWS, "sitemap")):
        found = read(document)

        (entry,) = found.entries
        assert (found.kind, entry.title, entry.published) == (kind, "Cells", DAY)


def test_json_feed_is_read_and_its_odd_items_passed_over() -> None:
    date = DAY.isoformat()
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "JSON news",
        "items": [
            {"id": 7, "url": "/news/7", "title": "Cells", "content_html": "<p>All</p>", "date_published": date},
            "no item",
            {"id": "x", "summary": "A summary", "external_url": "https://other.example/"},
        ],
    }  # fmt: skip

    found = read(json.dumps(feed), "application/feed+json")

    first, second = found.entries
    assert (found.kind, first.id, first.url, first.text) == ("json", "7", "https://news.example/news/7", "All")
    assert (first.published, first.is_content, second.is_content) == (DAY, True, False)
    assert second.url == "https://other.example/"


def test_plain_sitemap_lists_articles_and_no_sections() -> None:
    pages = ("/", "/about-us", "/news", "/news/catl-and-ford-sign", "/2026/11/8812")
    urls = "".join(f"<url><loc>https://news.example{page}</loc><lastmod>2026-11-20</lastmod></url>" for page in pages)

    found = read(f"<urlset>{urls}</urlset>")

    assert [entry.url for entry in found.entries] == [f"https://news.example{page}" for page in pages[3:]]
    assert {entry.published for entry in found.entries} == {None}


def test_list_of_sitemaps_names_the_newest_first() -> None:
    maps = "".join(f"<sitemap><loc>/map{n}.xml</loc><lastmod>2026-11-0{n}</lastmod></sitemap>" for n in (1, 3, 2))

    found = read(f"<sitemapindex>{maps}<sitemap><loc>/undated.xml</loc></sitemap></sitemapindex>")

    assert found.kind == "sitemaps"
    assert [child.url.rpartition("/")[2] for child in found.children] == [
        "map3.xml",
        "map2.xml",
        "map1.xml",
        "undated.xml",
    ]


def test_broken_sitemap_gives_what_stands_before_the_break() -> None:
    found = read(NEWS.replace("</urlset>", "<url><loc>https://news"))

    assert [entry.title for entry in found.entries] == ["Cells"]


def test_packed_sitemap_is_unpacked_and_a_bomb_cut() -> None:
    assert listing.unpacked(gzip.compress(NEWS.encode())) == NEWS.encode()
    assert len(listing.unpacked(gzip.compress(b"\0" * (listing.MAX_BYTES + 1_000_000)))) == listing.MAX_BYTES
    assert listing.unpacked(b"\x1f\x8bnonsense") == b""


def test_feed_says_when_to_ask() -> None:
    extra = (
        "<ttl>90</ttl><skipHours><hour>0</hour><hour>24</hour><hour>5</hour><hour>77</hour></skipHours>"
        "<skipDays><day>Sunday</day><day>Someday</day></skipDays>"
    )

    assert read(rss([], extra)).pace == Pace(timedelta(minutes=90), frozenset({0, 5}), frozenset({6}))
    twice = "<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>"
    assert read(rss([], twice)).pace.every == timedelta(hours=12)
    assert read(rss([], "<ttl>soon</ttl>")).pace == Pace()
    assert Pace.from_json(read(rss([], extra)).pace.as_json()) == read(rss([], extra)).pace


def test_relative_and_unfetchable_links() -> None:
    items = [Item("a", "/news/1"), Item("b", "javascript:alert(1)"), Item("c", "file:///etc/passwd"), Item("d", None)]

    assert [entry.url for entry in read(rss(items)).entries] == ["https://news.example/news/1", None, None, None]


def test_identity_outlives_an_edit_and_the_fingerprint_does_not() -> None:
    (before,) = read(rss([item(1, text="Talks go on.")])).entries
    (after,) = read(rss([item(1, text="Talks have ended.")])).entries

    assert before.identity == after.identity
    assert before.fingerprint != after.fingerprint


def test_server_names_the_charset_where_the_document_does_not() -> None:
    document = rss([Item("Käfer für Škoda", f"{FEED}/1")]).removeprefix('<?xml version="1.0"?>')

    (entry,) = read(document.encode("iso-8859-2"), "application/rss+xml", "iso-8859-2").entries

    assert entry.title == "Käfer für Škoda"


def test_wrong_charset_of_the_server_loses_against_the_document() -> None:
    document = '<?xml version="1.0" encoding="utf-8"?>' + rss([Item("Käfer", f"{FEED}/1")]).partition("?>")[2]

    assert read(document.encode(), "application/rss+xml", "iso-8859-1").entries[0].title == "Käfer"


@pytest.mark.parametrize("root", ["rss version='2.0'", "urlset", "sitemapindex"])
def test_entities_do_no_harm(root: str, tmp_path: object) -> None:
    names = [f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12)]
    bomb = f'<!ENTITY e0 "{"boom" * 100}">{"".join(names)}<!ENTITY x SYSTEM "file:///etc/passwd">'
    name = root.partition(" ")[0]
    entry = "<channel><item><title>&e11;&x;</title><link>https://news.example/1</link></item></channel>"
    pages = "<url><loc>https://news.example/&e11;&x;-a-b-c</loc></url>"
    began = time.perf_counter()

    try:
        found = read(f"<!DOCTYPE {name} [{bomb}]><{root}>{entry if name == 'rss' else pages}</{name}>")
    except Refused:
        found = Listing("", "")

    assert time.perf_counter() - began < 5
    assert all("root:" not in each.title + (each.url or "") and len(each.title) < 1_000 for each in found.entries)


def test_many_comments_before_a_page_take_no_time() -> None:
    began = time.perf_counter()

    assert not listing.is_feed(b"<!---->" * 500 + b"<html>", "text/html")
    assert time.perf_counter() - began < 1


@pytest.mark.parametrize(
    "content",
    ["", "<html><body>News</body></html>", "{}", '{"version": "1"}', "plain text", "<rss", "\0\1\2", "<opml/>"],
)
def test_what_is_no_feed_is_refused(content: str) -> None:
    with pytest.raises(Refused):
        read(content, "text/html")


def test_page_is_no_feed_whatever_it_is_called() -> None:
    with pytest.raises(Refused):
        read("<!doctype html><html><title>Sign in</title></html>", "text/xml")


JSON = json.dumps({"version": "https://jsonfeed.org/version/1", "items": [{"id": 1, "title": "Cells"}]})
SOURCES = [rss([item(1, NOW, content=BODY)]), ATOM, RDF, NEWS, JSON]


@settings(deadline=None)  # a busy machine says nothing of the reader
@given(st.sampled_from(SOURCES), st.data())
def test_mutilated_feeds_raise_nothing_else(source: str, data: st.DataObject) -> None:
    content = bytearray(source.encode())
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(content) - 1))
        match data.draw(st.sampled_from("cut insert change repeat".split())):
            case "cut":
                del content[at : at + data.draw(st.integers(1, 40))]
            case "insert":
                content[at:at] = data.draw(st.binary(max_size=12))
            case "change":
                content[at] = data.draw(st.integers(0, 255))
            case _:
                content[at:at] = content[at : at + 60]
        content = content or bytearray(b" ")

    try:
        found = read(
            bytes(content), "application/xml", data.draw(st.sampled_from([None, "utf-16", "nonsense", "koi8-r"]))
        )
    except Refused:
        return
    for entry in found.entries:
        assert len(entry.identity) == len(entry.fingerprint) == 64
        assert entry.url is None or entry.url.startswith(("http://", "https://"))
        assert isinstance(entry.text, str)
