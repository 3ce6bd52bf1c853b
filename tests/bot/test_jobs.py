"""What a lasting process does beside its conversations."""

import logging
from collections.abc import Callable, Iterator
from threading import Event

import pytest

from bot import jobs
from bot.jobs import Job, Jobs
from corpus import articles
from corpus.articles import IncomingArticle
from corpus.companies.gazetteer import gazetteer
from corpus.db import Sessions
from corpus.deals import queries
from corpus.deals.changes import unheard
from corpus.deals.queries import Wanted
from corpus.deals.reading.offline import OfflineReader
from index.relation_model import BundledRelations
from tests.conftest import MakeRetriever
from tests.fakes import NOW


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def failing() -> int:
    raise RuntimeError("the server is down")


def counted(done: list[str], name: str, times: int = 1) -> Callable[[], int]:
    """Does something so many times, then nothing."""

    def run() -> int:
        done.append(name)
        return int(done.count(name) <= times)

    return run


def test_a_job_that_fails_does_not_stop_the_others_and_is_tried_again_ever_later(
    caplog: pytest.LogCaptureFixture,
) -> None:
    clock, done = Clock(), list[str]()
    work = Jobs([Job("bad", failing), Job("good", counted(done, "good", 99))], clock)
    tried: list[int] = []

    with caplog.at_level(logging.ERROR):
        for second in range(40):
            clock.now = float(second)
            work.round()
            tried += [second] * (len(caplog.records) - len(tried))

    assert len(done) == 40
    assert tried == [0, 5, 15, 35]


def test_a_job_that_works_again_is_tried_at_once_the_next_time() -> None:
    clock = Clock()
    outcomes: Iterator[Callable[[], int]] = iter([failing, lambda: 1, failing])

    def run() -> int:
        return next(outcomes)()

    job = Job("shaky", run)
    work = Jobs([job], clock)

    for clock.now in (0.0, 5.0, 6.0):
        work.round()

    assert job.not_before == 6.0 + jobs.FIRST_WAIT_SECONDS


def test_a_job_that_is_done_every_hour_leaves_the_rounds_between_to_others() -> None:
    clock, done = Clock(), list[float]()

    def run() -> int:
        done.append(clock.now)
        return 1

    work = Jobs([Job("hourly", run, every=3600.0)], clock)

    for hour in range(0, 3 * 3600, 600):
        clock.now = float(hour)
        work.round()

    assert done == [0.0, 3600.0, 7200.0]


def test_deal_whose_only_article_is_gone_is_taken_back_though_nothing_waits(sessions: Sessions) -> None:
    heard: list[str] = []
    with sessions.writing() as session:
        text = "Panasonic Energy will supply Mazda with cylindrical battery cells from 2027, both said on Friday."
        articles.save(session, IncomingArticle("Cells for Mazda", text, id="a1", published=NOW), NOW)
    reader = OfflineReader(gazetteer(), BundledRelations())
    job = jobs.deal_settling(sessions, lambda _, changes, now: heard.extend(change.kind for change in changes))
    work = Jobs([jobs.deal_reading(sessions, lambda: reader, unheard), job])
    work.round()
    with sessions.writing() as session:
        articles.forget(session, "a1")

    job.not_before = 0.0
    work.round()

    assert heard == ["gone"]
    with sessions.reading() as session:
        assert queries.count(session, Wanted()) == 0


def test_rounds_follow_at_once_while_there_is_something_to_do() -> None:
    stop, done = Event(), list[str]()

    def last() -> int:
        if len(done) >= 4:
            stop.set()
        return 0

    Jobs([Job("work", counted(done, "work", 3)), Job("last", last)], pause=3600).run(stop)

    assert done == ["work"] * 4


def test_a_job_that_takes_long_keeps_no_other_waiting() -> None:
    stop, answered, done = Event(), Event(), list[str]()

    def slow() -> int:
        answered.wait(20)
        return 0

    def quick() -> int:
        done.append("quick")
        if len(done) == 3:
            answered.set()
            stop.set()
        return 1

    Jobs([Job("slow", slow), Job("quick", quick)]).run(stop)

    assert done == ["quick"] * 3


def test_a_job_that_hangs_is_noticed_once_with_where_it_is(caplog: pytest.LogCaptureFixture) -> None:
    clock, seen = Clock(), list[list[str]]()

    def hang() -> int:
        for clock.now in (jobs.STALLED_SECONDS - 1, jobs.STALLED_SECONDS, jobs.STALLED_SECONDS + 60):
            seen.append([job.name for job in work.stalled()])
        return 1

    work = Jobs([Job("bad", hang), Job("good", lambda: 0)], clock)
    work.round()

    assert seen == [[], ["bad"], []]
    assert "job=bad hangs" in caplog.text and "in hang" in caplog.text
    assert work.stalled() == []


def test_a_job_hangs_too_when_what_it_has_begun_does() -> None:
    clock = Clock()
    work = Jobs([Job("feeds", lambda: 0, oldest=lambda: 5.0)], clock)

    clock.now = 5.0 + jobs.STALLED_SECONDS
    work.round()

    assert [job.name for job in work.stalled()] == ["feeds"]


def test_a_long_job_that_gets_on_does_not_hang(monkeypatch: pytest.MonkeyPatch) -> None:
    clock, seen = Clock(), list[list[Job]]()
    monkeypatch.setattr("time.monotonic", clock)

    def run() -> int:
        for clock.now in (1_000.0, 2_000.0, 3_000.0):
            seen.append(work.stalled())
            job.get_on()
        return 1

    job = Job("long", run)
    work = Jobs([job], clock)
    work.round()

    assert seen == [[], [], []]


def test_article_saved_by_another_process_is_indexed_and_read_for_deals(
    sessions: Sessions, make_retriever: MakeRetriever
) -> None:
    retriever = make_retriever()
    work = Jobs(
        [
            jobs.indexing(retriever),
            jobs.deal_reading(sessions, lambda: OfflineReader(gazetteer(), BundledRelations()), unheard),
        ]
    )
    assert work.round() == 0
    with sessions.writing() as session:
        text = "Panasonic Energy will supply Mazda with cylindrical battery cells from 2027, both said on Friday."
        articles.save(session, IncomingArticle("Cells for Mazda", text, id="a1", published=NOW), NOW)

    assert work.round() == 2

    assert retriever.waiting() == 0
    assert [hit.article.article_id for hit in retriever.search("cells for Mazda")] == ["a1"]
    with sessions.reading() as session:
        assert [deal.type for deal in queries.find(session, Wanted(company="mazda"))] == ["supply"]


def test_what_is_found_is_whole_while_the_store_is_being_filled(
    sessions: Sessions, make_retriever: MakeRetriever
) -> None:
    first = make_retriever()
    with sessions.writing() as session:
        articles.save(session, IncomingArticle("Cells", "Panasonic supplies Mazda with cells.", id="a1"), NOW)
    first.update()
    first.close()
    owner = make_retriever()

    owner.own()

    assert [hit.article.article_id for hit in owner.search("Panasonic cells for Mazda")] == ["a1"]
