import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.text.sentences import Span, spans
from index.passages import (
    MOST_CHARACTERS,
    SPECIAL_TOKENS,
    TITLE_TOKENS,
    Passage,
    cut,
    embedded_text,
)

CELLS = "Mazda will buy cylindrical cells from Panasonic Energy. "
FRAGMENTS = st.sampled_from(
    [
        *'aB1.!? \n\t\u00a0\u200b\x1c\x85()[]"”>#-*•,。電한',
        "Inc. ",
        "\n\n",
        CELLS,
        "word" * 9,
        "x y z " * 20,
        "é" * 70,
    ]
)
TEXTS = st.one_of(st.text(max_size=300), st.lists(FRAGMENTS, max_size=80).map("".join))
TITLES = st.one_of(st.just("Mazda buys cells"), st.text(max_size=80), st.lists(FRAGMENTS, max_size=20).map("".join))


def word_pieces(text: str) -> list[Span]:
    """Tokens as the model makes them: marks alone, words in pieces of four, monsters and control codes not.

    A piece within a word and the same letters at a word's beginning differ, so that a cut word can have
    more tokens than the whole one had.
    """
    found: list[Span] = []
    for word in re.finditer(r"(?:[^\W_]|[\x00-\x08\x0b\x0c\x0e-\x1f\x85\u200b])+|[^\w\s]|_", text):
        start, end = word.span()
        if end - start > 100:
            found.append((start, end))
            continue
        first = min(end, start + 2)
        found += [(start, first), *((a, min(end, a + 4)) for a in range(first, end, 4))]
    return found


def tokens(title: str, passage: Passage) -> int:
    return len(word_pieces(embedded_text(title, passage))) + SPECIAL_TOKENS


@given(TEXTS)
def test_every_character_of_an_article_is_in_a_passage(text: str) -> None:
    passages = cut("Mazda buys cells", text, word_pieces, max_tokens=64, aim_tokens=24)

    covered = bytearray(len(text))
    for passage in passages:
        covered[passage.start : passage.end] = b"\1" * (passage.end - passage.start)
    assert not [c for c, seen in zip(text, covered, strict=True) if not seen and not c.isspace()]


@given(TITLES, TEXTS)
def test_offsets_point_at_the_text_and_ordinals_count_from_nought(title: str, text: str) -> None:
    passages = cut(title, text, word_pieces)

    assert [p.text for p in passages] == [text[p.start : p.end] for p in passages]
    assert [p.ordinal for p in passages] == list(range(len(passages)))
    assert all(p.text == p.text.strip() != "" for p in passages)
    assert [p.start for p in passages] == sorted(p.start for p in passages)
    assert len({(p.start, p.end) for p in passages}) == len(passages)


@given(TITLES, TEXTS)
def test_passage_with_title_and_special_tokens_keeps_within_the_budget(title: str, text: str) -> None:
    passages = cut(title, text * 3, word_pieces, max_tokens=256, aim_tokens=200)

    assert all(tokens(title, p) <= 256 for p in passages)


@given(TEXTS)
def test_long_sentences_keep_within_a_small_budget_too(text: str) -> None:
    passages = cut("", text.replace(".", ""), word_pieces, max_tokens=24, aim_tokens=20)

    assert all(tokens("", p) <= 24 for p in passages)


@given(TITLES, TEXTS)
def test_cutting_again_gives_the_same_passages(title: str, text: str) -> None:
    assert cut(title, text, word_pieces) == cut(title, text, word_pieces)


@pytest.mark.parametrize("text", ["", " \n\t ", "\u00a0\u2003\n\n"])
def test_article_without_text_has_no_passages(text: str) -> None:
    assert cut("Mazda buys cells", text, word_pieces) == []


def test_short_article_is_one_passage() -> None:
    text = f"{CELLS}\n\nThe price was not told.\n"

    (passage,) = cut("Mazda buys cells", text, word_pieces)

    assert (passage.start, passage.end) == (0, len(text) - 1)


def test_passages_begin_and_end_with_sentences() -> None:
    text = "".join(f"Sentence {n} tells of cells by Panasonic Inc. for Mazda in the U.S. market. " for n in range(80))
    starts, ends = ({span[i] for span in spans(text)} for i in (0, 1))

    passages = cut("Mazda buys cells", text, word_pieces)

    assert len(passages) > 5
    assert all(p.start in starts and p.end in ends for p in passages)


