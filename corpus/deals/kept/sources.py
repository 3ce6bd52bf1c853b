"""Who vouches for a deal: one source, several that do not repeat each other, or a company in it."""

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum
from functools import lru_cache
from urllib.parse import urlsplit

from corpus.companies.gazetteer import Gazetteer
from corpus.companies.names import joined
from corpus.deals.drafts import DealDraft
from corpus.deals.matching.reports import Report

#: Word overlap from which two sentences are one text, taken over.
_ALIKE = 0.8
#: Fewer words in common may be chance: "Panasonic Energy to supply Mazda".
_FEW = 8
_PRESS_RELEASES = frozenset(
    joined(name)
    for name in "PR Newswire|PRNewswire|Business Wire|GlobeNewswire|Accesswire|ACN Newswire|News Aktuell|EQS News"
    "|Newsfile|Presseportal|PRWeb|Cision|Canada Newswire".split("|")
)
#: What companies put beside their name in the address of their news.
_DRESS = re.compile(r"newsroom|news|press|media|corporate|global|group|official|company|ir", re.IGNORECASE)
_SECOND_LEVEL = frozenset("co com org net ac gov".split())


class Confirmation(StrEnum):
    """From the least to the most."""

    SINGLE = "single"
    SEVERAL = "several"
    COMPANY = "company"  #: one of its parties, or a press release


def confirmation(reports: Sequence[Report], companies: Gazetteer) -> Confirmation:
    """How well a deal is vouched for by its reports."""
    parties = {party.company for report in reports for party in report.draft.parties}
    if any(is_party(report.source, report.url, parties, companies) for report in reports):
        return Confirmation.COMPANY
    return Confirmation.SEVERAL if _independent(reports) > 1 else Confirmation.SINGLE


def is_party(source: str | None, url: str | None, parties: Iterable[str], companies: Gazetteer) -> bool:
    """Whether it is published by one of these companies, or as a press release."""
    names = [name for name in (source, _site(url)) if name]
    if any(joined(name) in _PRESS_RELEASES for name in names):
        return True
    own = {slug for name in names if (slug := _company(name, companies))}
    return any(companies.related(slug, party) for slug in own for party in parties)


@lru_cache(maxsize=4096)
def _company(source: str, companies: Gazetteer) -> str | None:
    """Whose newsroom it is: "Volkswagen Newsroom", "news.lgensol.com"; None for a paper."""
    if source.lower().startswith("the "):
        return None  # The Verge is not Verge, which makes motorcycles
    name = source if " " in source or "." not in source else _site(f"https://{source}") or source
    return companies.resolve(name) or companies.resolve(_DRESS.sub(" ", name.replace("-", " ")).strip())


def _site(url: str | None) -> str | None:
    """The name that the site registered: "lgensol" of https://news.lgensol.com/x."""
    if not url:
        return None
    labels = (urlsplit(url).hostname or "").split(".")
    if len(labels) > 2 and labels[-2] in _SECOND_LEVEL:
        labels = labels[:-1]
    return labels[-2] if len(labels) > 1 else None


def _independent(reports: Sequence[Report]) -> int:
    """Sources that count: each once, and none that tells it in the words of one before."""
    counted: list[tuple[str, list[set[str]]]] = []
    for report in reports:
        source = joined(report.source or _site(report.url) or "")
        words = _told(report.draft)
        if source and all(source != other and not _alike(words, told) for other, told in counted):
            counted.append((source, words))
    return len(counted)


def _told(draft: DealDraft) -> list[set[str]]:
    quotes = (quote for quote in draft.evidence if quote.field == "deal" and not quote.in_title)
    return [set(quote.quote.lower().split()) for quote in quotes]


def _alike(one: list[set[str]], other: list[set[str]]) -> bool:
    return any(len(a & b) >= max(_FEW, _ALIKE * min(len(a), len(b))) for a in one for b in other)
