from pathlib import Path

import pytest

from index.lexical import LexicalIndex, LexicalPassage, words
from index.store import PassageId

MAZDA = LexicalPassage(PassageId(1, 0), "Mazda picks a supplier", "Panasonic Energy will supply batteries.")
HONDA = LexicalPassage(PassageId(2, 0), "Honda and Nissan", "The two carmakers study electric cars.")


@pytest.fixture
def lexical(tmp_path: Path) -> LexicalIndex:
    made = LexicalIndex(tmp_path)
    made.replace([1, 2], [MAZDA, HONDA])
    return made


def found(lexical: LexicalIndex, query: str, within: list[int] | None = None) -> list[PassageId]:
    return [i for i, _ in lexical.best(words(query), 10, within)]


def test_word_is_found_in_its_other_forms(lexical: LexicalIndex) -> None:
    assert found(lexical, "who is supplying the battery") == [MAZDA.id]


def test_word_of_the_title_is_found(lexical: LexicalIndex) -> None:
    assert found(lexical, "honda") == [HONDA.id]


def test_only_the_articles_asked_for_are_searched(lexical: LexicalIndex) -> None:
    assert found(lexical, "batteries cars", within=[2]) == [HONDA.id]
    assert found(lexical, "batteries", within=[]) == []


def test_replacing_an_article_leaves_nothing_of_it(lexical: LexicalIndex) -> None:
    lexical.replace([1], [MAZDA._replace(text="Nothing was signed.")])

    assert found(lexical, "batteries") == []
    assert found(lexical, "signed") == [MAZDA.id]


def test_another_process_sees_what_was_written(lexical: LexicalIndex, tmp_path: Path) -> None:
    other = LexicalIndex(tmp_path)

    assert other.target == lexical.target
    assert found(other, "batteries") == [MAZDA.id]


def test_lost_index_is_made_anew_under_another_identity(lexical: LexicalIndex, tmp_path: Path) -> None:
    for file in (tmp_path / "index").iterdir():
        file.unlink()
    (tmp_path / "index").rmdir()

    again = LexicalIndex(tmp_path)

    assert again.target != lexical.target
    assert found(again, "batteries") == []


def test_name_is_found_as_whole_words_in_order(lexical: LexicalIndex) -> None:
    assert lexical.naming(["Panasonic Energy", "PENA"]) == {1}
    assert lexical.naming(["Energy Panasonic"]) == set()


def test_rare_word_weighs_more_than_a_common_one(lexical: LexicalIndex) -> None:
    lexical.replace([3], [LexicalPassage(PassageId(3, 0), "", "batteries again")])

    assert lexical.idf("panason") > lexical.idf("batteri")


def test_question_words_are_left_out_unless_there_is_nothing_else() -> None:
    assert words("Who is Mazda sourcing batteries from?") == ["mazda", "sourc", "batteri"]
    assert words("who is it") == ["who", "is", "it"]


def test_empty_index_finds_nothing(tmp_path: Path) -> None:
    assert LexicalIndex(tmp_path).best(["mazda"], 5) == []
    assert LexicalIndex(tmp_path).naming(["Mazda"]) == set()
