import asyncio
import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from index.embedding import tokens
from index.embedding.api import ServerEmbedding
from index.embedding.bundled import MODEL, BundledEmbedding
from index.embedding.embedders import embedder
from index.llama import LlamaEmbedding

REFERENCE = json.loads((Path(__file__).parents[2] / "data" / "minilm_reference.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def bundled() -> BundledEmbedding:
    return BundledEmbedding()


def test_embeddings_are_close_to_the_unrounded_models(bundled: BundledEmbedding) -> None:
    exact = np.array([row["embedding"] for row in REFERENCE], np.float32)

    found = bundled.embed([row["text"] for row in REFERENCE])

    cosines = (found * exact).sum(axis=1) / np.linalg.norm(exact, axis=1)
    assert len(cosines) >= 8
    assert cosines.min() >= 0.985


def test_similarities_are_those_that_upstream_publishes(bundled: BundledEmbedding) -> None:
    # The example of the sentence-transformers quickstart, and the figures printed there.
    texts = ["The weather is lovely today.", "It's so sunny outside!", "He drove to the stadium."]

    a, b, c = bundled.embed(texts)

    assert [a @ b, a @ c, b @ c] == pytest.approx([0.6660, 0.1046, 0.1411], abs=0.03)


def test_what_answers_the_question_is_nearer_than_what_shares_its_words(bundled: BundledEmbedding) -> None:
    question, answer, other = bundled.embed(
        [
            "Who supplies Mazda with batteries?",
            "Panasonic Energy will deliver cylindrical lithium-ion cells to the Hiroshima carmaker.",
            "Who supplies the orchestra with violins?",
        ]
    )

    assert question @ answer > question @ other


def test_rows_are_float32_of_unit_length_in_the_order_of_the_texts(bundled: BundledEmbedding) -> None:
    texts = [f"{'very ' * (n % 7)}long text number {n}" for n in range(40)]

    found = bundled.embed(texts)

    assert found.shape == (40, bundled.dimension)
    assert found.dtype == np.float32
    assert np.linalg.norm(found, axis=1) == pytest.approx(np.ones(40), abs=1e-5)
    assert all(np.array_equal(row, bundled.embed([text])[0]) for row, text in zip(found, texts, strict=True))


def test_an_embedding_is_the_same_alone_beside_others_and_from_another_thread(
    bundled: BundledEmbedding,
) -> None:
    text, others = "Nissan and Honda end their talks.", ["?", "word " * 300, "Ein Satz auf Deutsch."]

    alone = bundled.embed([text])[0]
    with ThreadPoolExecutor(4) as pool:
        beside = list(pool.map(lambda _: bundled.embed([*others, text])[-1], range(8)))

    # Bit for bit: an embedding kept by its text's hash is right whatever batch it came from.
    assert all(np.array_equal(alone, each) for each in beside)
    assert np.array_equal(alone, BundledEmbedding(threads=1).embed([text, *others])[0])


def test_no_texts_have_no_rows(bundled: BundledEmbedding) -> None:
    assert bundled.embed([]).shape == (0, 384)


@pytest.mark.parametrize("text", ["", " \n", "🔋🔋", "\ud83d half", "\x00", "a" * 1_000_000, "\u202e\u200d\u061f"])
def test_strange_texts_have_an_embedding(bundled: BundledEmbedding, text: str) -> None:
    row = bundled.embed([text])[0]

    assert np.linalg.norm(row) == pytest.approx(1, abs=1e-5)


def test_what_follows_the_first_256_tokens_does_not_count(bundled: BundledEmbedding) -> None:
    start = "cell " * (bundled.max_tokens - 2)

    one, two, three = bundled.embed([start, start + "Mazda bought Panasonic.", "Mazda. " + start])

    assert np.array_equal(one, two)
    assert not np.array_equal(one, three)


def test_llama_index_gets_the_same_embeddings_as_lists(bundled: BundledEmbedding) -> None:
    texts = ["a deal", "a longer text about the same deal"]
    rows = bundled.embed(texts).tolist()

    under_llama_index = LlamaEmbedding(bundled)

    assert under_llama_index.get_text_embedding_batch(texts) == rows
    assert under_llama_index.get_text_embedding(texts[0]) == rows[0]
    assert under_llama_index.get_query_embedding(texts[1]) == rows[1]
    assert asyncio.run(under_llama_index.aget_query_embedding(texts[1])) == rows[1]


def test_identity_changes_with_the_files_of_the_model(
    bundled: BundledEmbedding, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = bundled.identity
    changed = tmp_path / "tokenizer.json"
    changed.write_bytes(tokens.FILE.read_bytes() + b"\n")

    monkeypatch.setattr(tokens, "FILE", changed)

    assert before.startswith("all-MiniLM-L6-v2-int8/")
    assert BundledEmbedding().identity not in ("", before)


def test_the_model_file_is_small_enough_to_ship() -> None:
    assert MODEL.stat().st_size < 25_000_000


def test_only_the_name_of_a_model_moves_embedding_to_a_server() -> None:
    assert isinstance(embedder(), BundledEmbedding)
    assert isinstance(embedder("", "http://127.0.0.1:9/v1", "key"), BundledEmbedding)
    assert isinstance(embedder("all-MiniLM-L6-v2", "http://127.0.0.1:9/v1"), BundledEmbedding)
    assert isinstance(embedder("nomic-embed-text", "http://127.0.0.1:9/v1"), ServerEmbedding)


def test_embedding_a_question_does_not_wait_for_the_import_of_llama_index_or_openai() -> None:
    heavy = "{'llama_index', 'openai', 'chromadb'}"
    code = f"""if True:
        import sys
        from index.embedding.embedders import embedder
        print(embedder().embed(["Who supplies Mazda?"]).shape, sorted({heavy} & set(sys.modules)))
    """

    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert result.stdout == "(1, 384) []\n"
