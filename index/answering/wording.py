"""How an answer is put: what answers in a word or two first, then the sentences that say so, with numbers."""

import re
from collections.abc import Mapping, Sequence

from index.answering.evidence import Evidence
from index.asking.questions import Question

#: Articles so many days apart may tell two states of one thing: then each quote gets its date.
ANOTHER_STATE_DAYS = 45
#: Numbers in brackets of the article itself, which would be read as our citations.
_NUMBERED = re.compile(r"\[\s*\^?(\d+(?:\s*[,;–-]\s*\d+)*)\s*\]")
#: Such a number behind a word or at the end of a clause is a footnote.
_FOOTNOTE = re.compile(rf"(?<=\S){_NUMBERED.pattern}|\s{_NUMBERED.pattern}(?=\s*(?:[.,;:!?”\"'’)]|$))")


def ordered(question: Question, chosen: Sequence[Evidence]) -> list[Evidence]:
    """The newest first where the sentences may tell several states, else as they are."""
    if not tell_states(question, chosen):
        return list(chosen)
    oldest = min(e.article.published for e in chosen if e.article.published)
    return sorted(chosen, key=lambda e: -((e.article.published or oldest) - oldest).total_seconds())


def said(question: Question, chosen: Sequence[Evidence], numbers: Mapping[int, int], head: str = "") -> str:
    """`numbers`: of each article's key, as they first appear in `chosen`; `head`: what answers in a word or two."""
    head, dated = plain(head), tell_states(question, chosen)
    told, day = "", ""
    for e in chosen:
        now = e.article.published.date().isoformat() if e.article.published and dated else day
        if now != day:
            lead = f"Earlier ({now}): " if day else f"{head}, as of {now}: " if head else f"As of {now}: "
        else:
            lead = f"{head}: " if head and not told else ""
        day = now
        told += f"{' ' if told else ''}{lead}{quoted(e.text)} [{numbers[e.article.key]}]"
    return told


def quoted(text: str) -> str:
    """On one line in quotation marks, without its own footnotes: every [n] of an answer is a citation of ours."""
    return f"“{plain(' '.join(text.split()))}”"


def plain(text: str) -> str:
    """Without footnotes; other numbers in square brackets get round ones."""
    return _NUMBERED.sub(r"(\1)", _FOOTNOTE.sub("", text))


def tell_states(question: Question, chosen: Sequence[Evidence]) -> bool:
    """Whether the sentences come from times far enough apart that things may have changed; a list's items may."""
    if question.is_list:
        return False
    days = [e.article.published for e in chosen if e.article.published]
    return len(days) > 1 and (max(days) - min(days)).days > ANOTHER_STATE_DAYS
