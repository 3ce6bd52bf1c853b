"""Why reports are one deal, for people."""

from collections.abc import Iterable

from bot.printing import deal_words, lines
from corpus.deals.explaining import Explanation, Match
from corpus.deals.matching.comparing import Factor
from corpus.deals.views import Deal


def print_reasons(why: Explanation, deal: Deal, width: int) -> None:
    print(f"{deal.id}: {deal_words.parties(deal.parties)}")
    _print(lines.wrapped(_opening(deal), width))
    for match in why.matched:
        _print_match(f"{match.article_id} with {match.other_article_id}", match, width)
    for match in why.apart:
        _print_match(f"Not {match.other_deal} ({match.article_id} with {match.other_article_id})", match, width)


def _opening(deal: Deal) -> str:
    # Copies of an article are not matched: their text is.
    reports = [report for report in deal.reports if not report.copy]
    if len(reports) == 1:
        return f"One article tells it: {reports[0].article_id}, “{' '.join(reports[0].title.split())}”."
    return f"{len(reports)} articles tell it; each stands below with the one that it fits best."


def _print_match(head: str, match: Match, width: int) -> None:
    print()
    _print(lines.wrapped(f"{head}: {match.reason}", width))
    for factor in match.factors:
        _print(lines.beside(f"  {_points(factor)}  {factor.name:<10}", [factor.note or "-"], width))


def _points(factor: Factor) -> str:
    return " never" if factor.forbids else f"{factor.points:+6}"


def _print(found: Iterable[str]) -> None:
    for line in found:
        print(line)
