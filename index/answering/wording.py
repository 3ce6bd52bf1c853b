"""How an answer is put: the name, the figure or a yes or no first, then the sentences that say so, with numbers."""

import re
from collections.abc import Mapping, Sequence

from index.answering import kinds, premises
from index.answering.evidence import Evidence
from index.asking.asks import Asks
from index.asking.questions import Question

#: Articles so many days apart may tell two states of one thing: then each quote gets its date.
ANOTHER_STATE_DAYS = 45
#: More characters than this before the quote would be a second answer.
LONGEST_HEAD = 60
#: Names said before the quotes of a list.
MOST_NAMES = 8
#: A name is said first only if its sentence has so much of the question.
SURE = 0.7
#: Numbers in brackets of the article itself, which would be read as our citations.
_NUMBERED = re.compile(r"\[\s*\^?(\d+(?:\s*[,;–-]\s*\d+)*)\s*\]")
#: Such a number behind a word or at the end of a clause is a footnote.
_FOOTNOTE = re.compile(rf"(?<=\S){_NUMBERED.pattern}|\s{_NUMBERED.pattern}(?=\s*(?:[.,;:!?”\"'’)]|$))")
_COUNTS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def ordered(question: Question, chosen: Sequence[Evidence]) -> list[Evidence]:
    """The newest first where the sentences may tell several states, else as they are."""
    if not tell_states(question, chosen):
        return list(chosen)
    oldest = min(e.article.published for e in chosen if e.article.published)
    return sorted(chosen, key=lambda e: -((e.article.published or oldest) - oldest).total_seconds())


def said(question: Question, chosen: Sequence[Evidence], numbers: Mapping[int, int]) -> str:
    """`numbers`: of each article's key, as they first appear in `chosen`."""
    head, dated = plain(_head(question, chosen)), tell_states(question, chosen)
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
    """A sentence in quotation marks, without its own footnotes: every [n] of an answer is a citation of ours."""
    return f"“{plain(text)}”"


def plain(text: str) -> str:
    """Without footnotes; other numbers in square brackets get round ones."""
    return _NUMBERED.sub(r"(\1)", _FOOTNOTE.sub("", text))


def tell_states(question: Question, chosen: Sequence[Evidence]) -> bool:
    """Whether the sentences come from times far enough apart that things may have changed; a list's items may."""
    if question.is_list:
        return False
    days = [e.article.published for e in chosen if e.article.published]
    return len(days) > 1 and (max(days) - min(days)).days > ANOTHER_STATE_DAYS


def _head(question: Question, chosen: Sequence[Evidence]) -> str:
    """What answers in a word or two; empty where that is not plain."""
    if not chosen:
        return ""
    if question.asks is Asks.YES_NO:
        return {True: "Yes", False: "No", None: ""}[premises.verdict(question, chosen[0].text)]
    if question.is_list or question.counts_companies:
        return _names(question, chosen)
    # Of the sentence that stands first, else it would be read as that one's.
    found = list(dict.fromkeys(kinds.things(question, chosen[0].text)))
    return found[0] if len(found) == 1 and len(found[0]) <= LONGEST_HEAD else ""


def _names(question: Question, chosen: Sequence[Evidence]) -> str:
    """The companies that the sentences name, where companies are asked for, and how many where that is asked."""
    if question.asks is not Asks.COMPANY and not question.counts_companies:
        return ""
    told = [e for e in chosen if e.features["companies_inside"] == 1.0 and e.features["inside"] >= SURE]
    names = list(dict.fromkeys(name for e in told for name in kinds.companies(question, e.text)))
    if not 1 < len(names) <= MOST_NAMES:
        return ""
    listed = f"{', '.join(names[:-1])} and {names[-1]}"
    return f"{_COUNTS[len(names)].capitalize()} are named, {listed}" if question.counts_companies else listed
