"""Verdicts as cases of an evaluation: what an answer must hold, as far as a person's words say it."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.conversation.tables import FeedbackRow
from corpus.companies import questions as naming
from corpus.companies.gazetteer import gazetteer

#: Groups of accepted strings; every group must be met. None at all: it must be said that the articles do not say.
Expected = list[list[str]]

#: Said for a question that the articles have no answer to.
NONE = ("none", "-")
_UNANSWERABLE = re.compile(
    r"\b(?:made up|invented|not in (?:the|any) articles?|articles? (?:do|does)(?: not|n['’]t) say"
    r"|erfunden|ausgedacht|steht (?:da |dort |so )?nicht|inventad[oa]|no lo dicen|no está en)\b",
    re.IGNORECASE,
)
#: What is said to be wrong: `…, not CATL`, `statt CATL`.
_DENIED = re.compile(
    r"[,;]?\s*\b(?:and |und |y )?(?:not|nicht|kein|no|instead of|rather than|statt|en vez de|en lugar de)\b[^.;,]*",
    re.IGNORECASE,
)
_MARKER = re.compile(r"\[\d+\]")
_FIGURE = re.compile(r"\d(?:[\d.,]*\d)?")
_MOST_OF_AN_ANSWER = 3


def expected(question: str, reason: str) -> Expected | None:
    """Of "it was BYD, not CATL": BYD, by any of its names. None: the words name nothing that could be looked for."""
    if _UNANSWERABLE.search(reason):
        return []
    affirmed = _DENIED.sub(" ", reason)
    return [*_companies(affirmed, question), *_figures(affirmed, question)] or None


def written(session: Session) -> str:
    """The cases known, as JSON lines that `dealwire eval` reads."""
    rows = session.scalars(select(FeedbackRow).order_by(FeedbackRow.key))
    lines = (json.dumps(case, ensure_ascii=False) for row in rows if (case := _case(row)))
    return "".join(f"{line}\n" for line in lines)


def unclear(session: Session, most: int) -> list[FeedbackRow]:
    """Bad answers of which nobody has said yet what would be right, the newest first."""
    wanted = (FeedbackRow.good.is_(False), FeedbackRow.expected.is_(None))
    return list(session.scalars(select(FeedbackRow).where(*wanted).order_by(FeedbackRow.key.desc()).limit(most)))


def typed(text: str) -> Expected:
    """`BYD|Build Your Dreams; 2027`: two groups, the first of two strings; "none": it must abstain."""
    if text.strip().casefold() in NONE:
        return []
    groups = ([each.strip() for each in group.split("|") if each.strip()] for group in text.split(";"))
    return [group for group in groups if group]


def described(wanted: Sequence[Iterable[str]]) -> str:
    """`BYD; 2027`: the first string of each group."""
    return "; ".join(next(iter(group)) for group in wanted)


def _case(row: FeedbackRow) -> dict[str, Any] | None:
    wanted = _of_good(row) if row.good else row.expected
    if wanted is None:
        return None
    case: dict[str, Any] = {"id": f"feedback-{row.key}", "kind": "feedback", "question": row.question}
    case |= {"history": row.history, "answers": wanted, "unanswerable": not wanted}
    if row.good:
        case["evidence"] = [{"article_id": each["article_id"], "title": each["title"]} for each in row.citations]
    return case | {"good": row.good, "reason": row.reason, "answered": row.answer}


def _of_good(row: FeedbackRow) -> Expected | None:
    """What an answer that was liked told beyond the question: whom it names; its figures if it names nobody."""
    if row.abstained:
        return []
    named = list(_companies(row.answer, row.question)) or list(_figures(row.answer, row.question))
    return named[:_MOST_OF_AN_ANSWER] or None


def _companies(text: str, question: str) -> Iterator[list[str]]:
    """Each by its names, none of the question's."""
    asked = {mention.slug for mention in naming.find(gazetteer(), question)}
    for slug in dict.fromkeys(mention.slug for mention in naming.find(gazetteer(), text)):
        company = gazetteer().company(slug)
        if company and slug not in asked:
            yield list(dict.fromkeys([company.name, *company.aliases]))


def _figures(text: str, question: str) -> Iterator[list[str]]:
    """Those of no name ("4680" may be one), each once and none of the question's."""
    rest = _MARKER.sub(" ", text)
    for mention in reversed(naming.find(gazetteer(), rest)):
        rest = f"{rest[: mention.start]} {rest[mention.end :]}"
    yield from ([figure] for figure in dict.fromkeys(_FIGURE.findall(rest)) if figure not in question)
