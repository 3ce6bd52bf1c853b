"""Lists and counts answered from the table of deals, each line by the quote that tells it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from corpus.companies.gazetteer import gazetteer
from corpus.deals import queries
from corpus.deals.drafts import DealType, PartyDraft, Role
from corpus.deals.queries import Wanted
from corpus.deals.views import Deal, Evidence
from corpus.models import Article
from index.answering import wording
from index.answering.answer import Citation
from index.answering.evidence import Evidence as Passage
from index.asking import concepts
from index.asking.lookups import Lookup
from index.lexical import words
from index.retrieval import Source

#: Companies in an answer; more are counted.
_MOST = 8
#: Up to so many companies are told with the sentence that says so; of more, the names are asked for.
_IN_FULL = 3
#: Sentences put behind a list.
_MOST_ADDED = 2
#: An article has one number and so one quote, of at most so many characters.
_LONGEST_QUOTE = 1_500
#: Deals looked through, the newest first.
_MOST_READ = 300
#: Fewer are no list: one deal is told better by the sentence that tells it.
_LEAST = 2
_NOUNS = {
    DealType.SUPPLY: ("supply deal", "supply deals"),
    DealType.JOINT_VENTURE: ("joint venture", "joint ventures"),
    DealType.INVESTMENT: ("investment", "investments"),
    DealType.ACQUISITION: ("acquisition", "acquisitions"),
    DealType.LICENSING: ("licence", "licences"),
    DealType.PARTNERSHIP: ("partnership", "partnerships"),
}
#: How the deal of a giver and a taker is put.
_SAID = {
    DealType.SUPPLY: (Role.SUPPLIER, "for", Role.BUYER),
    DealType.INVESTMENT: (Role.INVESTOR, "in", Role.INVESTEE),
    DealType.ACQUISITION: (Role.ACQUIRER, "buys", Role.TARGET),
    DealType.LICENSING: (Role.LICENSOR, "to", Role.LICENSEE),
}


@dataclass(frozen=True, slots=True)
class Tabled:
    """An answer from the table."""

    text: str
    citations: tuple[Citation, ...]
    #: Ids.
    deals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    """What is said of one company, and the words of an article that say so."""

    said: str
    #: With the sentence that says so.
    in_full: str
    article_id: str
    start: int
    end: int
    #: Id; "" for a sentence that no deal in the table tells.
    deal: str = ""


def answer(session: Session, lookup: Lookup, further: Iterable[Passage] = ()) -> Tabled | None:
    """None when the table does not hold enough to list or to count.

    `further`: sentences that would answer without the table, the best first; those that name companies it has
    not are put behind a list.
    """
    wanted = Wanted(company=lookup.company, type=lookup.type, role=lookup.role, background=True, group=True)
    found = [deal for deal in queries.find(session, wanted, limit=_MOST_READ) if _is_meant(deal, lookup)]
    seen = [lookup.company] if lookup.company else []
    lines = list(_lines(found, lookup, seen) if lookup.company else _deals(found))
    if len(lines) < (_LEAST if lookup.company else 1):
        return None
    shown = list(_quotable(lines[:_MOST]))
    added = (
        []
        if lookup.is_count or not lookup.company
        else list(_quotable((*shown, *_added(further, lookup, seen))))[len(shown) :]
    )
    numbers: dict[str, int] = {}
    in_full = not lookup.is_count and len(lines) <= _IN_FULL
    told = [
        f"{line.in_full if in_full else line.said} [{numbers.setdefault(line.article_id, len(numbers) + 1)}]"
        for line in (*shown, *added)
    ]
    more = f"; and {len(lines) - len(shown)} more" if len(lines) > len(shown) else ""
    listed = f"{_head(lookup, lines)}{'; '.join(told[: len(shown)])}{more}."
    return Tabled(
        " ".join([listed, *told[len(shown) :]]),
        tuple(_citations(session, [*shown, *added], numbers)),
        tuple(dict.fromkeys(line.deal for line in lines)),
    )


def _is_meant(deal: Deal, lookup: Lookup) -> bool:
    told = deal.first_published.date() if deal.first_published else None
    # Of any company, what is only recalled is no news to be listed.
    return (
        (lookup.company is not None or not deal.background)
        and lookup.told.holds(told)
        and _is_about(deal, lookup.about)
    )


def _is_about(deal: Deal, about: Iterable[str]) -> bool:
    """Whether the deal tells of everything else that is asked, by any word that says the same."""
    if not about:
        return True
    told = {deal.product or "", *deal.places, *(each.quote.quote for each in deal.evidence)}
    held = {stem for text in told for stem in words(text)}
    return all(stem in held or held & concepts.related(stem) for stem in about)


def _lines(deals: Sequence[Deal], lookup: Lookup, seen: list[str]) -> Iterator[_Line]:
    """The newest deal of each company asked for, those only recalled after news, ended and denied ones last.

    A group's companies are one.
    """
    known = gazetteer()
    for deal in sorted(deals, key=lambda each: (each.stage in ("ended", "denied"), each.background)):
        for party in deal.parties:
            if not _is_asked(party, lookup) or any(known.of_one_house(party.company, slug) for slug in seen):
                continue
            if evidence := _telling(deal):
                seen.append(party.company)
                quote = evidence.quote
                said = wording.plain(f"{_name(party)}{_details(deal)}")
                full = f"{said}: {wording.quoted(quote.quote)}"
                yield _Line(said, full, evidence.article_id, quote.start, quote.end, deal.id)


def _deals(deals: Iterable[Deal]) -> Iterator[_Line]:
    """The deals themselves, each by its parties."""
    for deal in deals:
        evidence = _telling(deal)
        if evidence:
            quote = evidence.quote
            said = wording.plain(f"{_parties(deal)}{_details(deal)}")
            full = f"{said}: {wording.quoted(quote.quote)}"
            yield _Line(said, full, evidence.article_id, quote.start, quote.end, deal.id)


def _parties(deal: Deal) -> str:
    """ "CATL for Ford", "Toyota in Lyten", "Honda and Nissan"."""
    gives, word, takes = _SAID.get(DealType(deal.type), (None, "", None))
    giving = [_name(party) for party in deal.parties if party.role == gives]
    taking = [_name(party) for party in deal.parties if party.role == takes]
    if giving and taking:
        return f"{_listed(giving)} {word} {_listed(taking)}"
    return _listed([_name(party) for party in deal.parties])


def _listed(names: Sequence[str]) -> str:
    names = list(dict.fromkeys(names))
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]


def _name(party: PartyDraft) -> str:
    """As we know it, a brand by whoever owns it."""
    known = gazetteer()
    company = known.company(party.company)
    if company and company.kind == "brand" and company.parent:
        company = known.company(company.parent)
    return company.name if company else party.name


def _added(further: Iterable[Passage], lookup: Lookup, seen: Sequence[str]) -> Iterator[_Line]:
    """Sentences on the company asked about that name others than those listed."""
    known = gazetteer()
    count = 0
    for each in further:
        new = [slug for slug in each.companies if not any(known.of_one_house(slug, listed) for listed in seen)]
        if new and lookup.company in each.companies and count < _MOST_ADDED:
            count += 1
            quoted = wording.quoted(each.text)
            yield _Line(quoted, quoted, each.article.article_id, each.start, each.end)


def _quotable(lines: Iterable[_Line]) -> Iterator[_Line]:
    """Those that do not stand too far from another's words of the same article: it has one quote."""
    spans: dict[str, tuple[int, int]] = {}
    for line in lines:
        start, end = spans.get(line.article_id, (line.start, line.end))
        span = min(start, line.start), max(end, line.end)
        if span[1] - span[0] <= _LONGEST_QUOTE:
            spans[line.article_id] = span
            yield line


