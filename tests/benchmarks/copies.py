"""How well copies are told from news in the same words: `python -m tests.benchmarks.copies ARTICLES.jsonl...`.

Of each article of some length, twins are made that are copies (an outlet's head and tail, light rewriting, other
spelling, an end cut off) and twins that are not (another figure, another name, a stage turned, a paragraph more, a
follow-up, a brief, the same boilerplate). Half of the articles, by their ids, are kept aside: `--held` measures these.
"""

import argparse
import json
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from zlib import crc32

from corpus.copies import likeness, wording

Twin = Callable[[str, str, random.Random], str]

_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_SYNONYMS = dict(
    pair.split("/")
    for pair in (
        "said/stated also/additionally about/around company/firm new/fresh will/is_to according_to/per because/since "
        "however/though big/large including/among_them several/various many/numerous started/began after/following "
        "shows/indicates help/assist get/obtain use/employ buy/purchase car/vehicle cars/vehicles people/persons "
        "first/initially now/currently but/yet more_than/over would/was_to while/whereas very/highly year/twelvemonth "
        "make/produce part/portion report/account before/prior_to need/require want/wish world/globe"
    ).split()
)
_BRITISH = {"ize": "ise", "izing": "ising", "color": "colour", "center": "centre", "labor": "labour"}
_ABOUT = (
    "This report contains statements about expectations, which involve risks and uncertainties that may cause actual "
    "results to differ from what is stated here. Words such as believe, expect and intend identify them. Readers are "
    "asked not to rely on these statements, which hold for the day of publication only, and the firm takes on no duty "
    "to bring them up to date. The group employs people on four continents, makes parts for the trade and has been "
    "listed on the exchange for many years. Its products are found in homes, offices, plants and on the road. For "
    "more, see the pages for investors, where the yearly account, the calendar and the contacts of the press office "
    "are to be found, in all the languages that are spoken where the group has its works."
)


def dressed(text: str, _: str, rng: random.Random) -> str:
    tail = rng.choice(
        [
            "Reporting by Ann Smith in Oslo; Editing by Bo Jones",
            "Read more on our site. All rights reserved. This material may not be published or rewritten.",
            "($1 = 151.3 yen)",
        ]
    )
    return f"OSLO, {rng.choice(['March 29', 'Nov 3'])} (Newsdesk) - {text}\n\n{tail}"


def respelt(text: str, _: str, __: random.Random) -> str:
    for american, british in _BRITISH.items():
        text = re.sub(rf"(?<!\w)([a-z]+){american}", rf"\1{british}", text)
    text = re.sub(r"\bpercent\b", "per cent", text.replace("%", " percent").replace(" billion", "bn"))
    return text.translate(str.maketrans("“”’—", '""\'-'))


def rewritten(text: str, _: str, rng: random.Random) -> str:
    def other(match: re.Match[str]) -> str:
        found = _SYNONYMS.get(match[0])
        return found.replace("_", " ") if found and rng.random() < 0.7 else match[0]

    return re.sub(r"(?<![\w’'])[a-z]+(?![\w’'])", other, text)


