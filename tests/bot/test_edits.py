"""What becomes of an article after it was read reaches all that was made of it: passages, deals, alerts.

The real command, reader and index; what was told is delivered as the bot does it.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot import bootstrap, cli, schema
from bot.alerts import subscriptions
from bot.alerts.outgoing import delivery
from bot.alerts.outgoing.claiming import claim
from bot.alerts.places import Place
from bot.alerts.telling import teller
from bot.alerts.wishes.rules import Rule
from corpus import db
from corpus.db import Sessions
from tests.bot.alerts.makers import alerts, place

TITLE = "Panasonic Energy to supply Mazda with battery cells"
DEAL = "Panasonic Energy will supply Mazda with cylindrical battery cells from 2027, both companies said on Monday."
WORTH = DEAL.replace("from 2027", "worth ${} million from 2027")
MORE = "The cells are to be made in Osaka. Analysts had expected the carmaker to look for a second source."
SILENT = "The carmaker opened a museum in Hiroshima on Monday. Visitors see engines and cars of six decades there."


class NoLinks:
    """Of a messenger whose messages have no addresses."""

    def company(self, slug: str) -> str | None:
        return None

    def deal(self, id_: str) -> str | None:
        return None

    def message(self, place: Place, number: int) -> str | None:
        return None


@dataclass
class Desk:
    """A home into which articles come, with one chat that asked for Mazda."""

    folder: Path
    sessions: Sessions
    capsys: pytest.CaptureFixture[str]
    #: When each article was published, by its id.
    dates: dict[str, str] = field(default_factory=dict)

    def run(self, *arguments: object) -> str:
        cli.main([str(argument) for argument in arguments])
        return self.capsys.readouterr().out

    def comes(self, text: str, id_: str = "news", title: str = TITLE, source: str = "Paper", hours: int = 2) -> None:
        published = (datetime.now(UTC) - timedelta(hours=hours)).isoformat(timespec="seconds")
        dated = self.dates.setdefault(id_, published)
        article = {"id": id_, "title": title, "text": text, "source": source, "date": dated}
        file = self.folder / f"{id_}.json"
        file.write_text(json.dumps(article))
        self.run("ingest", file, "--json")

    def deals(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads(self.run("deals", "Mazda", "--json"))
        return found

    def found(self, words: str) -> list[str]:
        return [hit["passage"] for hit in json.loads(self.run("search", words, "--json"))]

    def deliver(self) -> list[str]:
        """What the messages say that are sent or edited now."""
        now, said = datetime.now(UTC), []
        while parcels := claim(self.sessions, now, "bot", 10):
            for told in teller.tell(self.sessions, parcels, NoLinks(), now):
                said.append(str(told.reply))
                delivery.sent(self.sessions, told.parcel.keys, now, 100 + len(said))
        return said

    def states(self) -> list[tuple[str, str]]:
        return [(row.kind, row.state) for row in alerts(self.sessions)]


@pytest.fixture
def desk(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Desk]:
    folder = tmp_path / "articles"
    folder.mkdir()
    home.mkdir()
    engine = db.engine(f"sqlite:///{home / 'dealwire.db'}")
    schema.upgrade(engine)
    sessions = Sessions(engine)
    with sessions.writing() as session:
        made = datetime.now(UTC) - timedelta(days=30)
        subscriptions.add(session, place(), 7, Rule(companies=("mazda",)), "Mazda", made)
    bootstrap.on_changes.cache_clear()
    yield Desk(folder, sessions, capsys)
    bootstrap.on_changes.cache_clear()
    engine.dispose()


def test_figure_that_was_corrected_is_found_told_and_put_right_where_it_was_alerted(desk: Desk) -> None:
    desk.comes(f"{WORTH.format(400)} {MORE}")
    (before,) = desk.deals()
    desk.deliver()

    desk.comes(f"{WORTH.format(300)} {MORE}")

    (after,) = desk.deals()
    assert (before["id"], before["value"]["amount"]) == (after["id"], 4e8)
    assert (after["value"]["amount"], after["revision"]) == (3e8, 1)
    assert all("$400" not in quote["quote"] for quote in after["evidence"])
    assert "$300 million" in desk.found("value of the cells for Mazda")[0]
    (edited,) = desk.deliver()
    assert "300" in edited and "400" not in edited
    assert desk.states() == [("corrected", "sent")]


def test_figure_that_was_taken_back_is_told_no_more(desk: Desk) -> None:
    desk.comes(f"{WORTH.format(400)} {MORE}")
    desk.deliver()

    desk.comes(f"{DEAL} {MORE}")

    (deal,) = desk.deals()
    assert deal["value"] is None
    (edited,) = desk.deliver()
    assert "400" not in edited


def test_start_and_product_that_were_corrected_are_put_right_in_the_message(desk: Desk) -> None:
    desk.comes(f"{DEAL} {MORE}")
    desk.deliver()

    desk.comes(f"{DEAL.replace('2027', '2029')} {MORE}")

    (deal,) = desk.deals()
    assert deal["start"] == "2029"
    (edited,) = desk.deliver()
    assert "2029" in edited and "2027" not in edited


def test_buyer_that_was_corrected_makes_another_deal_of_it(desk: Desk) -> None:
    desk.comes(f"{DEAL} {MORE}")
    desk.deliver()

    desk.comes(f"{DEAL.replace('Mazda', 'Nissan')} {MORE}", title=TITLE.replace("Mazda", "Nissan"))

    assert desk.deals() == []
    (deal,) = json.loads(desk.run("deals", "Nissan", "--json"))
    assert {party["company"] for party in deal["parties"]} >= {"nissan"}


def test_deal_that_its_article_tells_no_more_is_gone_and_its_message_says_so(desk: Desk) -> None:
    desk.comes(f"{DEAL} {MORE}")
    desk.deliver()

    desk.comes(SILENT, title="Museum opens")

    assert desk.deals() == []
    assert all("battery" not in passage for passage in desk.found("battery cells"))
    (edited,) = desk.deliver()
    assert "Panasonic" not in edited


def test_deal_that_another_article_tells_too_outlives_an_edit(desk: Desk) -> None:
    desk.comes(f"{DEAL} {MORE}")
    other = "Mazda is to buy cylindrical battery cells from Panasonic Energy from 2027, the carmaker said on Monday."
    desk.comes(other, id_="other", title="Mazda picks Panasonic Energy", source="Gazette")
    desk.deliver()

    desk.comes(SILENT, title="Museum opens")

    (deal,) = desk.deals()
    assert [report["article_id"] for report in deal["reports"]] == ["other"]
    assert {quote["article_id"] for quote in deal["evidence"]} == {"other"}
    assert desk.states() == [("new", "sent")]


def test_retraction_under_the_same_headline_reaches_passages_deals_and_messages(desk: Desk) -> None:
    desk.comes(f"{DEAL} {MORE}")
    desk.deliver()
    notice = "This article has been retracted because it was published in error. We apologise to our readers."

    desk.comes(notice, id_="notice", title=f"RETRACTED: {TITLE}", hours=1)

    status = json.loads(desk.run("status", "--json"))
    assert (status["articles"], status["copies"], status["withdrawn"]) == (0, 0, 2)
    assert desk.deals() == []
    assert all("cylindrical" not in passage for passage in desk.found("cylindrical battery cells Mazda"))
    (edited,) = desk.deliver()
    assert "Panasonic" not in edited


def test_correction_published_beside_takes_the_place_of_what_it_corrects(desk: Desk) -> None:
    desk.comes(f"{WORTH.format(400)} {MORE}")
    (before,) = desk.deals()
    desk.deliver()

    desk.comes(f"{WORTH.format(300)} {MORE}", id_="corrected", title=f"CORRECTED-{TITLE}", hours=1)

    (after,) = desk.deals()
    assert [report["article_id"] for report in after["reports"]] == ["corrected"]
    assert after["value"]["amount"] == 3e8
    assert json.loads(desk.run("deals", before["id"], "--json"))
    (edited,) = desk.deliver()
    assert "300" in edited and "400" not in edited


def test_forgotten_article_is_in_no_passage_no_evidence_and_no_message(desk: Desk) -> None:
    desk.comes(f"{DEAL} {MORE}")
    (deal,) = desk.deals()
    desk.deliver()

    desk.run("forget", "news")

    assert desk.found("cylindrical battery cells") == []
    assert desk.deals() == []
    assert json.loads(desk.run("status", "--json"))["passages"] == 0
    assert desk.run("deals", deal["id"], "--json") == "[]\n"
    (edited,) = desk.deliver()
    assert "Panasonic" not in edited


def test_words_of_a_forgotten_article_are_nowhere_in_the_home(desk: Desk, home: Path) -> None:
    desk.comes(f"{DEAL} {MORE} Its code name is Quillfeather.")
    desk.comes(SILENT, id_="museum", title="Museum opens")

    desk.run("forget", "news")

    with desk.sessions.reading() as session:
        told = [str(row) for table in db.Base.metadata.sorted_tables for row in session.execute(table.select())]
    assert [row for row in told if "Quillfeather" in row] == []
