"""`dealwire feeds`, typed at a web server of our own."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from sqlalchemy import select

from bot import bootstrap, cli, settings
from bot.alerts import subscriptions
from bot.alerts.places import Place
from bot.alerts.tables import AlertRow
from bot.alerts.wishes.rules import Rule
from corpus.db import Sessions
from corpus.feeds import kept, polite
from tests.corpus.feeds.makers import BODY, NOW, Item, rss
from tests.loopback import Loopback, response

XML = {"Content-Type": "application/rss+xml"}


@pytest.fixture
def site(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Loopback]:
    monkeypatch.setenv("DEALWIRE_ALLOW_PRIVATE_ADDRESSES", "true")
    monkeypatch.setattr(polite, "GAP_SECONDS", 0.0)
    with Loopback() as opened:
        items = [
            Item("Cells for Mazda", opened.url("/1"), NOW, "1", content=BODY),
            Item("Not there", opened.url("/private"), NOW, "2"),
        ]
        opened.serve("/feed", response(rss(items, title="Battery Day").encode(), headers=XML))
        opened.serve("/", response(b'<html><link rel=alternate type="application/rss+xml" href="/feed">News</html>'))
        opened.serve("/private", response(b"no", 403))
        yield opened


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    capsys.readouterr()
    code = cli.main(["feeds", *arguments])
    said = capsys.readouterr()
    return code, said.out, said.err


def as_json(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    return json.loads(run(capsys, *arguments, "--json")[1])


def test_site_is_added_polled_listed_and_removed(site: Loopback, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "add", site.url("/"))
    assert (code, out) == (0, f"added: Battery Day  {site.url('/feed')}  (2 entries)\n") and "feeds poll" in err

    told = as_json(capsys, "poll")
    assert (told["polled"], told["new"], told["parked"], told["failed"], told["waiting"]) == (0, 1, 1, [], 0)
    (feed,) = as_json(capsys, "list")
    assert (feed["title"], feed["state"], feed["entries"], feed["parked"]) == ("Battery Day", "fine", 2, 1)
    (parked,) = as_json(capsys, "list", "--parked")
    assert parked["title"] == "Not there" and "403" in parked["problem"]
    assert "next in" in run(capsys, "list")[1]

    assert run(capsys, "remove", "battery day") == (0, f"removed: {site.url('/feed')}  (its articles stay)\n", "")
    code, out, err = run(capsys, "list")
    assert (code, out) == (3, "") and "no feeds yet" in err


def test_what_is_no_feed_is_not_kept(site: Loopback, capsys: pytest.CaptureFixture[str]) -> None:
    site.serve("/page", response(b"<html>News</html>"))

    code, out, err = run(capsys, "add", site.url("/page"), "ftp://a.example/feed", "not-a-name")

    assert (code, out) == (1, "") and err.count("not added") == 3
    assert run(capsys, "list")[0] == 3


def test_feed_that_cannot_be_read_now_is_kept(site: Loopback, capsys: pytest.CaptureFixture[str]) -> None:
    site.serve("/feed", response(b"later", 503))

    code, out, _ = run(capsys, "add", site.url("/feed"))

    assert code == 0 and "will be tried again" in out
    (feed,) = as_json(capsys, "list")
    assert feed["state"] == "failing" and "503" in feed["problem"]
    assert run(capsys, "poll", "--all")[0] == 1


def test_adding_twice_says_so(site: Loopback, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "add", site.url("/feed"))

    again, by_page = run(capsys, "add", site.url("/feed")), run(capsys, "add", site.url("/"))

    assert again[0] == 0 and again[1].startswith("there already: Battery Day")
    assert by_page[0] == 1 and "it is the same feed as" in by_page[2]
    assert len(as_json(capsys, "list")) == 1


def test_poll_takes_what_is_due_what_is_named_or_all(site: Loopback, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "add", site.url("/feed"))

    assert [as_json(capsys, "poll", *which)["polled"] for which in ([], ["Battery Day"], ["--all"])] == [0, 1, 1]
    code, _, err = run(capsys, "poll", "https://other.example/feed")
    assert code == 3 and "no such feed" in err
    site.serve("/private", response(f"<html><body><article><p>{BODY} More.</p></article></body></html>".encode()))
    assert as_json(capsys, "poll", "--parked")["new"] == 1


def test_lists_of_feeds_go_out_and_come_in(site: Loopback, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "add", site.url("/feed"))
    file = tmp_path / "feeds.opml"

    assert run(capsys, "export", str(file))[0] == 0
    assert site.url("/feed") in run(capsys, "export")[1]
    run(capsys, "remove", site.url("/feed"))
    assert as_json(capsys, "import", str(file)) == {"added": 1, "already_there": 0, "failed": []}
    assert as_json(capsys, "import", str(file)) == {"added": 0, "already_there": 1, "failed": []}
    assert [(feed["title"], feed["state"]) for feed in as_json(capsys, "list")] == [("Battery Day", "new")]
    assert as_json(capsys, "poll")["new"] == 1


def test_suggested_feeds_are_listed_and_off(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    listed = as_json(capsys, "list", "--suggested")

    assert len(listed) >= 20 and not any(each["added"] for each in listed)
    assert "electrive" in run(capsys, "list", "--suggested")[1]


def test_status_tells_how_feeds_fare(site: Loopback, capsys: pytest.CaptureFixture[str]) -> None:
    site.serve("/gone", response(rss([]).encode(), headers=XML))
    run(capsys, "add", site.url("/feed"), site.url("/gone"))
    site.serve("/gone", response(b"", 410))
    run(capsys, "poll", "--all")

    capsys.readouterr()
    assert cli.main(["status", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)

    assert told["feeds"] == 1 and told["entries"]["parked"] == 1
    (ill,) = told["failing_feeds"]
    assert ill["url"] == site.url("/gone") and ill["ended"] and "410" in ill["problem"]
    assert cli.main(["status"]) == 0
    assert "ended: " in capsys.readouterr().out


def test_work_polls_feeds_by_itself(site: Loopback, capsys: pytest.CaptureFixture[str]) -> None:
    file = Path("feeds.opml")
    file.write_text(f'<opml><body><outline xmlUrl="{site.url("/feed")}"/></body></opml>')
    run(capsys, "import", str(file))

    assert cli.main(["work", "--once"]) == 0

    capsys.readouterr()
    assert cli.main(["search", "cells for Mazda", "--json"]) == 0
    (hit, *_) = json.loads(capsys.readouterr().out)
    assert hit["url"] == site.url("/1")


def test_news_of_a_feed_alerts_within_ten_seconds_while_another_drips_and_sigterm_ends_it_all(site: Loopback) -> None:
    told = "Panasonic Energy will supply Mazda with battery cells from 2027, both companies said on Monday."
    news = Item("Panasonic Energy to supply Mazda", site.url("/2"), datetime.now(UTC) - timedelta(minutes=5), "3")
    site.serve("/news", response(rss([news]).encode(), headers=XML))
    site.serve("/2", response(f"<html><article><h1>{news.title}</h1><p>{told} {BODY}</p></article></html>".encode()))
    ended = Event()

    def drip() -> Iterable[bytes]:
        yield b"HTTP/1.1 200 OK\r\n\r\n"
        while not ended.wait(0.1):
            yield b" "

    with Loopback() as bad, bootstrap.corpus(settings.load()) as opened:
        with opened.sessions.writing() as session:
            subscriptions.add(session, Place("telegram", 1, 0), 7, Rule(), "everything", datetime.now(UTC))
            for url in (bad.serve("/drip", lambda _: drip()), site.url("/news")):
                kept.add(session, url, datetime.now(UTC))
        process = subprocess.Popen([sys.executable, "-m", "bot", "work"], stderr=subprocess.DEVNULL)

        alert, polled = _first_alert(opened.sessions, site.url("/news"))
        began = time.monotonic()
        process.send_signal(signal.SIGTERM)

        assert process.wait(20) == 0 and time.monotonic() - began < 5
        ended.set()
    assert alert - polled < timedelta(seconds=10)


def _first_alert(sessions: Sessions, url: str) -> tuple[datetime, datetime]:
    """When it was made, and when its feed was polled."""
    at_latest = time.monotonic() + 60
    while time.monotonic() < at_latest:
        with sessions.reading() as session:
            made, feed = session.scalar(select(AlertRow.made)), kept.get(session, url)
        if made and feed and feed.polled:
            return made, feed.polled
        time.sleep(0.2)
    raise AssertionError("nobody was alerted")