def reordered(text: str, _: str, rng: random.Random) -> str:
    paragraphs = text.split("\n\n")
    for _n in range(max(1, len(paragraphs) // 5)):
        i = rng.randrange(max(1, len(paragraphs) - 1))
        paragraphs[i : i + 2] = reversed(paragraphs[i : i + 2])
    return "\n\n".join(paragraphs)


def shortened(text: str, _: str, rng: random.Random) -> str:
    """The end cut off, as outlets do that run short of room."""
    sentences = _SENTENCE.split(text)
    return " ".join(sentences[: max(1, round(len(sentences) * rng.uniform(0.85, 0.97)))])


def rewritten_and_dressed(text: str, other: str, rng: random.Random) -> str:
    return dressed(rewritten(respelt(text, other, rng), other, rng), other, rng)


def one_figure(text: str, _: str, rng: random.Random) -> str:
    figures = list(re.finditer(r"\d+(?:[.,]\d+)*", text))
    match = rng.choice(figures) if figures else None
    # Wherever it stands: a publisher corrects all of them.
    return re.sub(rf"(?<![\d.,]){re.escape(match[0])}(?![\d.,])", f"{match[0]}7", text) if match else ""


def other_figures(text: str, _: str, rng: random.Random) -> str:
    return re.sub(r"\d+(?:[.,]\d+)*", lambda m: str(int(re.sub(r"\D", "", m[0])[:9]) + rng.randrange(1, 99)), text)


def other_name(text: str, _: str, rng: random.Random) -> str:
    names = Counter(m[0] for m in re.finditer(r"(?<=[a-z,] )[A-Z][a-z]{3,}", text))
    often = [name for name, n in names.items() if n >= 2]
    return text.replace(rng.choice(often), rng.choice(["Varnholt", "Tesslake", "Okamura"])) if often else ""


def turned(text: str, _: str, rng: random.Random) -> str:
    """One word in the lead makes it another stage."""
    lead, rest = text[:600], text[600:]
    found = re.subn(r"\b(will|has|have|is|are|was|were|had|can|would)\b", r"\1 not", lead, count=1)
    return found[0] + rest if found[1] else ""


def updated(text: str, other: str, rng: random.Random) -> str:
    """News on top, in two or three sentences of another article."""
    return _some(other, rng, 3) + "\n\n" + text


def followed_up(text: str, other: str, rng: random.Random) -> str:
    half = text[: len(text) * 6 // 10]
    return _some(other, rng, 8) + "\n\n" + half


def brief(text: str, _: str, __: random.Random) -> str:
    return " ".join(_SENTENCE.split(text)[:3])


def same_boilerplate(text: str, other: str, _: random.Random) -> str:
    return other[: len(text) // 3] + "\n\n" + _ABOUT


def _some(text: str, rng: random.Random, count: int) -> str:
    sentences = [s for s in _SENTENCE.split(text) if 60 < len(s) < 300] or [text[:300]]
    return " ".join(rng.sample(sentences, min(count, len(sentences))))


COPIES: tuple[Twin, ...] = (dressed, respelt, rewritten, reordered, shortened, rewritten_and_dressed)
OTHERS: tuple[Twin, ...] = (
    one_figure,
    other_figures,
    other_name,
    turned,
    updated,
    followed_up,
    brief,
    same_boilerplate,
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--held", action="store_true", help="the half that nothing was fitted on")
    parser.add_argument("--wrong", type=int, default=0, help="print so many of each kind that are told wrongly")
    arguments = parser.parse_args()
    texts = list(_texts(arguments.files, arguments.held))
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for name, one, other, expected in _pairs(texts):
        total[name] += 1
        made = wording.of(other)
        found = likeness.is_copy(wording.of(one), made, cut=made)
        right[name] += found == expected
        if found != expected and total[name] - right[name] <= arguments.wrong:
            print(f"--- {name}, wrong: {one[:300]!r} / {other[:300]!r}")
    for name in total:
        print(f"{name:24} {right[name]:5} of {total[name]:5} right")
    found_rightly = sum(right[twin.__name__] for twin in COPIES)
    wanted = sum(total[twin.__name__] for twin in COPIES)
    wrongly = sum(total[twin.__name__] - right[twin.__name__] for twin in OTHERS)
    print(f"precision {found_rightly / (found_rightly + wrongly):.3f}, recall {found_rightly / wanted:.3f}")


def _texts(files: list[Path], held: bool) -> Iterator[str]:
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            article: dict[str, Any] = json.loads(line)
            if (crc32(str(article["id"]).encode()) % 2 == 1) == held and len(article["text"].split()) >= 120:
                yield article["text"]


def _pairs(texts: list[str]) -> Iterator[tuple[str, str, str, bool]]:
    rng = random.Random(11)
    for n, text in enumerate(texts):
        other = texts[n - 1]
        for twin in (*COPIES, *OTHERS):
            made = twin(text, other, rng)
            base = f"{text}\n\n{_ABOUT}" if twin is same_boilerplate else text
            if made and made != base:
                yield twin.__name__, base, made, twin in COPIES


if __name__ == "__main__":
    main()
