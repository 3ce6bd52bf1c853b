"""Lists of feeds in and out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import Refused
from corpus.feeds import opml
from corpus.feeds.opml import Outline

NESTED = """<?xml version="1.0"?><opml version="1.0"><head><title>Mine</title></head><body>
<outline text="Batteries"><outline text="Cells" type="rss" xmlURL="https://a.example/feed"/>
<outline text="Deeper"><outline title="Packs" text="x" XMLURL="https://b.example/feed" htmlUrl="https://b.example/"/></outline>
</outline><outline text="Twice" xmlUrl="https://a.example/feed"/><outline text="No feed" url="https://c.example"/></body></opml>"""


def test_groups_are_read_through_and_each_address_once() -> None:
    assert opml.read(NESTED.encode(), "mine.opml") == [
        Outline("https://a.example/feed", "Cells"),
        Outline("https://b.example/feed", "Packs"),
    ]


@pytest.mark.parametrize("content", [b"", b"<html>", b"<opml><body/></opml>", b"\0\0", b"not xml"])
def test_what_is_no_list_is_refused(content: bytes) -> None:
    with pytest.raises(Refused, match=r"mine\.opml"):
        opml.read(content, "mine.opml")


def test_entities_do_no_harm(tmp_path: object) -> None:
    names = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    hostile = f"""<!DOCTYPE opml [<!ENTITY e0 "boom">{names}<!ENTITY x SYSTEM "file:///etc/passwd">]>
    <opml><body><outline text="&e11;&x;" xmlUrl="https://a.example/feed"/></body></opml>"""

    try:
        found = opml.read(hostile.encode(), "mine.opml")
    except Refused:
        return
    assert all(len(each.title) <= 200 and "root:" not in each.title for each in found)


urls = st.from_regex(r"https://[a-z]{1,9}\.example/[a-z?=&]{0,9}", fullmatch=True)


@given(
    st.lists(st.builds(Outline, urls, st.text(max_size=30)), min_size=1, max_size=8, unique_by=lambda each: each.url)
)
def test_what_is_written_is_read_again(feeds: list[Outline]) -> None:
    found = opml.read(opml.write(feeds, "Mine"), "mine.opml")

    assert [each.url for each in found] == [each.url for each in feeds]
