from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from corpus import articles
from corpus.articles import IncomingArticle
from corpus.db import Sessions
from index.retrieval import Filters, Hit, Retriever
from index.tables import EmbeddingRow, PassageRow
from tests.conftest import MakeRetriever
from tests.fakes import NOW, WordEmbedder

MAZDA = IncomingArticle(
    "Mazda and Panasonic Energy agree",
    "Panasonic Energy will supply Mazda with cylindrical cells. The price was not disclosed.",
    id="mazda",
    source="Reuters",
    published=datetime(2024, 3, 29, tzinfo=UTC),
)
NISSAN = IncomingArticle(
    "Nissan and Honda study electric cars",
    "Nissan and Honda will study working together on electric cars.",
    id="nissan",
    source="Nikkei",
    published=datetime(2024, 8, 1, tzinfo=UTC),
)
LONG = IncomingArticle("A long one", " ".join(f"Sentence {n} speaks of sodium cells." for n in range(200)), id="long")


def save(sessions: Sessions, *incoming: IncomingArticle) -> None:
    with sessions.writing() as session:
        for one in incoming:
            articles.save(session, one, NOW)


def ids(hits: list[Hit]) -> list[str]:
    return list(dict.fromkeys(hit.article.article_id for hit in hits))


def rows(sessions: Sessions, table: type) -> int:
    with sessions.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_passage_that_answers_comes_first(sessions: Sessions, retriever: Retriever) -> None:
    save(sessions, MAZDA, NISSAN)
    retriever.update()

    hit = retriever.search("who supplies mazda")[0]

    assert (hit.rank, hit.article.article_id) == (1, "mazda")
    assert MAZDA.text[hit.start : hit.end] == hit.passage


def test_edited_article_leaves_no_ghost(sessions: Sessions, retriever: Retriever) -> None:
    save(sessions, MAZDA, replace(LONG, id="x"))
    retriever.update()

    save(
        sessions,
        replace(MAZDA, text="Toyota will build the cells."),
        replace(LONG, id="x", text="Short now."),
    )
    retriever.update()

    assert all("Panasonic Energy will" not in hit.passage for hit in retriever.search("panasonic", k=50))
    assert all("sodium" not in hit.passage for hit in retriever.search("sodium cells", k=50))
    assert retriever.search("who builds the cells toyota")[0].article.article_id == "mazda"
    assert retriever._store is not None and retriever._store.count() == rows(sessions, PassageRow) == 2


def test_forgotten_article_leaves_no_ghost(sessions: Sessions, retriever: Retriever) -> None:
    save(sessions, MAZDA, NISSAN)
    retriever.update()

    with sessions.writing() as session:
        articles.forget(session, "mazda")
    retriever.update()

    assert ids(retriever.search("mazda panasonic cells", k=50)) == ["nissan"]
    assert retriever._store is not None and retriever._store.count() == 1
    assert rows(sessions, PassageRow) == rows(sessions, EmbeddingRow) == 1


def test_article_forgotten_and_not_yet_synced_is_not_found(sessions: Sessions, retriever: Retriever) -> None:
    save(sessions, MAZDA, NISSAN)
    retriever.update()

    with sessions.writing() as session:
        articles.forget(session, "mazda")

    assert "mazda" not in ids(retriever.search("mazda"))


def test_edit_embeds_only_what_changed(sessions: Sessions, make_retriever: MakeRetriever) -> None:
    embedder = WordEmbedder()
    retriever = make_retriever(embedder)
    retriever.own()
    save(sessions, LONG)
    retriever.update()
    embedder.embedded.clear()

    save(sessions, replace(LONG, text=LONG.text + "\n\n" + "At the end a new paragraph was added."))
    retriever.update()

    assert len(embedder.embedded) == 1


def test_copy_is_not_found_twice(sessions: Sessions, retriever: Retriever) -> None:
    save(sessions, MAZDA, replace(MAZDA, id="copy", source="Elsewhere"))
    retriever.update()

    assert ids(retriever.search("panasonic mazda cells")) == ["mazda"]


def test_another_embedder_refills_the_index(sessions: Sessions, make_retriever: MakeRetriever) -> None:
    save(sessions, MAZDA, NISSAN)
    first = make_retriever()
    first.own()
    first.update()
    first.close()

    second = make_retriever(WordEmbedder("model-2", dimension=32))
    assert second.own()
    assert second.waiting() == 2
    assert second.update() == 0

    assert second._store is not None and second._store.count() == 2
    assert ids(second.search("panasonic"))[0] == "mazda"


