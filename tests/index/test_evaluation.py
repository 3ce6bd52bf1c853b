import json
from pathlib import Path

import pytest

from index import evaluation
from index.answering.answer import NOT_SAID, Answer, Citation
from index.evaluation import Score, WrongGold, evaluate, read, share
from index.retrieval import Source

TEXT = "Panasonic Energy will supply Mazda. The price is $5 billion."
ARTICLE = Source(1, "mazda", "Mazda", "Reuters", "https://example.com/mazda", None)


def gold(tmp_path: Path, *records: dict[str, object]) -> list[evaluation.Labelled]:
    path = tmp_path / "gold.jsonl"
    path.write_text("".join(json.dumps(r) + "\n" for r in records))
    return list(read(path))


def answering(text: str, quote: str | None = None, abstained: bool = False) -> Answer:
    citations = () if quote is None else (Citation(1, ARTICLE, quote, TEXT.find(quote), TEXT.find(quote) + len(quote)),)
    return Answer("q", text, abstained, "extractive", citations, (), (), 5.0)


def judge(labelled: list[evaluation.Labelled], answer: Answer) -> evaluation.Judged:
    return evaluate(labelled, lambda *_: answer, {"mazda": TEXT}.get)[0]


def test_every_group_must_be_in_the_first_sixty_words(tmp_path: Path) -> None:
    labelled = gold(tmp_path, {"question": "q", "answers": [["Panasonic"], ["$5 billion", "5bn"]]})

    assert judge(labelled, answering("PANASONIC pays\n$5  billion")).right
    assert not judge(labelled, answering("Panasonic alone")).right
    assert not judge(labelled, answering("word " * 60 + "Panasonic 5bn")).right


def test_unanswerable_question_is_right_only_when_abstained(tmp_path: Path) -> None:
    labelled = gold(tmp_path, {"question": "q", "answers": [], "unanswerable": "not_stated"})

    assert judge(labelled, answering(NOT_SAID, abstained=True)).right
    assert not judge(labelled, answering("Panasonic")).right


def test_abstaining_from_an_answerable_question_is_wrong(tmp_path: Path) -> None:
    labelled = gold(tmp_path, {"question": "q", "answer": "Panasonic"})

    assert not judge(labelled, answering("Panasonic", abstained=True)).right


def test_citation_is_right_when_its_article_is_in_the_evidence(tmp_path: Path) -> None:
    labelled = gold(tmp_path, {"question": "q", "answer": "Mazda", "evidence": [{"url": "https://example.com/mazda"}]})

    judged = judge(labelled, answering("Mazda [1]", "Panasonic Energy will supply Mazda."))

    assert (judged.cited_right, judged.supported, judged.verbatim) == (1, 1, True)


def test_quote_that_is_not_in_the_article_is_not_verbatim(tmp_path: Path) -> None:
    labelled = gold(tmp_path, {"question": "q", "answer": "Mazda"})

    assert not judge(labelled, answering("Mazda [1]", "Panasonic Energy will not supply Mazda.")).verbatim


def test_null_queries_of_other_sets_must_be_refused(tmp_path: Path) -> None:
    (labelled,) = gold(tmp_path, {"question": "q", "answer": "Insufficient information.", "type": "null_query"})

    assert labelled.answers == ()


def test_line_that_is_no_question_is_named(tmp_path: Path) -> None:
    with pytest.raises(WrongGold, match=r'gold.jsonl:1.*"question" is missing'):
        gold(tmp_path, {"answer": "x"})


def test_share_tells_how_sure_it_is() -> None:
    assert share(0, 0) is None
    found = share(8, 10)
    assert found is not None
    assert found["low"] < 0.8 < found["high"]
    assert found == {"share": 0.8, "of": 10, "low": 0.4902, "high": 0.9433}


def test_figures_of_nothing_are_no_error() -> None:
    assert Score([]).figures()["accuracy"] is None
