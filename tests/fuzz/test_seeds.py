"""What is fuzzed holds for its seeds, and for seeds that were tampered with."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from corpus.feeds import listing
from tests.fuzz import seeds
from tests.fuzz.targets import TARGETS

EACH = sorted(TARGETS)


@pytest.mark.parametrize("name", EACH)
def test_promises_hold_for_all_seeds(name: str) -> None:
    for seed in TARGETS[name].seeds:
        TARGETS[name].check(seed)


@st.composite
def tampered(draw: st.DrawFn, name: str) -> bytes:
    """A seed with a piece of it taken out, doubled, put elsewhere or replaced."""
    data = draw(st.sampled_from(TARGETS[name].seeds))
    for _ in range(draw(st.integers(1, 4))):
        start, end = sorted(draw(st.tuples(*[st.integers(0, len(data))] * 2)))
        piece = draw(st.sampled_from([b"", data[start:end] * 2, data[end:start:-1]]) | st.binary(max_size=8))
        data = data[:start] + piece + data[end:]
    return data


@given(tampered("urls") | st.binary(max_size=60))
@settings(max_examples=300)
@example(b"https://example.com/%%341")
@example(b"https://example.com/..amp")
@example(b"https://a\xc3\xbc\0..b/")
@example(b"HTTP://0/ ?")
@example(b"https://co.m.m.fo.t")
@example(b"https://[:i]\xff.ca")
@example(b"https://a\xff\x0b.b@c/d")
@example(b"https://a.cdn.ampproject.org/c/s//example.com/a-b-c")
@example(b"https://a.cdn.ampproject.org" + b"/c/a.cdn.ampproject.org" * 7)
def test_addresses_hold_what_they_promise(data: bytes) -> None:
    TARGETS["urls"].check(data)


@given(tampered("dates") | st.binary(max_size=60))
@settings(max_examples=200, deadline=None)
def test_dates_hold_what_they_promise(data: bytes) -> None:
    TARGETS["dates"].check(data)


@given(tampered("feeds"))
@settings(max_examples=200, deadline=None)
def test_feeds_hold_what_they_promise(data: bytes) -> None:
    TARGETS["feeds"].check(data)


def test_sitemap_that_forgot_to_declare_its_prefix_is_read() -> None:
    found = listing.read(seeds.SITEMAP_UNDECLARED.encode(), "", None, "https://example.com/news.xml")

    assert [(entry.title, str(entry.published)[:10]) for entry in found.entries] == [("Cells", "2024-03-29")]
