"""What a chat model is shown: numbered articles, marked as data on every line, and the question."""

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from string import Template

from corpus.text import sentences
from corpus.text.cleaning import one_line
from index.retrieval import Hit, Source
from index.writing.hostile import harmless, harmless_spans, speaks_to_models

ARTICLES = 8
#: Of the question and of each earlier one; people ask in fewer.
QUESTION_CHARACTERS = 600
EARLIER = 4
#: What a line costs beside its text.
_MARK_CHARACTERS = 6
#: Left of a prompt's room for a short question when the rules are in it.
_LEAST_FOR_ARTICLES = 1_000
#: Said once more behind the data, for small models heed what they read last. No article can: its lines are marked.
_LAST_LINE = "Answer the question from the articles, each sentence with the number of its article."
#: The lines that say where the articles and the question begin and end, and the last one.
_FENCE_CHARACTERS = 200
_CONSONANTS = "bcdfghjklmnpqrstvwxz"


@dataclass(frozen=True)
class Sentence:
    """A sentence of an article: its text at `start:end`, verbatim."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Shown:
    """An article as the model is shown it, in the order of its text; `n` is what the model cites."""

    n: int
    article: Source
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True)
class Prompt:
    messages: tuple[Mapping[str, str], ...]
    #: Begins every line that is data. An answer that holds it repeats its prompt.
    mark: str


def show(hits: Iterable[Hit], characters: int) -> tuple[Shown, ...]:
    """The articles of the hits, the best first, each with what its hits hold, as long as there is room.

    A passage is shown whole or not at all, but for sentences that are for models instead of readers.
    """
    chosen: dict[int, tuple[Source, dict[int, Sentence]]] = {}
    for hit in hits:
        if hit.article.key not in chosen and len(chosen) == ARTICLES:
            continue
        found = [s for s in _harmless(hit) if not _is_known(s, chosen.get(hit.article.key))]
        cost = sum(len(s.text) + _MARK_CHARACTERS for s in found)
        if hit.article.key not in chosen:
            cost += len(hit.article.title) + 100
        if found and cost <= characters:
            characters -= cost
            chosen.setdefault(hit.article.key, (hit.article, {}))[1].update({s.start: s for s in found})
    return tuple(
        Shown(n, article, tuple(found[start] for start in sorted(found)))
        for n, (article, found) in enumerate(chosen.values(), 1)
    )


def room(characters: int, not_said: str, question: str, history: Sequence[str]) -> int:
    """What of a prompt's characters is left for articles beside the rules and the questions.

    Never less than two or three passages: what is asked without any is not worth asking.
    """
    rules = len(_rules().substitute(not_said=not_said, mark="")) + _MARK_CHARACTERS
    asked = sum(len(line) + _MARK_CHARACTERS + 1 for line in _asked_lines(question, history))
    return max(_LEAST_FOR_ARTICLES, characters - rules - asked - _FENCE_CHARACTERS)


def prompt(shown: Sequence[Shown], question: str, history: Sequence[str], not_said: str, rng: random.Random) -> Prompt:
    """`rng` makes the mark: a stranger who could guess it could write lines that look like ours."""
    articles = [line for each in shown for line in _lines(each)]
    asked = _asked_lines(question, history)
    mark = _mark([*articles, *asked], rng)
    lines = [f"{mark} BEGIN articles", *(f"{mark} {line}" for line in articles), f"{mark} END articles"]
    lines += [f"{mark} BEGIN question", *(f"{mark} {line}" for line in asked), f"{mark} END question", _LAST_LINE]
    rules = _rules().substitute(not_said=not_said, mark=mark).strip()
    return Prompt(
        ({"role": "system", "content": rules}, {"role": "user", "content": "\n".join(lines)}),
        mark,
    )


def _harmless(hit: Hit) -> list[Sentence]:
    return [
        Sentence(hit.passage[start:end], hit.start + start, hit.start + end)
        for start, end in harmless_spans(hit.passage, sentences.spans(hit.passage))
    ]


def _is_known(sentence: Sentence, chosen: tuple[Source, dict[int, Sentence]] | None) -> bool:
    """Whether an overlapping passage of the article brought it, or a part of it, already."""
    return chosen is not None and any(s.start < sentence.end and sentence.start < s.end for s in chosen[1].values())


def _lines(shown: Shown) -> Iterable[str]:
    yield f"[{shown.n}] {headline(shown.article)}"
    reached = shown.sentences[0].start
    for sentence in shown.sentences:
        # A sentence or two between may be blanks and what was left out; more is a gap in the text.
        if sentence.start > reached + 20:
            yield "…"
        yield harmless(sentence.text)
        reached = sentence.end


def headline(article: Source) -> str:
    """Who published it, when and under which title, on one line."""
    day = f"{article.published:%Y-%m-%d}" if article.published else "undated"
    return f"{harmless(one_line(article.source or 'unknown source', 80))}, {day}: {_title(article)}"


def _title(article: Source) -> str:
    title = one_line(article.title, 200)
    return "(no title)" if speaks_to_models(title) else harmless(title)


def _asked_lines(question: str, history: Sequence[str]) -> list[str]:
    earlier = [f"Earlier question: {_asked(each)}" for each in history[-EARLIER:]]
    return [*earlier, f"Question: {_asked(question)}"]


def _asked(question: str) -> str:
    return harmless(one_line(question, QUESTION_CHARACTERS))


def _mark(lines: Sequence[str], rng: random.Random) -> str:
    """Nothing that a language writes, for an answer that holds it is dropped; short, for it is on every line."""
    while True:
        mark = "q" + "".join(rng.choices(_CONSONANTS, k=4))
        if not any(mark in line for line in lines):
            return mark


@cache
def _rules() -> Template:
    return Template(files("index.writing").joinpath("prompts/answer.md").read_text(encoding="utf-8"))
