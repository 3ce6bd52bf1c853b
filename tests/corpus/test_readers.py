import gzip
import json
import os
import subprocess
import sys
import tracemalloc
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.articles import IncomingArticle
from corpus.readers import documents, feeds, files, reading, records
from corpus.readers.files import Unreadable

Write = Callable[[str, str | bytes], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        return path

    return write


def read(path: Path) -> list[IncomingArticle]:
    """The articles of a path of which every one can be read."""
    found = list(files.articles(path))
    assert not [each for each in found if isinstance(each, Unreadable)]
    return [each for each in found if isinstance(each, IncomingArticle)]


def read_one(path: Path) -> IncomingArticle:
    (article,) = read(path)
    return article


def fault(path: Path) -> str:
    """Why nothing can be read from a path; the reason is one line and the source names the file."""
    (found,) = files.articles(path)
    assert isinstance(found, Unreadable)
    assert found.source.startswith(str(path))
    assert found.error
    assert "\n" not in found.error
    return found.error


# Markdown


def test_markdown_front_matter_fills_the_article(write: Write) -> None:
    path = write(
        "deal.md",
        '---\ntitle: "Cells: a deal"\ndate: 2024-03-29\nsource: Example Wire\n'
        "url: https://example.com/a?b=1\nid: 007\ntags: [ev, cells]\n---\n\nText *here*.\n",
    )

    assert read_one(path) == IncomingArticle(
        title="Cells: a deal",
        text="Text here.",
        id="007",
        url="https://example.com/a?b=1",
        source="Example Wire",
        published=datetime(2024, 3, 29, tzinfo=UTC),
        origin=str(path),
    )


@pytest.mark.parametrize(
    ("written", "published"),
    [
        ("2024-03-29", datetime(2024, 3, 29, tzinfo=UTC)),
        ("2024-03-29T09:30:00Z", datetime(2024, 3, 29, 9, 30, tzinfo=UTC)),
        ("2024-03-29 09:30", datetime(2024, 3, 29, 9, 30, tzinfo=UTC)),
        ("2024-03-29 09:30:00 +09:00", datetime(2024, 3, 29, 0, 30, tzinfo=UTC)),
        ("2024-03-29T09:30:00.250-0400", datetime(2024, 3, 29, 13, 30, 0, 250_000, tzinfo=UTC)),
        ("2024-03-29 09:30 UTC", datetime(2024, 3, 29, 9, 30, tzinfo=UTC)),
        ("20240329", datetime(2024, 3, 29, tzinfo=UTC)),
        ('"2024-03-29"', datetime(2024, 3, 29, tzinfo=UTC)),
        ("", None),
        ("null", None),
        ("~", None),
    ],
)
def test_dates_are_read_with_or_without_a_time_and_a_zone(
    write: Write, written: str, published: datetime | None
) -> None:
    assert read_one(write("a.md", f"---\ntitle: T\ndate: {written}\n---\nText.")).published == published


@pytest.mark.parametrize("written", ["soon", "29/03/2024", "2024-13-01", "March 2024", "0001-01-01T00:00+05:00"])
def test_date_that_cannot_be_read_is_told_not_lost(write: Write, written: str) -> None:
    markdown = write("a.md", f"---\ntitle: T\ndate: {written}\n---\nText.")
    lines = write("a.jsonl", json.dumps({"title": "T", "text": "x", "date": written}))

    assert "not ISO 8601" in fault(markdown)
    assert "not ISO 8601" in fault(lines)
    assert written in fault(markdown)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Some words.\n\n# The *first* heading\n\nMore.", "The first heading"),
        ("Setext heading\n===\n\nMore.", "Setext heading"),
        ("\n\nNo heading **here**\nbut lines.", "No heading here but lines."),
        ("---\nsource: S\n---\n## From the body\n\nText.", "From the body"),
        ("---\ntitle:\n---\n## From the body\n\nText.", "From the body"),
        ("---\n\nA text that begins with a rule.\n\n---\n\nMore.", "A text that begins with a rule."),
    ],
)
def test_markdown_without_a_title_takes_its_heading_or_first_line(write: Write, text: str, title: str) -> None:
    assert read_one(write("a.md", text)).title == title