def test_passage_begins_with_the_last_sentence_before_the_seam() -> None:
    text = " ".join(f"Sentence {n} tells of cells." for n in range(60))

    passages = cut("Mazda buys cells", text, word_pieces, aim_tokens=64)

    assert len(passages) > 3
    for earlier, later in pairwise(passages):
        assert earlier.text.endswith(text[later.start : earlier.end])
        assert len(spans(text[later.start : earlier.end])) == 1


def test_passages_break_at_paragraphs_and_say_nothing_twice_there() -> None:
    paragraphs = [" ".join(f"Sentence {n} of {m} tells of cells." for n in range(5)) for m in range(12)]

    passages = cut("Mazda buys cells", "\n\n".join(paragraphs), word_pieces, aim_tokens=80)

    assert [p.text for p in passages] == paragraphs


@pytest.mark.parametrize("heading", ["## Battery cells", "Battery cells", "The partners:", "Who buys cells?"])
def test_heading_stays_with_what_follows(heading: str) -> None:
    parts = [f"{heading}\n\n{' '.join([CELLS.strip()] * 6)}" for _ in range(10)]
    text = "\n\n".join(parts)

    passages = cut("Mazda buys cells", text, word_pieces, aim_tokens=100)

    assert len(passages) > 3
    assert not [p for p in passages if p.text.endswith(heading)]


def test_many_short_lines_are_not_taken_for_headings() -> None:
    text = "\n".join(f"Maker number {n}" for n in range(200))

    passages = cut("Makers", text, word_pieces, aim_tokens=60)

    assert len(passages) < 40


def test_sentence_too_long_for_a_passage_is_cut_at_commas() -> None:
    text = ", ".join(f"maker number {n} of the world" for n in range(200)) + "."

    passages = cut("Makers", text, word_pieces)

    assert len(passages) > 5
    assert all(p.text.endswith((",", ".")) and p.text.startswith("maker") for p in passages)


def test_sentence_without_commas_is_cut_at_white_space() -> None:
    text = " ".join(f"maker{n}" for n in range(2_000))

    passages = cut("Makers", text, word_pieces)

    assert " ".join(p.text for p in passages) == text


def test_endless_word_is_cut_by_length() -> None:
    passages = cut("Makers", "a" * 50_000, word_pieces)

    assert "".join(p.text for p in passages) == "a" * 50_000
    assert max(len(p.text) for p in passages) <= MOST_CHARACTERS


def test_title_is_carried_along() -> None:
    (passage,) = cut("Mazda buys cells", CELLS, word_pieces)

    assert embedded_text("Mazda  buys\ncells", passage) == f"Mazda buys cells\n{CELLS.strip()}"
    assert embedded_text("", passage) == CELLS.strip()


def test_long_title_is_shortened_between_words() -> None:
    title = "battery " * 100
    (passage,) = cut(title, CELLS, word_pieces)

    short = embedded_text(title, passage).split("\n")[0]

    assert short == " ".join(["battery"] * (TITLE_TOKENS * 3 // len("battery")))


def test_title_of_many_signs_leaves_room_for_the_text() -> None:
    for title in ("電池" * 200, "!?" * 300, "한국" * 300, "1 2 3 4 " * 200):
        passages = cut(title, CELLS * 30, word_pieces)

        assert all(tokens(title, p) <= 256 for p in passages)


def test_budget_that_the_title_uses_up_is_refused() -> None:
    with pytest.raises(ValueError, match="max_tokens is 20"):
        cut("Mazda buys many cylindrical cells", CELLS, word_pieces, max_tokens=20)


HOSTILE = {
    "stops": "." * 300_000,
    "brackets": "(" * 300_000,
    "words": "maker " * 60_000,
    "short lines": "a\n" * 100_000,
    "one word": "a" * 300_000,
    "blank lines": "\n \n" * 100_000,
    "paragraphs": (CELLS * 4 + "\n\n") * 1_500,
    "nothing to count": "\u200b\n" * 100_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_cut_to_its_end(name: str) -> None:
    text = HOSTILE[name]

    # Quadratic work would take minutes and meet the time limit of the tests.
    passages = cut("Makers", text, word_pieces)

    assert not text.strip() or passages[-1].end == len(text.rstrip())