def test_reader_beside_the_owner_finds_what_the_owner_has_not_indexed(
    sessions: Sessions, make_retriever: MakeRetriever
) -> None:
    owner, reader = make_retriever(), make_retriever()
    assert owner.own()
    assert not reader.own()
    save(sessions, MAZDA)
    owner.update()
    save(sessions, NISSAN)

    reader.update()

    assert ids(reader.search("honda"))[0] == "nissan"
    assert ids(reader.search("panasonic"))[0] == "mazda"


def test_reader_and_owner_find_the_same(sessions: Sessions, make_retriever: MakeRetriever) -> None:
    save(sessions, MAZDA, NISSAN, LONG)
    owner, reader = make_retriever(), make_retriever()
    owner.own()
    owner.update()
    reader.update()

    for query in ("who supplies mazda", "sodium cells", "electric cars of honda"):
        one, other = (r.search(query, k=5) for r in (owner, reader))
        assert [(h.article.article_id, h.start) for h in one] == [(h.article.article_id, h.start) for h in other]


def test_reader_sees_an_edit_made_after_its_first_question(sessions: Sessions, make_retriever: MakeRetriever) -> None:
    reader = make_retriever()
    save(sessions, MAZDA, NISSAN)
    reader.update()
    reader.search("panasonic")

    save(sessions, replace(MAZDA, text="Envision AESC is named instead."))
    reader.update()

    assert "Envision" in reader.search("envision")[0].passage


@pytest.mark.parametrize("kill_in", ["fill_lexical", "embed", "fill_store"])
def test_update_cut_short_is_completed_by_the_next(
    sessions: Sessions, retriever: Retriever, monkeypatch: pytest.MonkeyPatch, kill_in: str
) -> None:
    class Killed(Exception): ...

    def kill(*_: object) -> None:
        raise Killed

    save(sessions, MAZDA, NISSAN)
    with monkeypatch.context() as patched:
        patched.setattr(f"index.sync.{kill_in}", kill)
        with pytest.raises(Killed):
            retriever.update()

    retriever.update()

    assert ids(retriever.search("panasonic"))[0] == "mazda"
    assert retriever._store is not None and retriever._store.count() == 2


def test_killed_between_store_and_mark_nothing_is_double(
    sessions: Sessions, retriever: Retriever, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(Exception): ...

    def kill(*_: object) -> None:
        raise Killed

    save(sessions, MAZDA, NISSAN)
    with monkeypatch.context() as patched:
        patched.setattr("index.sync._mark", kill)
        with pytest.raises(Killed):
            retriever.update()

    retriever.update()

    hits = retriever.search("panasonic", k=50)
    assert len({(h.article.article_id, h.start) for h in hits}) == len(hits) == 2


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(since=datetime(2024, 5, 1, tzinfo=UTC)), ["nissan"]),
        (Filters(until=datetime(2024, 5, 1, tzinfo=UTC)), ["mazda"]),
        (Filters(source="reuters"), ["mazda"]),
        (Filters(company=("Honda",)), ["nissan"]),
        (Filters(company=("Honda",), source="Reuters"), []),
        (Filters(source="Nobody"), []),
    ],
)
def test_filters_leave_only_articles_that_fit(
    sessions: Sessions, retriever: Retriever, filters: Filters, expected: list[str]
) -> None:
    save(sessions, MAZDA, NISSAN)
    retriever.update()

    assert ids(retriever.search("electric cells of the company", filters=filters)) == expected


def test_update_tells_how_far_it_is(sessions: Sessions, retriever: Retriever) -> None:
    save(sessions, *(replace(NISSAN, id=f"n{n}", text=f"Text {n} of Nissan.") for n in range(130)))
    told: list[tuple[int, int]] = []

    retriever.update(lambda done, total: told.append((done, total)))

    assert told[-1] == (130, 130)
    assert len(told) > 1


def test_newest_articles_are_embedded_first(sessions: Sessions, make_retriever: MakeRetriever) -> None:
    embedder = WordEmbedder()
    retriever = make_retriever(embedder)
    days = (NOW - timedelta(days=n) for n in range(200))
    save(
        sessions,
        *(IncomingArticle(f"Day {n}", f"News {n}.", id=str(n), published=day) for n, day in enumerate(days)),
    )

    retriever.update()

    assert len(embedder.embedded) < 200
    assert embedder.embedded[0].startswith("Day 0")


@pytest.mark.parametrize("query", ["", "   ", "???", "the"])
def test_blank_or_empty_query_is_no_error(sessions: Sessions, retriever: Retriever, query: str) -> None:
    save(sessions, MAZDA)
    retriever.update()

    assert len(retriever.search(query)) <= 2


def test_second_owner_is_refused_until_the_first_has_closed(make_retriever: MakeRetriever) -> None:
    first, second = make_retriever(), make_retriever()
    assert first.own()
    assert not second.own()
    owner = second.owner()
    assert owner is not None and owner.command == "test"

    first.close()

    assert second.own()