def test_markdown_is_read_as_it_would_be_shown(write: Write) -> None:
    path = write(
        "a.markdown",
        '# Head\r\n\r\nSome **bold** [link text](https://x.y "t")![alt](a.png), `a < b` &amp; more.\r\n'
        "<!-- a comment --><span hidden>SECRET</span>\r\n\r\n"
        "- one\r\n- two\r\n\r\n> quoted\r\n\r\n```python\r\nif a:\r\n    return _b_\r\n```\r\n\r\n"
        "| k | v |\r\n|---|---|\r\n| 1 | 2 |\r\n\r\nsnake_case_name 2 * 3 * 4\r\n",
    )

    assert read_one(path).text == (
        "Head\n\nSome bold link text, a < b & more.\n\none\ntwo\n\nquoted\n\n"
        "if a:\n    return _b_\n\nk\tv\n1\t2\n\nsnake_case_name 2 * 3 * 4"
    )


@pytest.mark.parametrize("matter", ["title: [unclosed", "title: 'a\ndate: x: y", "a: &x\n- *y", "\t- a", "%bad"])
def test_front_matter_that_is_no_yaml_is_told(write: Write, matter: str) -> None:
    assert "front matter is not YAML" in fault(write("a.md", f"---\n{matter}\n---\nText."))


