import subprocess
import sys
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from index.embedding import tokens
from index.embedding.tokens import model_ids, sliced_spans, token_spans


def pieces(text: str) -> list[str]:
    return [text[start:end] for start, end in token_spans(text)]


def test_spans_point_at_the_words_and_word_pieces() -> None:
    found = pieces("Mazda buys cells, 3.5 GWh.\n\nPanasonic")

    assert found == ["Mazda", "buys", "cells", ",", "3", ".", "5", "G", "W", "h", ".", "Pan", "as", "onic"]


def test_characters_beyond_the_basic_plane_count_as_one() -> None:
    text = "🔋 𝔹𝕐𝔻 👩‍🔬 déjà İzmir 𠮷野家 deal"

    found = pieces(text)

    assert found[0] == "🔋"
    assert found[-4:] == ["𠮷", "野", "家", "deal"]
    assert "déjà" in "".join(found)


def test_lone_surrogates_shift_nothing() -> None:
    assert pieces("a \ud83d deal \udc00x") == ["a", "deal", "x"]


def test_nothing_to_read_has_no_spans() -> None:
    assert token_spans("") == []
    assert token_spans(" \n\t\x00 ") == []


def test_a_long_text_has_the_same_spans_as_its_lines() -> None:
    line = "Übergrößen: BYD’s 🔋 plant (Szeged) makes 35.5 GWh/yr; naïve readers say “no”.\n"
    text = line * 10_000

    found = token_spans(text)

    one = token_spans(line)
    assert len(text) > 10 * tokens._SLICE
    assert found == [(n * len(line) + a, n * len(line) + b) for n in range(10_000) for a, b in one]


def test_a_long_line_is_sliced_between_words() -> None:
    text = "lithium hydroxide " * 20_000

    assert set(pieces(text)) == set(pieces("lithium hydroxide"))
    assert len(token_spans(text)) == 20_000 * len(token_spans("lithium hydroxide"))


def test_a_word_without_end_is_few_tokens_that_cover_it() -> None:
    spans = token_spans("a" * 1_000_000)

    assert spans[0][0] == 0
    assert spans[-1][1] == 1_000_000
    assert all(one[1] == next_[0] for one, next_ in pairwise(spans))
    assert len(spans) < 20


def test_slices_come_one_at_a_time() -> None:
    slices = sliced_spans("word\n" * 1_000_000)

    first, second = next(slices), next(slices)

    assert second[0][0] == first[-1][1] + 1
    assert len(first) + len(second) < 100_000


@given(st.text(max_size=300))
@settings(deadline=None)
def test_spans_are_in_order_and_inside_the_text(text: str) -> None:
    spans = token_spans(text)

    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert spans == sorted(spans)
    assert all(not text[start:end].isspace() for start, end in spans)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60))
@settings(deadline=None)
def test_slices_change_no_span(word: str) -> None:
    text = f"{word} deal\n" * 20

    whole = token_spans(text)

    before = tokens._SLICE
    tokens._SLICE = len(f"{word} deal\n") * 2 + 1
    try:
        assert token_spans(text) == whole
    finally:
        tokens._SLICE = before


def test_the_model_is_given_at_most_256_ids_with_both_ends() -> None:
    ids = model_ids("word " * 1_000)

    assert len(ids) == 256
    assert (ids[0], ids[-1]) == (101, 102)
    assert model_ids("") == [101, 102]
    assert len(model_ids("one two")) == 2 + len(token_spans("one two"))


def test_importing_it_loads_no_model_library() -> None:
    heavy = "{'onnxruntime', 'tokenizers', 'numpy'}"
    code = f"import index.embedding.tokens, sys; print(sorted({heavy} & set(sys.modules)))"

    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert result.stdout == "[]\n"
