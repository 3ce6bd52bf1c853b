from urllib.parse import urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpus.web import canonical

STORY = "https://example.com/2024/03/29/mazda-picks-panasonic"


@pytest.mark.parametrize(
    "variant",
    [
        "http://www.example.com/2024/03/29/mazda-picks-panasonic/",
        "https://EXAMPLE.com:443/2024/03/29/mazda-picks-panasonic#comments",
        "https://example.com//2024/03/29/./mazda-picks-panasonic",
        "https://example.com/2024/03/29/mazda-picks-panasonic?utm_source=x&fbclid=1&mc_cid=2&at_medium=RSS",
        "https://example.com/2024/03/29/mazda-picks-panasonic?source=rss&ref=home",
        "https://example.com/2024/03/29/mazda-picks-panasonic/amp/",
        "https://example.com/2024/03/29/mazda-picks-panasonic?amp=1",
        "https://example.com/2024/03/29/mazda-picks-panasonic?amp",
        "https://example.com/2024/03/29/mazda-picks-panasonic?outputType=amp",
        "https://example.com/amp/2024/03/29/mazda-picks-panasonic",
        "https://amp.example.com/2024/03/29/mazda-picks-panasonic",
        "https://m.example.com/2024/03/29/mazda-picks-panasonic",
        "https://mobile.example.com/2024/03/29/mazda-picks-panasonic",
        "https://www.google.com/amp/s/example.com/2024/03/29/mazda-picks-panasonic",
        "https://www.google.co.jp/amp/s/amp.example.com/2024/03/29/mazda-picks-panasonic/amp",
        "https://example-com.cdn.ampproject.org/c/s/example.com/2024/03/29/mazda-picks-panasonic/amp",
        "https://example-com.cdn.ampproject.org/v/s/example.com/2024/03/29/mazda-picks-panasonic?amp_js_v=0.1",
        "https://example.com/2024/03/29/mazda-picks-panasonic/print",
        "https://example.com/2024/03/29/mazda-picks-panasonic?print=true",
        "https://example.com/2024/03/29/mazda-picks-panasonic?view=print",
        "https://example.com/2024/03/29/mazda%2Dpicks-panasonic/index.html",
    ],
)
def test_twins_of_an_article_share_one_canonical_url(variant: str) -> None:
    assert canonical.canonical(variant) == STORY


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.com/view.php?id=1", "https://example.com/view.php?id=2"),
        ("https://example.com/view?gallery=1", "https://example.com/view?gallery=2"),
        ("https://example.com/read?cid=10042", "https://example.com/read?cid=10043"),
        ("https://example.com/read?uid=10042", "https://example.com/read?uid=10043"),
        ("https://example.com/read?eid=1", "https://example.com/read?eid=2"),
        ("https://example.com/read?ref=8812", "https://example.com/read?ref=8813"),
        ("https://example.com/?p=1", "https://example.com/?p=2"),
        ("https://example.com/a?page=1", "https://example.com/a?page=2"),
        ("https://example.com/shares/amp", "https://example.com/shares"),
        ("https://example.com/tag/print", "https://example.com/tag"),
        ("https://example.com/A-b-c", "https://example.com/a-b-c"),
        ("https://example.com:8080/a", "https://example.com/a"),
        ("https://m.co.uk/a", "https://mobile.co.uk/a"),
        ("https://amp.com/a", "https://m.com/a"),
        # Two words that are one in UTF-8's mark for what it cannot read.
        ("https://example.kr/?t=%b9%e8", "https://example.kr/?t=%c0%fc"),
        ("https://example.com/#!/a", "https://example.com/#!/b"),
        ("https://news.example.com/a", "https://blog.example.com/a"),
    ],
)
def test_articles_that_differ_are_never_joined(one: str, other: str) -> None:
    assert canonical.canonical(one) != canonical.canonical(other)


def test_parameters_in_another_order_are_the_same_article() -> None:
    assert canonical.canonical("https://example.com/a?b=2&a=1") == canonical.canonical("https://example.com/a?a=1&b=2")


def test_mobile_wikipedia_is_wikipedia() -> None:
    assert canonical.canonical("https://en.m.wikipedia.org/wiki/Mazda") == "https://en.wikipedia.org/wiki/Mazda"


def test_host_in_its_own_script_is_the_same_in_ascii() -> None:
    assert canonical.canonical("https://müller.de/a") == canonical.canonical("https://xn--mller-kva.de/a")


def test_clean_url_leads_where_it_led_without_saying_from_where() -> None:
    cleaned = canonical.clean("https://www.Example.com/a/?id=7&utm_source=mail&fbclid=x#utm_medium=rss")

    assert cleaned == "https://www.example.com/a/?id=7"


def test_clean_url_keeps_what_it_does_not_know() -> None:
    url = "http://example.com/a/?b=%b9&a=1;c#part-2"

    assert canonical.clean(url) == url


@pytest.mark.parametrize("text", ["", "mailto:a@example.com", "http://[", "http://a:b/", "//example.com/a", "news"])
def test_what_is_no_url_comes_back_as_it_is(text: str) -> None:
    assert canonical.canonical(text) == canonical.clean(text) == text


HOSTS = st.sampled_from(["www.example.com", "m.example.co.uk", "amp.news.example.de", "EXAMPLE.com:8080", "[::1]:80"])
PATHS = st.text(st.sampled_from("/.%aAmp2-_~é \\?#&=;:@+'\"") | st.characters(), max_size=40)
URLS = st.builds("{}://{}/{}?{}".format, st.sampled_from(["http", "https", "HTTP"]), HOSTS, PATHS, PATHS)


@given(st.text(max_size=60) | PATHS | URLS)
@example("https://example.com/%%341")
@example("https://www.google.com/amp/s/www.google.com/amp/s/example.com/a-b-c")
@example("https://a.cdn.ampproject.org/c/s/%2f%2fexample.com/a")
def test_canonical_form_of_a_canonical_form_is_itself(text: str) -> None:
    once = canonical.canonical(text)

    assert canonical.canonical(once) == once


@given(URLS)
def test_host_is_kept_but_for_its_dress(url: str) -> None:
    before, after = urlsplit(url).hostname or "", urlsplit(canonical.canonical(url)).hostname or ""

    assert before.lower().endswith(after) and after


@given(st.text(max_size=60) | PATHS | URLS)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = canonical.clean(text)

    assert canonical.clean(once) == once