def test_yaml_neither_runs_code_nor_expands_aliases(write: Write) -> None:
    bomb = "a: &a [x, x]\n" + "\n".join(
        f"{b}: &{b} [*{a}, *{a}, *{a}]" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    path = write("a.md", f'---\ntitle: T\nrun: !!python/object/apply:os.system ["exit"]\n{bomb}\n---\nText.')

    assert read_one(path).title == "T"


def test_front_matter_of_megabytes_is_refused_unparsed(write: Write) -> None:
    path = write("a.md", "---\n" + "key: value\n" * 100_000 + "---\nText.")

    assert "front matter is longer than" in fault(path)


def test_front_matter_nested_too_deeply_is_told(write: Write) -> None:
    assert "nested too deeply" in fault(write("a.md", f"---\ntitle: {'[' * 5000}\n---\nText."))


# Text


def test_text_file_is_its_text_and_its_first_line_the_title(write: Write) -> None:
    article = read_one(write("a.TXT", "\n\n  Mazda signs \n\nwith Panasonic.\n"))

    assert (article.title, article.text) == ("Mazda signs", "Mazda signs \n\nwith Panasonic.")


def test_long_first_line_is_cut_on_a_word(write: Write) -> None:
    title = read_one(write("a.txt", "word " * 100)).title

    assert len(title) <= 200
    assert title.endswith("word…")


def test_text_over_the_limit_is_refused_with_its_size(write: Write) -> None:
    error = fault(write("a.txt", "a" * 2_000_001))

    assert "2,000,001 characters" in error
    assert "2,000,000" in error


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
def test_fifty_megabytes_of_text_are_refused_unread(write: Write, name: str) -> None:
    path = write(name, b"")
    os.truncate(path, 50_000_000)
    tracemalloc.start()

    error = fault(path)

    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "50.0 MB, over the limit of 10 MB" in error
    assert peak < 5_000_000


def test_forty_megabyte_page_is_refused_with_its_size(write: Write) -> None:
    path = write("a.html", b"")
    os.truncate(path, 40_000_000)

    assert "40.0 MB" in fault(path)


# HTML


def test_html_page_becomes_an_article(write: Write) -> None:
    path = write(
        "a.html",
        '<html><head><title>Cells for Hiroshima</title><link rel="canonical" href="https://example.com/cells">'
        '<meta property="og:site_name" content="Example Wire">'
        '<meta property="article:published_time" content="2024-03-29T09:30:00Z"></head>'
        "<body><p>The carmaker buys cells.</p><p hidden>SECRET</p></body></html>",
    )

    article = read_one(path)

    assert article.title == "Cells for Hiroshima"
    assert article.text == "The carmaker buys cells."
    assert article.url == "https://example.com/cells"
    assert article.source == "Example Wire"
    assert article.published == datetime(2024, 3, 29, 9, 30, tzinfo=UTC)


def test_html_without_a_title_takes_its_first_line(write: Write) -> None:
    assert read_one(write("a.htm", "<p>Only this.</p>")).title == "Only this."


@pytest.mark.parametrize("html", ["<html><body><nav>Home</nav></body></html>", "<p hidden>x</p>", "<!-- only -->"])
def test_page_without_text_is_told(write: Write, html: str) -> None:
    assert "no article text found" in fault(write("a.xhtml", html))


# JSON and JSON lines

FULL = {
    "id": "x-1",
    "title": "Deal",
    "text": "Mazda buys cells.",
    "url": "https://example.com/1",
    "source": "Wire",
    "date": "2024-03-29",
    "author": "unknown to us",
}


@pytest.mark.parametrize(
    "wrap", [lambda a: a, lambda a: [a], lambda a: {"articles": [a]}, lambda a: {"articles": [a], "n": 1}]
)
def test_json_is_an_article_or_a_list_of_them(write: Write, wrap: Callable[[object], object]) -> None:
    article = read_one(write("a.json", json.dumps(wrap(FULL))))

    assert (article.id, article.title, article.text) == ("x-1", "Deal", "Mazda buys cells.")
    assert (article.url, article.source) == ("https://example.com/1", "Wire")
    assert article.published == datetime(2024, 3, 29, tzinfo=UTC)


def test_json_lines_are_an_article_each_with_their_line(write: Write) -> None:
    path = write("a.jsonl", json.dumps(FULL) + "\r\n\n  \n" + json.dumps(FULL | {"id": 17}))

    first, second = read(path)

    assert (first.origin, second.origin) == (f"{path}:1", f"{path}:4")
    assert second.id == "17"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"title": None}, '"title" is empty'),
        ({"title": "  "}, '"title" is empty'),
        ({"title": "\u200b\u202e"}, '"title" is missing'),
        ({"title": 5}, '"title" is not text'),
        ({"text": ""}, '"text" is empty'),
        ({"text": "\u200b\x00"}, "nothing that can be seen"),
        ({"text": ["a"]}, '"text" is not text'),
        ({"text": "x" * 2_000_001}, "2,000,001 characters"),
        ({"id": "x" * 201}, '"id" is longer than 200'),
        ({"id": 10**250}, '"id" is longer than 200'),
        ({"id": "a\nb"}, '"id" has invisible'),
        ({"id": "a\u202eb"}, '"id" has invisible'),
        ({"id": "a\ud800"}, '"id" has invisible'),
        ({"id": True}, '"id" is not text'),
        ({"id": {}}, '"id" is not text'),
        ({"url": "javascript:alert(1)"}, '"url" is not an http(s) address'),
        ({"url": "example.com/a"}, '"url" is not an http(s) address'),
        ({"url": "https://"}, '"url" is not an http(s) address'),
        ({"url": "https://a.b/c d"}, '"url" is not an http(s) address'),
        ({"url": "https://a.b/" + "c" * 2_000}, '"url" is longer than'),
        ({"url": 1}, '"url" is not text'),
        ({"source": ["a"]}, '"source" is not text'),
        ({"date": 20240329}, '"date" is not text'),
        ({"date": "today"}, '"date" is not ISO 8601'),
    ],
)
def test_bad_record_is_told_by_place_and_key_and_stops_nothing(
    write: Write, change: dict[str, object], told: str
) -> None:
    path = write("a.jsonl", "\n".join(json.dumps(each) for each in (FULL, FULL | change, FULL)))
    listed = write("a.json", json.dumps([FULL, FULL | change, FULL]))

    for each in (path, listed):
        before, bad, after = files.articles(each)

        assert isinstance(before, IncomingArticle)
        assert isinstance(after, IncomingArticle)
        assert isinstance(bad, Unreadable)
        assert bad.source == f"{each}:2"
        assert told in bad.error
        assert len(bad.error) < 250


def test_absent_keys_are_told_apart_from_empty_ones(write: Write) -> None:
    assert '"title" is missing' in fault(write("a.json", '{"text": "x"}'))
    assert '"text" is missing' in fault(write("b.jsonl", '{"title": "x"}'))


@pytest.mark.parametrize("value", ["null", '""', "NaN", '"  "'])
def test_optional_keys_may_be_empty(write: Write, value: str) -> None:
    keys = ", ".join(f'"{key}": {value}' for key in ("id", "url", "source", "date"))

    article = read_one(write("a.json", f'{{"title": "T", "text": "x", {keys}}}'))

    assert (article.id, article.url, article.source, article.published) == (None, None, None, None)


