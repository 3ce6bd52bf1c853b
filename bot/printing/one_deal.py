"""One deal in full: how it came about, who tells it, in which words."""

from collections.abc import Iterable, Iterator, Sequence

from bot.printing import also_in, deal_words, lines
from bot.printing.output import day
from corpus.deals import views
from corpus.deals.views import Deal, Telling

_MARGIN = 12


def print_deal(deal: Deal, width: int) -> None:
    for paragraph in (deal_words.parties(deal.parties), _summary(deal)):
        print(*lines.wrapped(paragraph, width), sep="\n")
    for name, paragraphs in _sections(deal):
        for line in lines.beside(name.ljust(_MARGIN), paragraphs, width):
            print(line)


def _summary(deal: Deal) -> str:
    kind, stage = deal_words.kind(deal.type), deal_words.stage(deal.stage)
    return ", ".join([kind, stage, *deal_words.facts(deal), deal_words.confirmation(deal)])


def _sections(deal: Deal) -> Iterator[tuple[str, Iterable[str]]]:
    yield "id", [deal.id]
    yield "parties", [_party(deal, i) for i in range(len(deal.parties))]
    yield "announced", [deal.announced] if deal.announced else []
    yield "places", [", ".join(deal.places)] if deal.places else []
    yield "history", [f"{day(told.published) or 'undated'}  {deal_words.stage(told.stage)}" for told in deal.history]
    yield "reports", [line for report, copies in views.tellings(deal) for line in _report(report, copies)]
    yield "quotes", _quotes(deal)
    yield "related", [f"{related.id}  ({related.relation})" for related in deal.related]


def _party(deal: Deal, i: int) -> str:
    party = deal.parties[i]
    name = deal_words.company(party.company, party.name)
    return f"{name} ({party.role.value})" if name == party.name else f"{name} ({party.role.value}), as “{party.name}”"


def _report(report: Telling, copies: Sequence[Telling]) -> Iterator[str]:
    place = ", ".join(part for part in (report.source, day(report.published)) if part)
    yield f"{' '.join(report.title.split())} ({place or 'undated'}){', recalls it' * report.background}"
    yield report.url or report.article_id
    if others := also_in.line(also_in.names(report, copies)):
        yield others


def _quotes(deal: Deal) -> Iterator[str]:
    """Each quote once, with the fields that it says."""
    fields: dict[str, list[str]] = {}
    for evidence in deal.evidence:
        words = " ".join(evidence.quote.quote.split())
        fields.setdefault(words, []).append(evidence.quote.field.partition(":")[0])
    for words, said in fields.items():
        yield f"{', '.join(dict.fromkeys(said))}: “{words}”"
