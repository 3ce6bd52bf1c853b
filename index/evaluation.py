"""Answers measured against labelled questions: right, rightly cited, rightly refused, and how fast."""

import json
import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from index.answering.answer import Answer, Citation

#: People read so much before they judge: an answer must hold what was asked for by then.
WORDS_READ, WORDS_READ_OF_LIST = 60, 120


class WrongGold(ValueError):
    """A line of the file is no labelled question; the message names it and says what is wrong."""


@dataclass(frozen=True)
class Labelled:
    """A question, and what a right answer holds."""

    id: str
    kind: str
    question: str
    history: tuple[str, ...]
    #: For every group, one of its strings must be in the answer. None at all: it must abstain.
    answers: tuple[tuple[str, ...], ...]
    #: Articles that support the answer, by URL, id or title. Empty: citations are not judged.
    evidence: frozenset[str]


@dataclass(frozen=True)
class Judged:
    labelled: Labelled
    answer: Answer
    right: bool
    #: Citations of an article in the evidence.
    cited_right: int
    #: Groups of accepted strings of which a citation's quote holds one.
    supported: int
    verbatim: bool


@dataclass
class Score:
    """Counts over questions; every share is None where there is nothing to share out."""

    judged: list[Judged] = field(default_factory=list)

    @property
    def answerable(self) -> list[Judged]:
        return [j for j in self.judged if j.labelled.answers]

    @property
    def unanswerable(self) -> list[Judged]:
        return [j for j in self.judged if not j.labelled.answers]

    def figures(self) -> dict[str, Any]:
        """The published figures; shares come with their 95% interval (Wilson, 1927)."""
        answerable, unanswerable = self.answerable, self.unanswerable
        answered = [j for j in answerable if not j.answer.abstained]
        with_evidence = [j for j in answered if j.labelled.evidence]
        cited = sum(len(j.answer.citations) for j in with_evidence)
        quotes = sum(len(j.answer.citations) for j in self.judged)
        groups = sum(len(j.labelled.answers) for j in answered if j.right)
        times = sorted(j.answer.took_ms for j in self.judged)
        return {
            "questions": len(self.judged),
            "accuracy": share(sum(j.right for j in answerable), len(answerable)),
            "refused_rightly": share(sum(j.answer.abstained for j in unanswerable), len(unanswerable)),
            "refused_wrongly": share(sum(j.answer.abstained for j in answerable), len(answerable)),
            "citation_precision": share(sum(j.cited_right for j in with_evidence), cited),
            "citation_recall": share(sum(j.supported for j in answered if j.right), groups),
            "verbatim_quotes": share(sum(len(j.answer.citations) for j in self.judged if j.verbatim), quotes),
            "p50_ms": _percentile(times, 0.5),
            "p95_ms": _percentile(times, 0.95),
        }


def read(path: Path) -> Iterator[Labelled]:
    """The labelled questions of a JSON-lines file.

    A line has `question` and either `answers` (groups of accepted strings, or plain strings that each
    must occur) or `answer` (one string), and may have `id`, `kind` or `type`, `history`, `evidence`
    (objects with `url`, `article_id`, `doc` or `title`) and `unanswerable`. Not to be answered: no
    answers, or a `type` of "null_query".

    Raises:
        WrongGold: a line is none.
    """
    with path.open(encoding="utf-8-sig") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield _labelled(line, f"{path}:{number}")


def evaluate(
    labelled: Iterable[Labelled],
    answer: Callable[[str, Sequence[str]], Answer],
    text_of: Callable[[str], str | None],
    progress: Callable[[int], None] | None = None,
) -> list[Judged]:
    """Asks every question. `text_of` gives an article's text by id, to check that quotes are verbatim."""
    judged = []
    for one in labelled:
        judged.append(_judged(one, answer(one.question, one.history), text_of))
        if progress:
            progress(len(judged))
    return judged


def by_kind(judged: Iterable[Judged]) -> dict[str, Score]:
    scores: dict[str, Score] = defaultdict(Score)
    for one in judged:
        scores[one.labelled.kind].judged.append(one)
    return dict(sorted(scores.items()))


def share(part: int, whole: int) -> dict[str, Any] | None:
    """`part` of `whole` with the interval that the true share lies in, 95 times of 100."""
    if not whole:
        return None
    z, p = 1.96, part / whole
    middle = (p + z * z / (2 * whole)) / (1 + z * z / whole)
    reach = z * math.sqrt(p * (1 - p) / whole + z * z / (4 * whole * whole)) / (1 + z * z / whole)
    return {
        "share": round(p, 4),
        "of": whole,
        "low": round(max(0.0, middle - reach), 4),
        "high": round(min(1.0, middle + reach), 4),
    }


def _judged(one: Labelled, answer: Answer, text_of: Callable[[str], str | None]) -> Judged:
    read = _read_words(answer.answer, WORDS_READ_OF_LIST if one.kind == "list" else WORDS_READ)
    found = [any(_folded(string) in read for string in group) for group in one.answers]
    quotes = " ".join(_folded(c.quote) for c in answer.citations)
    return Judged(
        labelled=one,
        answer=answer,
        right=not answer.abstained and all(found) if one.answers else answer.abstained,
        cited_right=sum(1 for c in answer.citations if _names(c) & one.evidence),
        supported=sum(any(_folded(string).strip() in quotes for string in group) for group in one.answers),
        verbatim=all(_is_verbatim(c, text_of(c.article.article_id)) for c in answer.citations),
    )


def _read_words(text: str, count: int) -> str:
    return _folded(" ".join(text.split()[:count])) + " "


def _folded(text: str) -> str:
    # Runs of white space as one; a space at an end is meant, to keep "two " out of "network".
    first, last = text[:1].isspace(), text[-1:].isspace()
    return " " * first + " ".join(text.casefold().split()) + " " * last


def _names(citation: Citation) -> set[str]:
    article = citation.article
    return {name for name in (article.url, article.article_id, article.title) if name}


def _is_verbatim(citation: Citation, text: str | None) -> bool:
    return text is not None and text[citation.start : citation.end] == citation.quote


def _labelled(line: str, place: str) -> Labelled:
    try:
        record = json.loads(line)
        question, kind = record["question"], str(record.get("kind") or record.get("type") or "question")
        evidence = [e for e in record.get("evidence") or [] if isinstance(e, dict)]
        names = {e[key] for e in evidence for key in ("url", "article_id", "doc", "title") if e.get(key)}
        return Labelled(
            id=str(record.get("id", place)),
            kind=kind,
            question=str(question),
            history=tuple(map(str, record.get("history") or ())),
            answers=() if kind == "null_query" or record.get("unanswerable") else _groups(record),
            evidence=frozenset(names),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        wrong = f'"{error.args[0]}" is missing' if isinstance(error, KeyError) else str(error)
        raise WrongGold(f"{place}: no labelled question: {wrong}") from error


def _groups(record: dict[str, Any]) -> tuple[tuple[str, ...], ...]:
    if "answers" not in record:
        return ((str(record["answer"]),),)
    return tuple((g,) if isinstance(g, str) else tuple(map(str, g)) for g in record["answers"])


def _percentile(ordered: Sequence[float], share_: float) -> float | None:
    if not ordered:
        return None
    return round(ordered[min(len(ordered) - 1, math.ceil(share_ * len(ordered)) - 1)], 1)
