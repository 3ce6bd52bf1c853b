"""The ids of deals: `mazda-panasonic-energy-supply-2024-03-x7k2p`, made from a report alone.

Every report has one, its handle; a deal's id is that of its first report. So an id that was ever a deal's
still leads to the deal that its report is in, whatever was merged or split since.
"""

from hashlib import sha256

from corpus.deals.drafts import DealDraft, DealType
from corpus.deals.matching.reports import Report
from corpus.deals.matching.spans import span

LONGEST = 40

_WORDS = {
    DealType.SUPPLY: "supply",
    DealType.PARTNERSHIP: "partners",
    DealType.JOINT_VENTURE: "venture",
    DealType.ACQUISITION: "takeover",
    DealType.INVESTMENT: "stake",
    DealType.LICENSING: "licence",
}
#: Without i, l, o and u, which are misread or make words.
_DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"


def handles(reports: list[Report]) -> list[str]:
    """The handles of the reports of one article; what it says of product, sums and stage changes none."""
    found: list[str] = []
    for report in reports:
        number = 0
        while (handle := _handle(report, number)) in found:
            number += 1
        found.append(handle)
    return found


def _handle(report: Report, number: int) -> str:
    draft = report.draft
    companies = sorted(party.company for party in draft.parties)
    mark = _mark("\x1f".join((report.article_id, draft.type, str(number), *companies)))
    tail = "-".join(part for part in (_WORDS[draft.type], _month(report), mark) if part)
    return f"{_parties(draft, LONGEST - len(tail) - 1)}-{tail}"


def _mark(content: str) -> str:
    """Five signs that tell deals of the same parties and month apart."""
    number = int.from_bytes(sha256(content.encode(errors="replace")).digest()[:4], "big")
    return "".join(_DIGITS[number >> shift & 31] for shift in range(0, 25, 5))


def _month(report: Report) -> str:
    told = report.draft.announced
    if span(told) and told and told[4:7].replace("-", "").isdecimal():
        return told[:7]
    if told and span(told):
        return told[:4]
    return f"{report.published:%Y-%m}" if report.published and not report.draft.background else ""


def _parties(draft: DealDraft, room: int) -> str:
    """The first two parties, each cut at a word where there is no room for both."""
    first, second = ([word for word in map(_plain, party.company.split("_")) if word] for party in draft.parties[:2])
    while len("-".join(first + second)) > room and (len(first) > 1 or len(second) > 1):
        longer = first if len("-".join(first)) >= len("-".join(second)) and len(first) > 1 else second
        (longer if len(longer) > 1 else first).pop()
    return "-".join(first + second)[:room].strip("-") or "deal"


def _plain(word: str) -> str:
    return "".join(sign for sign in word if sign.isascii() and sign.isalnum()).lower()