def test_strings_that_utf8_or_postgresql_refuse_are_mended(write: Write) -> None:
    article = read_one(write("a.json", r'{"title": "a\u0000b", "text": "x\ud800y \ud83d\ude97", "source": "s\udfff"}'))

    assert (article.title, article.text, article.source) == ("ab", "x\ufffdy \U0001f697", "s\ufffd")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ('{"title": "T", "te', "cut off"),
        ('{"title": "T", "text": "x"', "cut off"),
        ("{title: 1}", "not JSON"),
        ('{"title": "T" "text": "x"}', "column 15"),
        ("[" * 200_000, "nested too deeply"),
        ('{"n": ' + "9" * 5_000 + "}", "not usable JSON"),
        ("5", "not 5"),
        ("null", "not None"),
    ],
)
def test_json_that_is_not_an_article_is_told(write: Write, content: str, told: str) -> None:
    assert told in fault(write("a.json", content))
    assert told in fault(write("a.jsonl", content))


def test_truncated_last_line_costs_only_itself(write: Write) -> None:
    first, second = files.articles(write("a.jsonl", json.dumps(FULL) + "\n" + json.dumps(FULL)[:40]))

    assert isinstance(first, IncomingArticle)
    assert isinstance(second, Unreadable)
    assert "cut off" in second.error


def test_json_document_named_as_lines_is_told_once(write: Write) -> None:
    assert "name it .json" in fault(write("a.jsonl", json.dumps([FULL, FULL], indent=1)))


def test_lists_without_articles_are_told(write: Write) -> None:
    assert "holds no article" in fault(write("a.json", "[]"))
    assert "empty" in fault(write("b.jsonl", "\n\n"))


def test_line_over_the_limit_is_told_and_passed_over(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "MAX_LINE_BYTES", 1_000)
    long = json.dumps(FULL | {"text": "x" * 5_000})
    for encoding in ("utf-8", "utf-16"):
        path = write("a.jsonl", "\n".join([json.dumps(FULL), long, json.dumps(FULL)]).encode(encoding))

        first, second, third = files.articles(path)

        assert isinstance(first, IncomingArticle)
        assert isinstance(second, Unreadable)
        assert second.source == f"{path}:2"
        assert isinstance(third, IncomingArticle)
        assert third.origin == f"{path}:3"


def test_json_lines_are_read_a_line_at_a_time(write: Write) -> None:
    path = write("a.jsonl", (json.dumps(FULL | {"text": "x" * 100_000}) + "\n") * 300)
    tracemalloc.start()

    number = sum(1 for _ in files.articles(path))

    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert number == 300
    assert peak < 3_000_000 < path.stat().st_size


# Feeds


def rss(items: str, prolog: str = "") -> str:
    return f'{prolog}<rss version="2.0"><channel><title>Wire &amp; Co</title>{items}</channel></rss>'


