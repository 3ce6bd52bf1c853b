import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from index.ownership import Ownership
from tests.bot.conftest import Run

MAZDA = {
    "id": "mazda",
    "title": "Mazda and Panasonic Energy agree",
    "text": "Panasonic Energy will supply Mazda with cylindrical battery cells from 2027. No price was given.",
    "source": "Reuters",
    "url": "https://example.com/mazda",
    "date": "2024-03-29",
}
NISSAN = {
    "id": "nissan",
    "title": "Nissan and Honda study electric cars",
    "text": "Nissan and Honda signed a memorandum of understanding on electric cars in Tokyo.",
    "source": "Nikkei",
    "date": "2024-03-15",
}


@pytest.fixture
def news(tmp_path: Path) -> Path:
    path = tmp_path / "news.jsonl"
    path.write_text("".join(json.dumps(a) + "\n" for a in (MAZDA, NISSAN)))
    return path


def test_ingest_prints_the_summary_of_the_contract(run: Run, news: Path) -> None:
    code, out, _ = run("ingest", str(news), "--json")

    summary = json.loads(out)
    assert code == 0
    assert summary.pop("seconds") > 0
    assert summary == {"new": 2, "edited": 0, "same": 0, "copies": 0, "failed": [], "deals": 0}


def test_ingest_of_something_unreadable_alone_fails_and_names_it(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty.md").touch()

    code, out, err = run("ingest", str(tmp_path / "empty.md"))

    assert code == 1
    assert "1 failed" in out
    assert "empty.md" in err


def test_answer_has_the_shape_of_the_contract(run: Run, news: Path) -> None:
    run("ingest", str(news))

    code, out, err = run("ask", "who supplies mazda with battery cells?", "--json")

    answer: dict[str, Any] = json.loads(out)
    assert code == 0
    assert err == ""
    assert set(answer) == {
        "question", "answer", "abstained", "mode", "citations", "deals", "nearest", "took_ms"
    }  # fmt: skip
    (citation,) = answer["citations"]
    assert citation["n"] == 1 and "[1]" in answer["answer"]
    assert MAZDA["text"][citation["start"] : citation["end"]] == citation["quote"]
    assert (citation["article_id"], citation["published"]) == ("mazda", "2024-03-29")
    assert (citation["url"], citation["source"]) == (MAZDA["url"], "Reuters")
    assert answer["mode"] == "extractive" and not answer["abstained"]


def test_question_that_no_article_answers_abstains_with_the_nearest(run: Run, news: Path) -> None:
    run("ingest", str(news))

    code, out, _ = run("ask", "which football club won the championship?", "--json")

    answer = json.loads(out)
    assert code == 3
    assert answer["abstained"] and answer["citations"] == []
    assert answer["nearest"]


def test_answer_for_people_shows_source_date_and_mode(run: Run, news: Path) -> None:
    run("ingest", str(news))

    code, out, _ = run("ask", "who supplies mazda with battery cells?")

    assert code == 0
    assert "[1] Mazda and Panasonic Energy agree (Reuters, 2024-03-29)" in out
    assert "no language model was used" in out


def test_follow_up_is_completed_from_history(run: Run, news: Path) -> None:
    run("ingest", str(news))

    code, out, _ = run("ask", "since when?", "--history", "who supplies mazda with battery cells?", "--json")

    assert code == 0
    assert json.loads(out)["citations"][0]["article_id"] == "mazda"


def test_batch_answers_each_line_under_its_id_and_names_wrong_ones(run: Run, news: Path, tmp_path: Path) -> None:
    run("ingest", str(news))
    lines = ['{"id": 7, "question": "who supplies mazda with battery cells?"}', "{broken", '{"id": "x"}', ""]
    (tmp_path / "in.jsonl").write_text("\n".join(lines))

    code, out, _ = run("ask", "--batch", str(tmp_path / "in.jsonl"), "--out", str(tmp_path / "out.jsonl"))

    answers = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert (code, out) == (1, "")
    assert answers[0]["id"] == 7 and answers[0]["citations"]
    assert "error" in answers[1] and answers[1]["line"] == 2
    assert answers[2] == {"id": "x", "line": 3, "error": '"question" is missing'}


def test_hit_has_the_shape_of_the_contract(run: Run, news: Path) -> None:
    run("ingest", str(news))

    code, out, _ = run("search", "battery cells", "-k", "1", "--json")

    (hit,) = json.loads(out)
    assert code == 0
    assert set(hit) == {
        "rank", "score", "article_id", "title", "source", "url", "published", "passage", "start", "end"
    }  # fmt: skip
    assert MAZDA["text"][hit["start"] : hit["end"]] == hit["passage"]


def test_search_that_finds_nothing_says_so_by_its_exit_code(run: Run, news: Path) -> None:
    run("ingest", str(news))

    assert run("search", "mazda", "--since", "2030-01-01", "--json")[:2] == (3, "[]\n")


def test_search_until_a_day_includes_that_day(run: Run, news: Path) -> None:
    run("ingest", str(news))

    _, out, _ = run("search", "battery cells", "--since", "2024-03-29", "--until", "2024-03-29", "--json")

    assert [hit["article_id"] for hit in json.loads(out)] == ["mazda"]


def test_search_batch_has_filters_of_its_own_on_each_line(run: Run, news: Path, tmp_path: Path) -> None:
    run("ingest", str(news))
    (tmp_path / "in.jsonl").write_text(
        '{"id": 1, "query": "electric cars cells", "source": "Nikkei"}\n{"id": 2, "query": "cells", "k": "x"}\n'
    )

    code, out, _ = run("search", "--batch", str(tmp_path / "in.jsonl"))

    first, second = map(json.loads, out.splitlines())
    assert [hit["article_id"] for hit in first["hits"]] == ["nissan"]
    assert (code, "error" in second) == (1, True)


def test_status_tells_what_there_is(run: Run, news: Path) -> None:
    run("ingest", str(news))

    code, out, _ = run("status", "--json")

    status = json.loads(out)
    assert code == 0
    assert (status["articles"], status["passages"], status["lag"]) == (2, 2, {"unindexed": 0, "unread": 0})
    assert status["newest_article"]["article_id"] == "mazda"


def test_forgotten_article_is_never_cited_again(run: Run, news: Path) -> None:
    run("ingest", str(news))

    code, _, _ = run("forget", "mazda")

    assert code == 0
    assert "mazda" not in json.dumps(json.loads(run("search", "mazda panasonic", "--json")[1]))
    assert run("forget", "mazda")[0] == 3


def test_asking_an_empty_corpus_says_what_to_do(run: Run) -> None:
    code, out, err = run("ask", "who supplies mazda?", "--json")

    assert code == 3
    assert json.loads(out)["abstained"]
    assert "dealwire sample" in err


@pytest.mark.parametrize(
    "arguments",
    [
        ["ask", "one", "--since"],
        ["search", "x", "--since", "March"],
        ["search", "x", "-k", "0"],
        ["nonsense"],
        [],
    ],
)
def test_wrong_usage_is_exit_code_2(run: Run, arguments: list[str]) -> None:
    assert run(*arguments)[0] == 2


@pytest.mark.parametrize("arguments", [["ask"], ["ask", "  "], ["search"], ["ask", "x", "--batch", "y"]])
def test_missing_question_is_wrong_usage_with_an_example(run: Run, arguments: list[str]) -> None:
    code, _, err = run(*arguments)

    assert code == 2
    assert "dealwire" in err


def test_wrong_setting_is_one_sentence_without_traceback(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEALWIRE_DATABASE_URL", "nonsense")

    code, _, err = run("status")

    assert code == 1
    assert "DEALWIRE_DATABASE_URL" in err and "Traceback" not in err


def test_damaged_database_is_one_sentence(run: Run, home: Path) -> None:
    home.mkdir()
    (home / "dealwire.db").write_bytes(b"not a database at all" * 100)

    code, _, err = run("status")

    assert code == 1
    assert "damaged" in err


def test_ingest_beside_an_owner_saves_and_leaves_the_index_to_it(run: Run, news: Path, home: Path) -> None:
    owner = Ownership(home / "index", "bot")
    assert owner.take()

    code, _, err = run("ingest", str(news))

    assert code == 0
    assert "`dealwire bot`" in err
    answer = json.loads(run("ask", "who supplies mazda with battery cells?", "--json")[1])
    assert answer["citations"][0]["article_id"] == "mazda"
    owner.release()


def test_help_is_quick_because_it_imports_nothing_heavy() -> None:
    code = (
        "import sys; sys.argv = ['dealwire', '--help']\n"
        "from bot.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = ('sqlalchemy', 'chromadb', 'numpy', 'pydantic', 'llama_index')\n"
        "print([name for name in heavy if name in sys.modules])"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.splitlines()[-1] == "[]"


def test_answering_does_not_wait_for_llama_index(run: Run, news: Path, home: Path) -> None:
    run("ingest", str(news))
    code = (
        "import sys\nfrom bot.cli import main\n"
        "main(['ask', 'who supplies mazda?', '--json'])\nprint('llama_index' in sys.modules)"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.splitlines()[-1] == "False"
