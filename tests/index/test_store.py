import shutil
from pathlib import Path

import numpy as np
import pytest

from index.store import ChromaStore, PassageId, open_folder
from tests.fakes import WordEmbedder

EMBED = WordEmbedder().embed


@pytest.fixture
def store(tmp_path: Path) -> ChromaStore:
    return open_folder(tmp_path, "corpus", "words")


def test_nearest_is_the_most_similar(store: ChromaStore) -> None:
    ids = [PassageId(1, 0), PassageId(1, 1), PassageId(2, 0)]
    store.put(ids, EMBED(["mazda batteries", "nissan honda", "toyota"]))

    found = store.nearest(EMBED(["honda"])[0], 2)

    assert found[0][0] == PassageId(1, 1)
    assert found[0][1] == pytest.approx(float(EMBED(["honda"])[0] @ EMBED(["nissan honda"])[0]), abs=1e-4)


def test_passage_put_again_replaces_the_first(store: ChromaStore) -> None:
    store.put([PassageId(1, 0)], EMBED(["mazda"]))
    store.put([PassageId(1, 0)], EMBED(["toyota"]))

    assert store.count() == 1
    assert store.nearest(EMBED(["toyota"])[0], 1)[0][1] == pytest.approx(1.0, abs=1e-4)


def test_removed_article_leaves_nothing(store: ChromaStore) -> None:
    store.put([PassageId(1, n) for n in range(250)], np.repeat(EMBED(["mazda"]), 250, axis=0))
    store.put([PassageId(2, 0)], EMBED(["toyota"]))

    store.remove([1, 99])

    assert [i for i, _ in store.nearest(EMBED(["mazda"])[0], 10)] == [PassageId(2, 0)]


def test_empty_store_finds_nothing(store: ChromaStore) -> None:
    assert store.nearest(EMBED(["mazda"])[0], 5) == []


def test_closed_store_opens_again_with_all_it_had(tmp_path: Path) -> None:
    first = open_folder(tmp_path, "corpus", "words")
    first.put([PassageId(1, 0)], EMBED(["mazda"]))
    first.close()

    again = open_folder(tmp_path, "corpus", "words")

    assert again.target == first.target
    assert again.count() == 1


def test_other_corpus_or_embedder_has_a_collection_of_its_own(tmp_path: Path, store: ChromaStore) -> None:
    store.put([PassageId(1, 0)], EMBED(["mazda"]))

    for other in (open_folder(tmp_path, "another", "words"), open_folder(tmp_path, "corpus", "model-2")):
        assert other.target != store.target
        assert other.count() == 0


def test_lost_folder_is_another_target(tmp_path: Path) -> None:
    first = open_folder(tmp_path / "a", "corpus", "words")
    first.close()
    shutil.rmtree(tmp_path / "a")

    # Chroma keeps a client per path for the life of the process, hence another path.
    assert open_folder(tmp_path / "b", "corpus", "words").target != first.target
