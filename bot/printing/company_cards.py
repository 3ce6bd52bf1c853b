"""A company's card: its names, its family, whom it deals with, its latest deals."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

from bot.printing import deal_words, lines
from bot.printing.deal_table import print_table
from bot.printing.output import day
from corpus.deals.cards import RELATIONS, Card, Counterpart
from corpus.deals.views import as_json

_MARGIN = 15
#: Companies of one kind shown to people: JSON has them all.
_MOST = 12


def card_json(card: Card) -> dict[str, Any]:
    """The card; every list of `RELATIONS` is there, if empty. A newest deal is an id."""
    return {
        "company": card.company,
        "name": card.name,
        "aliases": list(card.aliases),
        "parents": _with_names(card.parents),
        "owners": _with_names(card.owners),
        "subsidiaries": _with_names(card.members),
        **{relation: [_counterpart(c) for c in card.counterparts.get(relation, ())] for relation in RELATIONS},
        "counts": dict(card.counts),
        "latest": [as_json(deal) for deal in card.latest],
    }


def print_card(card: Card, width: int) -> None:
    print(card.name)
    for head, paragraphs in _sections(card):
        for line in lines.beside(head.ljust(_MARGIN), paragraphs, width):
            print(line)
    if card.latest:
        print()
        print_table(card.latest, width)


def _sections(card: Card) -> Iterator[tuple[str, list[str]]]:
    family = (("belongs to", card.parents), ("shared by", card.owners), ("controls", card.members))
    yield "also called", [", ".join(card.aliases)]
    for head, slugs in family:
        yield head, [", ".join(deal_words.company(slug, slug) for slug in slugs)]
    for relation in RELATIONS:
        yield relation.replace("_", " "), _listed(card.counterparts.get(relation, ()))
    kinds = ", ".join(f"{n} {deal_words.kind(type_)}" for type_, n in card.counts.items())
    yield "deals", [kinds or "none as news; `dealwire deals NAME --background` lists what articles only recall"]


def _listed(found: Sequence[Counterpart]) -> list[str]:
    shown = [f"{c.name}, {deal_words.counted(c.deals, 'deal')}: {c.newest_deal}" for c in found[:_MOST]]
    more = len(found) - len(shown)
    return shown + [f"and {more} more"] * bool(more)


def _counterpart(found: Counterpart) -> dict[str, Any]:
    return asdict(found) | {"newest": day(found.newest)}


def _with_names(slugs: Iterable[str]) -> list[dict[str, str]]:
    return [{"company": slug, "name": deal_words.company(slug, slug)} for slug in slugs]
