from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from corpus import articles
from corpus.articles import IncomingArticle
from corpus.db import Sessions
from corpus.errors import Refused
from corpus.models import Article
from tests.fakes import NOW

DEAL = IncomingArticle(
    title="Mazda picks Panasonic",
    text="Panasonic Energy will supply Mazda.",
    url="https://example.com/mazda",
    source="Example",
    published=datetime(2024, 3, 29, tzinfo=UTC),
)


def save(sessions: Sessions, incoming: IncomingArticle) -> articles.Saved:
    with sessions.writing() as session:
        return articles.save(session, incoming, NOW)


def stored(sessions: Sessions) -> list[Article]:
    with sessions.reading() as session:
        return list(session.scalars(select(Article).order_by(Article.key)))


def test_article_saved_again_is_the_same(sessions: Sessions) -> None:
    first = save(sessions, DEAL)

    again = save(sessions, DEAL)

    assert (first.outcome, again.outcome) == ("new", "same")
    assert len(stored(sessions)) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"text": "Panasonic Energy will not supply Mazda."},
        {"title": "Mazda drops Panasonic"},
        {"published": datetime(2024, 4, 1, tzinfo=UTC)},
        {"source": "Other"},
    ],
)
def test_edit_of_what_the_index_holds_changes_the_content_hash(sessions: Sessions, change: dict[str, object]) -> None:
    before = save(sessions, DEAL).article.content_hash

    edited = save(sessions, replace(DEAL, **change))  # type: ignore[arg-type]

    assert edited.outcome == "edited"
    assert edited.article.content_hash != before
    assert len(stored(sessions)) == 1


def test_same_text_at_another_url_is_a_copy_of_the_first(sessions: Sessions) -> None:
    first = save(sessions, DEAL).article

    copy = save(sessions, replace(DEAL, url="https://other.example/a", source="Other"))

    assert copy.outcome == "copy"
    assert copy.article.copy_of == first.key


def test_copy_takes_the_place_of_a_forgotten_original(sessions: Sessions) -> None:
    first = save(sessions, DEAL).article
    save(sessions, replace(DEAL, url="https://other.example/a"))

    with sessions.writing() as session:
        assert articles.forget(session, first.id)

    (left,) = stored(sessions)
    assert left.copy_of is None


def test_copy_of_an_edited_original_becomes_an_article_of_its_own(sessions: Sessions) -> None:
    save(sessions, DEAL)
    save(sessions, replace(DEAL, url="https://other.example/a"))

    save(sessions, replace(DEAL, text="Corrected: nothing was signed."))

    assert [a.copy_of for a in stored(sessions)] == [None, None]


def test_url_with_tracking_parameters_is_the_same_article(sessions: Sessions) -> None:
    save(sessions, DEAL)

    again = save(sessions, replace(DEAL, url="http://www.EXAMPLE.com/mazda/?utm_source=x#top"))

    assert again.outcome != "new"
    assert len(stored(sessions)) == 1


def test_given_id_is_kept(sessions: Sessions) -> None:
    assert save(sessions, replace(DEAL, id="mz-1")).article.id == "mz-1"


def test_derived_id_is_the_same_in_every_database(sessions: Sessions) -> None:
    assert save(sessions, DEAL).article.id == articles._id(DEAL)


def test_id_of_an_article_elsewhere_is_refused_and_overwrites_nothing(sessions: Sessions) -> None:
    save(sessions, replace(DEAL, id="1"))
    other = IncomingArticle(title="Else", text="Other text.", id="1", url="https://else.example/", origin="b.jsonl:1")

    with pytest.raises(Refused, match="already belongs to"):
        save(sessions, other)

    assert [a.title for a in stored(sessions)] == [DEAL.title]


def test_records_of_one_file_without_id_or_url_are_articles_of_their_own(sessions: Sessions) -> None:
    for number, text in enumerate(["One thing.", "Another thing."], 1):
        save(sessions, IncomingArticle(title="In brief", text=text, origin=f"news.jsonl:{number}"))

    assert len(stored(sessions)) == 2


