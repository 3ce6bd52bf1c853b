"""Deals as a table for people: when, what, how far, who with whom, then what is known of it and its id."""

from collections.abc import Iterable, Iterator

from bot.printing import deal_words, lines
from corpus.deals.views import Deal

#: The columns before the deal itself.
_COLUMNS = (("DATE", 12), ("TYPE", 15), ("STAGE", 11))
#: In a terminal narrower than this, the deal stands below them.
_WIDE = 76


def print_table(deals: Iterable[Deal], width: int) -> None:
    if width >= _WIDE:
        print("".join(name.ljust(room) for name, room in _COLUMNS) + "DEAL")
    for deal in deals:
        for line in _lines(deal, width):
            print(line)


def _lines(deal: Deal, width: int) -> Iterator[str]:
    cells = (deal_words.date(deal), deal_words.kind(deal.type), deal_words.stage(deal.stage))
    head = "".join(cell.ljust(room) for cell, (_, room) in zip(cells, _COLUMNS, strict=True))
    known = [*deal_words.facts(deal), deal_words.confirmation(deal)]
    text = (deal_words.parties(deal.parties), ", ".join(known), deal.id)
    if width >= _WIDE:
        yield from lines.beside(head, text, width)
    else:
        yield head.rstrip()
        yield from lines.beside("  ", text, width)