def _is_asked(party: PartyDraft, lookup: Lookup) -> bool:
    return lookup.others is None or party.role == lookup.others


def _telling(deal: Deal) -> Evidence | None:
    """The newest sentence that tells it, of a body: what a citation can point to.

    News goes before what recalls it, and one that names the companies before "the agreement of the two".
    """
    known = gazetteer()
    parties = {party.company for party in deal.parties}
    told = {report.article_id: (not report.background, _day(report.published)) for report in deal.reports}
    found = [each for each in deal.evidence if each.quote.field == "deal" and not each.quote.in_title]

    def worth(each: Evidence) -> tuple[bool, int, str]:
        named = {mention.slug for mention in known.find(each.quote.quote)}
        is_news, day = told.get(each.article_id, (False, ""))
        return is_news, sum(any(known.of_one_house(party, slug) for slug in named) for party in parties), day

    return max(found, key=worth, default=None)


def _day(published: datetime | None) -> str:
    return published.date().isoformat() if published else ""


def _details(deal: Deal) -> str:
    stage = "" if deal.stage in ("agreed", "completed") else deal.stage
    date = deal.first_published.date().isoformat()[:7] if deal.first_published else ""
    told = [each for each in (deal.product, stage, date) if each]
    return f" ({', '.join(told)})" if told else ""


def _head(lookup: Lookup, lines: Sequence[_Line]) -> str:
    if not lookup.is_count:
        return ""
    deals = len({line.deal for line in lines})
    one, many = _NOUNS[lookup.type] if lookup.type else ("deal", "deals")
    return f"{deals} {one if deals == 1 else many} in the articles: "


def _citations(session: Session, lines: Sequence[_Line], numbers: dict[str, int]) -> Iterator[Citation]:
    """One an article: its quote reaches from the first of its sentences to the last."""
    articles = {each.id: each for each in session.scalars(select(Article).where(Article.id.in_(numbers)))}
    for id_, number in numbers.items():
        places = [line for line in lines if line.article_id == id_]
        start, end = min(line.start for line in places), max(line.end for line in places)
        article = articles[id_]
        source = Source(article.key, article.id, article.title, article.source, article.url, article.published)
        yield Citation(number, source, article.text[start:end], start, end)