def test_file_read_again_with_other_text_is_an_edit(sessions: Sessions) -> None:
    save(sessions, IncomingArticle(title="Note", text="Before.", origin="/a/note.md"))

    again = save(sessions, IncomingArticle(title="Note", text="After.", origin="/a/note.md"))

    assert again.outcome == "edited"


def test_forgetting_an_unknown_id_says_so(sessions: Sessions) -> None:
    with sessions.writing() as session:
        assert not articles.forget(session, "nobody")


@pytest.mark.parametrize(
    "variant",
    [
        "https://reuters.com/a/b",
        "http://www.reuters.com/a/b/",
        "HTTPS://WWW.REUTERS.COM:443/a/b?utm_source=x&fbclid=1",
        "https://www.reuters.com/a/b#section",
    ],
)
def test_variants_of_a_url_share_one_canonical_form(variant: str) -> None:
    assert articles.canonical_url(variant) == "https://reuters.com/a/b"


LONG = "Panasonic Energy will supply Mazda with cylindrical cells from 2027, both said on Friday in Tokyo. " * 8


def long(name: str, text: str = LONG, day: int = 29, **fields: object) -> IncomingArticle:
    made = IncomingArticle(
        "Mazda picks Panasonic", text, id=name, source=name.split("-")[0], published=datetime(2024, 3, day, tzinfo=UTC)
    )
    return replace(made, **fields)  # type: ignore[arg-type]


def withdrawn(sessions: Sessions) -> dict[str, str | None]:
    return {article.id: article.withdrawn for article in stored(sessions)}


def test_retracted_article_is_kept_and_withdrawn_with_its_copies(sessions: Sessions) -> None:
    save(sessions, long("wire"))
    save(sessions, long("outlet", day=30))

    save(sessions, long("wire", "This article has been retracted: nothing was signed.\n\n" + LONG))
    late = save(sessions, long("late", day=31)).article

    assert withdrawn(sessions) == {"wire": "retracted", "outlet": "copied", "late": "copied"}
    assert late.copy_of is not None
    with sessions.reading() as session:
        assert session.scalars(select(Article).where(Article.offered())).all() == []


def test_article_that_is_put_right_again_is_offered_again(sessions: Sessions) -> None:
    save(sessions, long("wire", title="RETRACTED: Mazda picks Panasonic"))

    save(sessions, long("wire"))

    assert withdrawn(sessions) == {"wire": None}


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_correction_published_anew_stands_for_what_it_corrects(sessions: Sessions, order: tuple[int, int]) -> None:
    wrong = long("wire-1")
    right = long("wire-2", LONG.replace("2027", "2028"), day=30, title="CORRECTED-Mazda picks Panasonic")

    for n in order:
        save(sessions, (wrong, right)[n])

    assert withdrawn(sessions) == {"wire-1": "corrected", "wire-2": None}


def test_correction_of_a_few_lines_leaves_the_article_standing(sessions: Sessions) -> None:
    save(sessions, long("wire-1"))
    save(sessions, long("wire-2", "Supply begins in 2028.", day=30, title="Correction: Mazda picks Panasonic"))

    assert withdrawn(sessions) == {"wire-1": None, "wire-2": None}


def test_correction_in_another_paper_says_nothing_of_ours(sessions: Sessions) -> None:
    save(sessions, long("wire"))
    save(sessions, long("paper", LONG.replace("2027", "2028"), day=30, title="Correction: Mazda picks Panasonic"))

    assert withdrawn(sessions)["wire"] is None


def test_forgotten_correction_gives_back_what_it_stood_for(sessions: Sessions) -> None:
    save(sessions, long("wire-1"))
    save(sessions, long("wire-2", LONG.replace("2027", "2028"), day=30, title="CORRECTED-Mazda picks Panasonic"))

    with sessions.writing() as session:
        articles.forget(session, "wire-2")

    assert withdrawn(sessions) == {"wire-1": None}


def test_language_author_and_note_are_kept_and_not_lost_to_a_reader_that_knows_less(sessions: Sessions) -> None:
    save(sessions, replace(DEAL, language="de", author="Ann Smith", note="dated anew"))

    assert save(sessions, DEAL).outcome == "same"

    (kept,) = stored(sessions)
    assert (kept.language, kept.author) == ("de", "Ann Smith")
