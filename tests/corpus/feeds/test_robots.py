"""What a robots.txt allows."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.feeds import robots

HOST = "https://news.example"


def allowed(text: str, path: str) -> bool:
    return robots.parse(text.encode(), "dealwire").allow(HOST + path)


@pytest.mark.parametrize(
    ("rule", "path", "fits"),
    [
        ("/", "/a", True),
        ("/private", "/private/x", True),
        ("/private", "/privat", False),
        ("/*.pdf$", "/a/b.pdf", True),
        ("/*.pdf$", "/a/b.pdf?x=1", False),
        ("/*?print=", "/a?print=1", True),
        ("/a*b*c", "/aXbYc/more", True),
        ("/a*b*c$", "/aXbYc/more", False),
        ("/a*a$", "/a", False),
        ("/caf%C3%A9", "/café", True),
        ("/a%2Fb", "/a%2fb", True),
        ("*", "/anything", True),
    ],
)
def test_patterns(rule: str, path: str, fits: bool) -> None:
    assert allowed(f"User-agent: *\nDisallow: {rule}", path) is not fits


def test_the_longest_rule_holds_and_of_two_the_one_that_allows() -> None:
    text = "User-agent: *\nDisallow: /\nAllow: /news\nDisallow: /news/private\nAllow: /same\nDisallow: /same"

    assert [allowed(text, path) for path in ("/x", "/news/1", "/news/private/1", "/same")] == [False, True, False, True]


def test_rules_that_name_us_go_before_those_for_everybody() -> None:
    ours = "User-agent: Other\nUser-agent: Dealwire/1.0\nDisallow: /x"
    text = f"User-agent: *\nDisallow: /\n\n{ours}\nUser-agent: z\nDisallow: /y"

    assert [allowed(text, path) for path in ("/", "/x", "/y")] == [True, False, True]


@pytest.mark.parametrize("text", ["", "\ufeffUser-agent: *\r\nDisallow:\r\n", "nonsense\n:::", "Disallow: /", "<html>"])
def test_where_nothing_is_forbidden_all_is_allowed(text: str) -> None:
    assert allowed(text, "/a?b=c")


def test_gaps_and_sitemaps() -> None:
    text = "Sitemap: https://news.example/a.xml\nUser-agent: *\nCrawl-delay: 7.5\nSitemap: https://news.example/b.xml"
    rules = robots.parse(text.encode(), "dealwire")

    assert rules.gap_seconds == 7.5
    assert rules.sitemaps == ("https://news.example/a.xml", "https://news.example/b.xml")
    assert robots.parse(b"User-agent: *\nCrawl-delay: 86400", "dealwire").gap_seconds == robots.LONGEST_GAP_SECONDS


def test_hostile_patterns_take_no_time() -> None:
    text = "User-agent: *\n" + f"Disallow: /{'*a' * 200}$\n" * 500
    began = time.perf_counter()

    assert allowed(text, "/" + "a" * 2_000 + "b")
    assert time.perf_counter() - began < 2


@given(st.text(alphabet="Useragntdislow-:*$/% \nab", max_size=200), st.text(max_size=30))
def test_nothing_makes_it_fail(text: str, path: str) -> None:
    robots.parse(text.encode(), "dealwire").allow(f"{HOST}/{path}".encode(errors="replace").decode())