def test_rss_items_become_articles(write: Write) -> None:
    path = write(
        "a.rss",
        rss(
            "<item><title>Cells &lt;i&gt;bought&lt;/i&gt;</title><link>https://example.com/1</link>"
            "<guid>https://example.com/guid/1</guid><pubDate>Fri, 29 Mar 2024 09:30:00 +0900</pubDate>"
            "<description>&lt;p&gt;Mazda &lt;a href='x'&gt;buys&lt;/a&gt; cells.&lt;/p&gt;"
            "&lt;p style='display:none'&gt;SECRET&lt;/p&gt;&lt;script&gt;SECRET&lt;/script&gt;"
            "</description></item>"
            "<item><title>Second</title><description>Plain text.</description></item>"
        ),
    )

    first, second = read(path)

    assert first == IncomingArticle(
        title="Cells bought",
        text="Mazda buys cells.",
        id="https://example.com/guid/1",
        url="https://example.com/1",
        source="Wire & Co",
        published=datetime(2024, 3, 29, 0, 30, tzinfo=UTC),
        origin=f"{path}:1",
    )
    assert (second.title, second.text, second.published) == ("Second", "Plain text.", None)


ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Atom Wire</title>
<entry><title>T</title><id>urn:uuid:1</id><link href="https://example.com/1"/>
<updated>2024-04-02T00:00:00Z</updated><published>2024-03-29T09:30:00Z</published>
<summary>Short.</summary>
<content type="html">&lt;p&gt;The whole, longer text.&lt;/p&gt;</content></entry></feed>"""


def test_atom_entry_takes_its_longest_text_and_its_first_date(write: Write) -> None:
    article = read_one(write("a.atom", ATOM))

    assert article.text == "The whole, longer text."
    assert article.published == datetime(2024, 3, 29, 9, 30, tzinfo=UTC)
    assert (article.id, article.source) == ("urn:uuid:1", "Atom Wire")


def test_entry_without_a_first_date_takes_the_date_of_its_update(write: Write) -> None:
    atom = ATOM.replace("<published>2024-03-29T09:30:00Z</published>", "")

    assert read_one(write("a.atom", atom)).published == datetime(2024, 4, 2, tzinfo=UTC)


def test_rdf_feed_is_read(write: Write) -> None:
    path = write(
        "a.rdf",
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>RDF Wire</title></channel>'
        '<item rdf:about="https://example.com/1"><title>T</title><link>https://example.com/1</link>'
        "<description>Text.</description><dc:date>2024-03-29</dc:date></item></rdf:RDF>",
    )

    article = read_one(path)

    assert (article.text, article.source) == ("Text.", "RDF Wire")
    assert article.published == datetime(2024, 3, 29, tzinfo=UTC)


def test_entry_id_that_is_no_uri_is_not_an_id_beyond_its_feed(write: Write) -> None:
    path = write(
        "a.rss",
        rss("<item><title>T</title><guid isPermaLink='false'>17</guid><description>x</description></item>"),
    )

    assert read_one(path).id is None


def test_entry_with_a_headline_only_is_told(write: Write) -> None:
    path = write(
        "a.rss",
        rss("<item><title>T</title><link>https://e.com</link></item><item><description>x</description></item>"),
    )

    headline, whole = files.articles(path)

    assert isinstance(headline, Unreadable)
    assert headline.source == f"{path}:1"
    assert "no text of its own" in headline.error
    assert isinstance(whole, IncomingArticle)
    assert whole.title == "x"


@pytest.mark.parametrize(
    ("xml", "told"),
    [
        ("<note><to>Ana</to></note>", "no feed"),
        ("just words", "no feed"),
        (rss(""), "no entries"),
        ("<?xml version='1.0'?>", "no feed"),
    ],
)
def test_xml_that_is_no_feed_is_told(write: Write, xml: str, told: str) -> None:
    assert told in fault(write("a.xml", xml))


def test_entities_are_neither_expanded_nor_fetched(write: Write) -> None:
    secret = write("secret.txt", "SECRET")
    bomb = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    for separator in ("\n", ""):
        declarations = separator.join(['<!ENTITY l0 "lollollol">', bomb, f'<!ENTITY x SYSTEM "file://{secret}">'])
        path = write(
            "a.xml",
            rss(
                "<item><title>T</title><description>Before &l9; &x; after</description></item>",
                f'<?xml version="1.0"?><!DOCTYPE rss [{separator}{declarations}{separator}]>',
            ),
        )

        for found in files.articles(path):
            if isinstance(found, IncomingArticle):
                assert "SECRET" not in found.text
                # l9 stands for 9 thousand million characters.
                assert len(found.text) < 1_000


# Encodings


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "cp1251"])
@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.json", "a.jsonl", "a.rss"])
def test_every_format_is_read_in_any_common_encoding(write: Write, name: str, encoding: str) -> None:
    words = {"cp1251": "Компания объявила о покупке завода батарей."}.get(
        encoding, "Größere Fabrik für Škoda’s Zellen."
    )
    content = {
        "a.txt": words,
        "a.md": words,
        "a.html": f"<html><body><p>{words}</p></body></html>",
        "a.json": json.dumps({"title": "T", "text": words}, ensure_ascii=False),
        "a.jsonl": json.dumps({"title": "T", "text": words}, ensure_ascii=False),
        "a.rss": rss(f"<item><title>T</title><description>{words}</description></item>"),
    }[name]

    assert read_one(write(name, content.encode(encoding))).text == words


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.html", '<html><head><meta charset="{0}"></head><body><p>{1}</p></body></html>'),
        ("a.xml", '<?xml version="1.0" encoding="{0}"?><rss version="2.0"><channel><title>W</title><item>'
         "<title>T</title><description>{1}</description></item></channel></rss>"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("encoding", ["iso-8859-2", "koi8-r", "iso-2022-jp", "shift_jis", "gb2312"])
def test_declared_encoding_is_believed_where_it_is_not_utf8(
    write: Write, name: str, content: str, encoding: str
) -> None:
    words = {"iso-8859-2": "Řekl: továrnu", "koi8-r": "завод", "gb2312": "电池"}.get(encoding, "電池の契約")

    article = read_one(write(name, content.format(encoding, words).encode(encoding)))

    assert article.text == words


def test_wrongly_declared_encoding_gives_way_to_utf8(write: Write) -> None:
    html = '<html><head><meta charset="iso-8859-1"></head><body><p>Größe</p></body></html>'

    assert read_one(write("a.html", html)).text == "Größe"


def test_a_few_broken_bytes_do_not_make_utf8_another_encoding(write: Write) -> None:
    text = read_one(write("a.txt", "Škoda’s größere Fabrik".encode() + b" \xff in Mlad\xc3\xa1")).text

    assert text == "Škoda’s größere Fabrik \ufffd in Mladá"


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.json", "a.jsonl", "a.xml"])
@pytest.mark.parametrize(
    "content", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", gzip.compress(b"text" * 1000, mtime=0), bytes(range(256)) * 40]
)
def test_binary_file_is_told(write: Write, name: str, content: bytes) -> None:
    assert "binary, not text" in fault(write(name, content))


@pytest.mark.parametrize("ending", sorted(files.ENDINGS))
@pytest.mark.parametrize("content", [b"", b" \n\n", b"\xef\xbb\xbf"])
def test_empty_file_is_told(write: Write, ending: str, content: bytes) -> None:
    assert "empty" in fault(write(f"a{ending}", content))


@given(
    ending=st.sampled_from(sorted(files.ENDINGS)),
    content=st.binary(max_size=300)
    | st.text(st.sampled_from('{}[]":,\\<>/!?&;#-=*_ \n\t\x00aé\u202e0') | st.characters(codec="utf-8")).map(
        str.encode
    ),
    prefix=st.sampled_from([b"", b"---\n", b'{"title": ', b"<rss><item>", b"\xff\xfe", b"<html><meta charset="]),
)
@settings(deadline=None, max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_under_any_ending_are_articles_or_told(
    tmp_path: Path, ending: str, content: bytes, prefix: bytes
) -> None:
    path = tmp_path / f"any{ending}"
    path.write_bytes(prefix + content)

    found = list(files.articles(path))

    assert found
    for each in found:
        if isinstance(each, IncomingArticle):
            assert each.title
            assert each.text
            json.dumps(each.__dict__, default=str, ensure_ascii=False).encode("utf-8")
            assert "\0" not in each.text + each.title
        else:
            each.error.encode("utf-8")
            # A parser's own exception is caught too, but it would be a fault that is ours to foresee.
            assert "cannot be parsed" not in each.error


# Files and folders


def test_folder_is_read_in_order_with_what_is_below_it(write: Write, tmp_path: Path) -> None:
    for name in (
        "b.txt",
        "a/z.md",
        "a/deep/y.txt",
        "c.HTML",
        ".hidden.txt",
        ".git/x.txt",
        "notes.pdf",
        "README",
    ):
        write(name, f"<p>{name}</p>" if name.endswith("HTML") else name)

    assert [article.text for article in read(tmp_path)] == ["a/deep/y.txt", "a/z.md", "b.txt", "c.HTML"]
    assert files.count(tmp_path) == 4


def test_unknown_ending_is_told_when_it_is_named(write: Write) -> None:
    assert "files ending in .pdf are not read" in fault(write("a.pdf", "x"))
    assert "files ending in nothing" in fault(write("README", "x"))


def test_folder_without_a_file_to_read_is_told(write: Write, tmp_path: Path) -> None:
    write("a.pdf", "x")

    assert "no file in this folder can be read" in fault(tmp_path)
    assert files.count(tmp_path) == 0


def test_missing_path_is_told(tmp_path: Path) -> None:
    assert "not found" in fault(tmp_path / "none.txt")
    assert files.count(tmp_path / "none.txt") == 1


def test_links_are_followed_and_loops_are_harmless(write: Write, tmp_path: Path) -> None:
    write("sub/a.txt", "text")
    (tmp_path / "sub" / "up").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "again").symlink_to(tmp_path / "sub", target_is_directory=True)
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")

    found = list(files.articles(tmp_path))

    assert [each.text for each in found if isinstance(each, IncomingArticle)] == ["text"]
    told = {Path(each.source).name: each.error for each in found if isinstance(each, Unreadable)}
    assert "not found" in told["gone.txt"]
    assert "cannot be read" in told["self.txt"]


def test_file_that_vanishes_while_a_folder_is_read_is_told(write: Write, tmp_path: Path) -> None:
    write("a.txt", "first")
    doomed = write("b.txt", "second")
    write("c.txt", "third")
    found = files.articles(tmp_path)
    next(found)

    doomed.unlink()

    second, third = found
    assert isinstance(second, Unreadable)
    assert "not found" in second.error
    assert isinstance(third, IncomingArticle)


def test_file_and_folder_without_permission_are_told(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("closed/a.txt", "x")
    write("open/b.txt", "text")
    locked = write("open/locked.txt", "x")
    scandir, opened = os.scandir, Path.open

    def refusing_scandir(path: Path) -> object:
        if Path(path).name == "closed":
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    def refusing_open(path: Path, mode: str = "r") -> object:
        if path == locked:
            raise PermissionError(13, "Permission denied")
        return opened(path, mode)

    # Tests may run as root, whom no file mode stops.
    monkeypatch.setattr(os, "scandir", refusing_scandir)
    monkeypatch.setattr(Path, "open", refusing_open)

    found = list(files.articles(tmp_path))

    told = {Path(each.source).name: each.error for each in found if isinstance(each, Unreadable)}
    assert set(told) == {"closed", "locked.txt"}
    assert all("permission denied" in error for error in told.values())
    assert [each.text for each in found if isinstance(each, IncomingArticle)] == ["text"]


def test_named_pipe_is_told_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")

    assert "neither a file nor a folder" in fault(tmp_path / "pipe.txt")


@pytest.mark.parametrize(
    ("parser", "name", "content", "told"),
    [
        ("feedparser.parse", "a.rss", "<rss></rss>", "too broken to be read"),
        ("yaml.load", "a.md", "---\ntitle: T\n---\nText.", "cannot be parsed (AssertionError)"),
    ],
)
def test_parser_that_fails_costs_only_its_file(
    write: Write,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    parser: str,
    name: str,
    content: str,
    told: str,
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr(parser, fails)
    write(name, content)
    write("b.txt", "text")

    broken, whole = files.articles(tmp_path)

    assert isinstance(broken, Unreadable)
    assert told in broken.error
    assert isinstance(whole, IncomingArticle)


def test_file_name_of_any_bytes_is_shown_harmlessly(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/a\xff\n\x1b[31m.txt"))
    path.write_text("text")

    origin = read_one(path).origin

    origin.encode("utf-8")
    assert "\x1b" not in origin


def test_large_folder_is_read_one_file_at_a_time(write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(2_000):
        write(f"{number:05}.txt", f"text {number}")
    opened: list[Path] = []
    open_file = Path.open

    def noting_open(path: Path, mode: str = "r") -> object:
        opened.append(path)
        return open_file(path, mode)

    monkeypatch.setattr(Path, "open", noting_open)

    found = files.articles(tmp_path)
    next(found)

    assert len(opened) == 1
    assert sum(1 for _ in found) == 1_999
    assert files.count(tmp_path) == 2_000


def test_reader_starts_without_its_slow_libraries() -> None:
    slow = "{'trafilatura', 'feedparser', 'markdown_it', 'charset_normalizer'}"
    check = f"import sys, corpus.readers.files; print(sorted({slow} & set(sys.modules)))"

    loaded = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True).stdout

    assert loaded.strip() == "[]"


def test_limits_fit_one_another() -> None:
    assert documents.MAX_DOCUMENT_BYTES >= 4 * reading.MAX_TEXT_CHARACTERS
    assert records.MAX_LINE_BYTES >= 6 * reading.MAX_TEXT_CHARACTERS
    assert files.MAX_JSON_BYTES > feeds.MAX_FEED_BYTES
