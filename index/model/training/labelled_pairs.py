"""Labelled sentences -> pairs of companies with what holds between them.

Our own sentences mark companies as `[1:Mazda]` and say their relations in one line, such as
`supply 2>1 talks;partnership 1=3 bg` (`tests/data/relations/README.md`).
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from corpus.deals.relations import Pair, Relation, Telling

#: Brackets of the text itself would be taken for marks.
_PLAIN = str.maketrans("[]", "()")
_NAME = re.compile(r"\[(\d+):([^\[\]]+)\]")
_ITEM = re.compile(r"(\w+) (\d+)((?:[>=]\d+)+)((?: \w+)*)")
_DIRECTED = {
    "supply": (Relation.SUPPLIES, Relation.IS_SUPPLIED),
    "acquisition": (Relation.ACQUIRES, Relation.IS_ACQUIRED),
    "sale": (Relation.SELLS_TO, Relation.BUYS_FROM),
    "investment": (Relation.INVESTS, Relation.IS_INVESTED),
    "licensing": (Relation.LICENSES, Relation.IS_LICENSED),
    "owner": (Relation.OWNS, Relation.IS_OWNED),
}
_MUTUAL = {
    "partnership": Relation.PARTNERS,
    "joint_venture": Relation.VENTURE,
    "acquisition": Relation.MERGES,
}
_TELLING = {"hypo": Telling.IMAGINED} | {telling.value: telling for telling in Telling}
#: CORE (P. Borchert et al. 2023, CC BY 4.0): its relation -> ours, and whether its head is our first.
_CORE = {
    "acquired_by": (Relation.ACQUIRES, Relation.IS_ACQUIRED, False),
    "client_of": (Relation.SUPPLIES, Relation.IS_SUPPLIED, False),
    "collaboration": (Relation.PARTNERS, Relation.PARTNERS, True),
    "competitor_of": (Relation.NONE, Relation.NONE, True),
    "merged_with": (Relation.MERGES, Relation.MERGES, True),
    "shareholder_of": (Relation.INVESTS, Relation.IS_INVESTED, True),
    "subsidiary_of": (Relation.OWNS, Relation.IS_OWNED, False),
    "brand_of": (Relation.OWNS, Relation.IS_OWNED, False),
    "undefined": (Relation.NONE, Relation.NONE, True),
}


@dataclass(frozen=True, slots=True)
class Labelled:
    """A pair and what holds. `telling` and `background` are None where nobody said."""

    pair: Pair
    relation: Relation
    telling: Telling | None
    background: bool | None


def ours(file: Path) -> Iterator[Labelled]:
    """The pairs of a file of our own, sentence by sentence; every pair that no item names has no relation."""
    for line in file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield from of_sentence(row["text"], row["relations"])


def from_news(file: Path, articles: Path) -> Iterator[Labelled]:
    """The pairs of sentences known by their place: `articles` holds `DATASET/articles.jsonl`."""
    texts: dict[tuple[str, str], str] = {}
    for line in file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        key = (row["article_id"], row["in"])
        if key not in texts:
            for other in (articles / row["dataset"] / "articles.jsonl").read_text(encoding="utf-8").splitlines():
                record = json.loads(other)
                texts |= {(record["id"], part): record[part] or "" for part in ("title", "text")}
        sentence = texts[key][row["start"] : row["end"]].translate(_PLAIN)
        marked, reached = "", 0
        for start, end, number in row["companies"]:
            marked += f"{sentence[reached:start]}[{number}:{sentence[start:end]}]"
            reached = end
        yield from of_sentence(marked + sentence[reached:], row["relations"])


def of_sentence(marked: str, relations: str) -> Iterator[Labelled]:
    """The pairs of one sentence with its companies marked."""
    text, spans = _unmarked(marked)
    held = dict(_items(relations))
    for one, other in combinations(spans, 2):
        first, second = sorted((one, other), key=lambda number: spans[number][0])
        others = tuple(span for number in spans if number not in (one, other) for span in spans[number])
        pair = Pair(text, tuple(spans[first]), tuple(spans[second]), others)
        relation, telling, background = held.get((first, second), (Relation.NONE, None, None))
        yield Labelled(pair, relation, telling, background)


def core(file: Path) -> Iterator[Labelled]:
    """The pairs of CORE's file, where both names stand in the sentence as they are given."""
    for line in file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        label = _CORE.get(row["relation"])
        head, tail = (_place(row["text"], row[end]) for end in ("head", "tail"))
        if label is None or head is None or tail is None or (head[0] < tail[1] and tail[0] < head[1]):
            continue
        first, second = sorted((head, tail))
        relation = label[0] if (head < tail) == label[2] else label[1]
        yield Labelled(Pair(row["text"], (first,), (second,)), relation, None, None)


def _place(text: str, name: str) -> tuple[int, int] | None:
    """Where a sentence names the company: CORE gives registered names, sentences seldom do."""
    words = name.split()
    while words and len(shorter := " ".join(words).rstrip(",")) > 2:
        if match := re.search(rf"\b{re.escape(shorter)}(?!\w)", text):
            return match.span()
        words.pop()
    return None


def _unmarked(marked: str) -> tuple[str, dict[int, list[tuple[int, int]]]]:
    text, reached = "", 0
    spans: dict[int, list[tuple[int, int]]] = {}
    for match in _NAME.finditer(marked):
        text += marked[reached : match.start()]
        spans.setdefault(int(match[1]), []).append((len(text), len(text) + len(match[2])))
        text += match[2]
        reached = match.end()
    return text + marked[reached:], spans


def _items(relations: str) -> Iterator[tuple[tuple[int, int], tuple[Relation, Telling, bool]]]:
    for item in relations.split(";"):
        match = _ITEM.fullmatch(item.strip())
        if not match:
            continue
        numbers = [int(each) for each in re.findall(r"\d+", match[2] + match[3])]
        tail = match[4].split()
        telling = next((_TELLING[word] for word in tail if word in _TELLING), Telling.FACT)
        for one, other in combinations(numbers, 2):
            if "=" in match[3]:
                forward = backward = _MUTUAL[match[1]]
            else:
                forward, backward = _DIRECTED[match[1]]
            yield (one, other), (forward, telling, "bg" in tail)
            yield (other, one), (backward, telling, "bg" in tail)
