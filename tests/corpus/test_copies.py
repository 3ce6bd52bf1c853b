"""Which articles are copies of one another, whatever comes first, changes or goes."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from corpus import articles
from corpus.articles import IncomingArticle
from corpus.copies import bands, likeness, wording
from corpus.db import Base, Sessions, engine
from corpus.models import Article, ArticleBand
from tests.fakes import NOW

DAY = datetime(2024, 3, 29, 9, 30, tzinfo=UTC)

LEAD = (
    "Mazda Motor and Panasonic Energy have agreed on the supply of cylindrical lithium-ion cells for electric cars "
    "that the carmaker plans to sell from 2027, both companies announced on Friday in Tokyo. "
)
BODY = (
    "The cells will come from Panasonic's plants in Suminoe and Kaizuka, near Osaka, where the maker wants to have a "
    "capacity of 10 gigawatt hours a year by the end of the decade. Neither side told the price. The Japanese "
    "government backs the project with up to 28.3 billion yen, because it wishes batteries to be made at home. "
    "Analysts had expected the step since the two began to talk last summer, and saw in it a sign that smaller "
    "carmakers look for cells near their own assembly lines. Mazda sold few battery cars so far, and means to make "
    "up for it with a platform of its own. Shares of the carmaker rose slightly in the afternoon."
)
TEXT = LEAD + BODY


def article(name: str, text: str = TEXT, hours: int = 0, **fields: object) -> IncomingArticle:
    made = IncomingArticle(f"Title of {name}", text, id=name, source=name, published=DAY + timedelta(hours=hours))
    return replace(made, **fields)  # type: ignore[arg-type]


def save(sessions: Sessions, *incoming: IncomingArticle) -> None:
    for each in incoming:
        with sessions.writing() as session:
            articles.save(session, each, NOW)


def forget(sessions: Sessions, name: str) -> None:
    with sessions.writing() as session:
        assert articles.forget(session, name)


def originals(sessions: Sessions) -> dict[str, str]:
    """For each article the one that it is a copy of, else itself."""
    with sessions.reading() as session:
        found = session.scalars(select(Article)).all()
    names = {each.key: each.id for each in found}
    return {each.id: names[each.copy_of or each.key] for each in found}


DRESSED = "OSAKA, March 29 (Newsdesk) - " + TEXT + "\n\nReporting by Ann Smith; Editing by Bo Jones"
REWRITTEN = (
    TEXT.replace("both companies announced", "the two firms said")
    .replace("Neither side told the price", "Neither party named a price")
    .replace("because it wishes", "since it wants")
    .replace("had expected the step", "had awaited the move")
    .replace("rose slightly", "gained a little")
)
SHORTENED = TEXT.removesuffix(" Shares of the carmaker rose slightly in the afternoon.")


@pytest.mark.parametrize("text", [TEXT, DRESSED, REWRITTEN, SHORTENED, TEXT.replace(". ", ".\n\n").replace("'", "’")])
def test_text_that_an_outlet_took_over_is_a_copy(sessions: Sessions, text: str) -> None:
    save(sessions, article("wire"), article("outlet", text, hours=2))

    assert originals(sessions) == {"wire": "wire", "outlet": "wire"}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(TEXT.replace("10 gigawatt", "12 gigawatt"), id="another figure"),
        pytest.param(TEXT.replace("28.3 billion", "283 billion"), id="another sum"),
        pytest.param(TEXT.replace("Mazda", "Subaru"), id="another company"),
        pytest.param(TEXT.replace("have agreed on", "have not agreed on"), id="the contrary"),
        pytest.param(TEXT.replace("have agreed on", "have ended talks on"), id="another stage"),
        pytest.param(
            "Panasonic will invest a further 400 million dollars, it said on Monday after a meeting of its board. "
            + TEXT,
            id="an update",
        ),
        pytest.param(LEAD, id="a brief"),
        pytest.param(LEAD.replace("announced on Friday", "confirmed on Monday") + BODY[::-1], id="the same lead"),
    ],
)
def test_text_that_tells_other_news_is_no_copy(sessions: Sessions, text: str) -> None:
    save(sessions, article("wire"), article("other", text, hours=2))

    assert originals(sessions) == {"wire": "wire", "other": "other"}


def test_text_that_grew_is_an_update_and_no_copy(sessions: Sessions) -> None:
    save(sessions, article("first", SHORTENED), article("second", TEXT + " The yen was at 151.", hours=2))

    assert originals(sessions)["second"] == "second"


def test_briefs_in_the_same_words_under_other_titles_are_articles_of_their_own(sessions: Sessions) -> None:
    wall = "Subscribe to read this article. Already a subscriber? Sign in."

    save(sessions, article("one", wall), article("two", wall))

    assert originals(sessions) == {"one": "one", "two": "two"}


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_groups_are_the_same_in_whatever_order_articles_come(sessions: Sessions, order: Sequence[int]) -> None:
    other = article("other", TEXT.replace("Mazda", "Subaru"), hours=1)
    all_four = [article("wire"), article("outlet", DRESSED, hours=2), article("blog", REWRITTEN, hours=3), other]

    save(sessions, *(all_four[i] for i in order))

    assert originals(sessions) == {"wire": "wire", "outlet": "wire", "blog": "wire", "other": "other"}


def test_day_without_a_time_is_no_claim_to_have_been_first(sessions: Sessions) -> None:
    midnight = article("blog", published=DAY.replace(hour=0, minute=0))

    save(sessions, midnight, article("wire"))

    assert originals(sessions)["blog"] == "wire"


def test_forgotten_original_leaves_its_place_to_the_first_of_its_copies(sessions: Sessions) -> None:
    save(sessions, article("wire"), article("late", DRESSED, hours=9), article("early", REWRITTEN, hours=2))

    forget(sessions, "wire")

    assert originals(sessions) == {"early": "early", "late": "early"}


def test_what_only_a_forgotten_article_held_together_parts(sessions: Sessions) -> None:
    # Each a bit further from the first: the ends are no copies of one another, what lies between is one of both.
    words = [f"w{n}" for n in range(400)]
    changed = [f"x{n}" if n % 10 == 0 else word for n, word in enumerate(words)]
    far = [f"y{n}" if n % 10 == 5 else word for n, word in enumerate(changed)]
    one, between, other = (
        " ".join(each).translate(str.maketrans("0123456789", "abcdefghij")) for each in (words, changed, far)
    )
    save(sessions, article("one", one), article("between", between, hours=1), article("other", other, hours=2))
    assert set(originals(sessions).values()) == {"one"}

    forget(sessions, "between")

    assert originals(sessions) == {"one": "one", "other": "other"}


def test_edited_copy_that_tells_more_becomes_an_article_of_its_own_and_comes_back(sessions: Sessions) -> None:
    save(sessions, article("wire"), article("outlet", DRESSED, hours=2))

    save(sessions, article("outlet", "The deal is worth 5 billion dollars, a manager said. " + DRESSED, hours=2))
    apart = originals(sessions)
    save(sessions, article("outlet", DRESSED, hours=2))

    assert apart["outlet"] == "outlet"
    assert originals(sessions)["outlet"] == "wire"


def test_nothing_is_left_of_a_forgotten_article(sessions: Sessions) -> None:
    save(sessions, article("wire"), article("outlet", DRESSED))

    forget(sessions, "wire")
    forget(sessions, "outlet")

    with sessions.reading() as session:
        assert session.scalar(select(func.count()).select_from(ArticleBand)) == 0


def test_articles_of_an_older_database_are_grouped_as_if_they_came_now(sessions: Sessions) -> None:
    save(sessions, article("outlet", DRESSED, hours=2), article("wire", url="https://example.com/a?utm_source=x"))
    before = originals(sessions)
    with sessions.writing() as session:
        session.query(ArticleBand).delete()
        session.query(Article).update({"copy_of": None, "canonical_url": "?", "headline_hash": None})

    with sessions.writing() as session:
        articles.derive_again(session)

    assert originals(sessions) == before
    with sessions.reading() as session:
        assert session.scalar(select(Article.canonical_url).where(Article.id == "wire")) == "https://example.com/a"


def test_chinese_and_japanese_copies_are_found_though_their_words_have_no_spaces(sessions: Sessions) -> None:
    text = (
        "松下能源将向马自达供应圆柱形锂离子电池，用于这家汽车制造商计划从二零二七年起销售的电动汽车，两家公司周五在东京宣布。"
        "电池将来自大阪附近的两家工厂，双方均未透露价格。日本政府为该项目提供补贴，希望电池在国内生产。分析师认为，"
        "规模较小的汽车制造商正在寻找靠近自己装配线的电池来源。"
    )
    save(sessions, article("one", text), article("two", f"（东京讯）{text}编辑：王伟", hours=1))

    assert originals(sessions)["two"] == "one"


WORDS = st.lists(
    st.sampled_from("mazda Panasonic cells 10 not talks will the of 5.0 Osaka agreed".split()), max_size=200
)


@given(WORDS, WORDS)
@settings(deadline=None)
def test_likeness_is_the_same_in_either_direction(one: list[str], other: list[str]) -> None:
    a, b = wording.of(" ".join(one)), wording.of(" ".join(other))

    assert likeness.is_copy(a, b) == likeness.is_copy(b, a)
    assert likeness.shared(a, b) == likeness.shared(b, a)


@given(st.text())
@settings(deadline=None)
def test_any_text_has_its_bands_and_long_ones_are_copies_of_themselves(text: str) -> None:
    read = wording.of(text)

    assert len(bands.of(read)) in {0, bands.BANDS}
    assert likeness.is_copy(read, read) == (len(read.words) >= likeness.MIN_WORDS)


@given(st.permutations(range(5)), st.sets(st.integers(0, 4)))
@settings(deadline=None, max_examples=25)
def test_what_is_left_does_not_depend_on_what_was_there_before(order: list[int], gone: set[int]) -> None:
    texts = [TEXT, DRESSED, REWRITTEN, TEXT.replace("Mazda", "Subaru"), DRESSED.replace("Mazda", "Subaru")]
    all_five = [article(str(n), text, hours=n) for n, text in enumerate(texts)]
    left = [each for each in all_five if int(each.id or 0) not in gone]
    found = []
    for came, went in (([all_five[i] for i in order], sorted(gone)), (left, [])):
        made = engine("sqlite://")
        Base.metadata.create_all(made)
        sessions = Sessions(made)
        save(sessions, *came)
        for n in went:
            forget(sessions, str(n))
        found.append(originals(sessions))
        made.dispose()

    assert found[0] == found[1]


def test_copies_are_listed_beside_their_original_the_first_published_first(sessions: Sessions) -> None:
    save(sessions, article("wire"), article("late", DRESSED, hours=9), article("early", REWRITTEN, hours=2))

    with sessions.reading() as session:
        keys = {each.id: each.key for each in session.scalars(select(Article))}
        found = articles.also_in(session, [keys["wire"]])

    assert [copy.source for copy in found[keys["wire"]]] == ["early", "late"]
