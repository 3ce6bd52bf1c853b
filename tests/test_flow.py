"""From files to a cited answer, as a user does it: the real command, the real models, an empty home."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]


def dealwire(home: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        env=_environment(home),
        cwd=home.parent,
        capture_output=True,
        text=True,
        timeout=100,
    )


def _environment(home: Path) -> dict[str, str]:
    outside = ("OPENAI_", "DEALWIRE_", "TELEGRAM_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(outside)}
    return kept | {"DEALWIRE_HOME": str(home), "PYTHONPATH": str(ROOT)}


def ask(home: Path, question: str) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(dealwire(home, "ask", question, "--json").stdout)
    return answer


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def test_newcomer_reads_a_cited_answer_to_the_mazda_question(home: Path) -> None:
    loaded = dealwire(home, "sample", "--json")
    answer = ask(home, "who is Mazda sourcing batteries from?")

    assert json.loads(loaded.stdout)["new"] >= 40
    assert "Panasonic Energy" in answer["answer"]
    texts = [c["quote"] for c in answer["citations"]]
    assert texts and all(text in answer["answer"] for text in texts)
    assert all(c["url"].startswith("https://") and c["published"] for c in answer["citations"])


def test_killed_at_any_moment_and_run_again_nothing_is_missing_or_double(home: Path, tmp_path: Path) -> None:
    articles = [
        {
            "id": f"a{n}",
            "title": f"Deal {n}",
            "text": f"Maker {n} will supply {n} GWh of cells to carmaker {n}. " * 9,
        }
        for n in range(300)
    ]
    file = tmp_path / "news.jsonl"
    file.write_text("".join(json.dumps(a) + "\n" for a in articles))

    for moment in (1, 120, 250):  # while reading, then while indexing
        _kill_when(home, file, articles_saved=moment)
    summary = json.loads(dealwire(home, "ingest", str(file), "--json").stdout)

    assert summary["new"] + summary["same"] == 300
    status = json.loads(dealwire(home, "status", "--json").stdout)
    assert (status["articles"], status["lag"]) == (300, {"unindexed": 0, "unread": 0})
    hits = json.loads(dealwire(home, "search", "Maker 217 cells", "-k", "1000", "--json").stdout)
    places = [(hit["article_id"], hit["start"]) for hit in hits]
    assert hits[0]["article_id"] == "a217"
    assert len(places) == len(set(places))


def _kill_when(home: Path, file: Path, articles_saved: int) -> None:
    """Starts an ingest and kills it as soon as so many articles are in the database."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "ingest", str(file)],
        env=_environment(home),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    while process.poll() is None and _saved(home) < articles_saved:
        pass
    process.send_signal(signal.SIGKILL)
    process.wait()


def _saved(home: Path) -> int:
    database = home / "dealwire.db"
    if not database.exists():
        return 0
    try:
        with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
            return int(connection.execute("SELECT count(*) FROM articles").fetchone()[0])
    except sqlite3.Error:  # not made yet
        return 0
