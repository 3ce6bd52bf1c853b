import json
from contextlib import suppress
from pathlib import Path

from sqlalchemy import func, select

from corpus.db import Sessions
from corpus.ingest import Summary, ingest
from corpus.models import Article
from corpus.web.fetching import Fetcher
from tests.fakes import NOW


def run(sessions: Sessions, *paths: Path) -> Summary:
    with Fetcher(user_agent="test") as fetcher:
        return ingest(sessions, map(str, paths), fetcher, lambda: NOW)


def write(path: Path, *records: dict[str, object]) -> Path:
    path.write_text("".join(json.dumps(record) + "\n" for record in records))
    return path


def article(number: int, **more: object) -> dict[str, object]:
    return {"id": f"a{number}", "title": f"Title {number}", "text": f"Text of article {number}.", **more}


def count(sessions: Sessions) -> int:
    with sessions.reading() as session:
        return session.scalar(select(func.count()).select_from(Article)) or 0


def test_each_article_is_counted_once_by_what_became_of_it(sessions: Sessions, tmp_path: Path) -> None:
    text = "The same text as another. " * 6  # a brief under another title is another article
    run(sessions, write(tmp_path / "a.jsonl", article(1, text=text), article(2)))
    changed = write(tmp_path / "a.jsonl", article(1, text=text), article(2, text="Changed."), article(3))
    copy = write(tmp_path / "b.jsonl", article(4, text=text))

    summary = run(sessions, changed, copy)

    assert summary.counts == {"new": 1, "edited": 1, "same": 1, "copy": 1}
    assert not summary.failed


def test_bad_record_is_named_and_stops_nothing(sessions: Sessions, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps(article(1)) + "\n{broken\n" + json.dumps(article(2)) + "\n")

    summary = run(sessions, path)

    assert summary.counts["new"] == 2
    assert [f.source for f in summary.failed] == [f"{path}:2"]


def test_id_used_twice_with_other_text_keeps_the_first_and_names_the_second(sessions: Sessions, tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", article(1), article(1, text="Something else."), article(1))

    summary = run(sessions, path)

    assert summary.counts == {"new": 1, "edited": 0, "same": 1, "copy": 0}
    assert [f.source for f in summary.failed] == [f"{path}:2"]
    assert "already used" in summary.failed[0].error


def test_run_cut_short_is_completed_by_the_next(sessions: Sessions, tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", *(article(n) for n in range(120)))

    class Killed(Exception): ...

    def kill(done: int) -> None:
        raise Killed

    with suppress(Killed):
        ingest(sessions, [str(path)], Fetcher(user_agent="test"), lambda: NOW, kill)
    assert 0 < count(sessions) < 120

    run(sessions, path)

    assert count(sessions) == 120


def test_missing_path_is_a_failure_by_name(sessions: Sessions, tmp_path: Path) -> None:
    summary = run(sessions, tmp_path / "nowhere.txt")

    assert [f.source for f in summary.failed] == [str(tmp_path / "nowhere.txt")]
