"""`/company`: who a company is, whom it deals with, and its latest deals."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from bot.conversation import blocks, companies, deal_words
from bot.conversation.alerts import bells
from bot.conversation.companies import UnknownCompany
from bot.conversation.lookups.wanted import Filter
from bot.conversation.replies import Block, Button, Listing, Paragraph, Reply, paragraph
from bot.conversation.turn import Parts, Turn
from bot.printing.deal_words import company as company_name
from corpus.deals import cards
from corpus.deals.cards import RELATIONS, Card, Counterpart

#: Companies of one kind that are named, and names and members of the company itself.
_MOST, _FEW = 6, 5


def command(parts: Parts, turn: Turn, arguments: str) -> Reply:
    name = arguments.strip()
    if not name:
        return Reply((paragraph(turn.texts("company.usage")),))
    with parts.sessions.reading() as session:
        try:
            return reply(session, turn, companies.slug(session, name))
        except UnknownCompany as error:
            return companies.unknown(turn, error, "company", arguments)


def pressed(parts: Parts, turn: Turn, arguments: tuple[str, ...]) -> Reply:
    (slug,) = arguments
    with parts.sessions.reading() as session:
        return reply(session, turn, slug)


def reply(session: Session, turn: Turn, slug: str) -> Reply:
    card = cards.card(session, slug, group=True)
    if card is None:
        return Reply((paragraph(turn.texts("company.unknown", name=blocks.short(slug, 60))),))
    shown: list[Block] = [blocks.heading(card.name)]
    if family := tuple(_family(turn, card)):
        shown.append(Listing(family))
    if others := tuple(_others(turn, card)):
        shown += [blocks.heading(turn.texts("company.deals_with")), Listing(others)]
    if card.latest:
        lines = tuple(deal_words.line(turn, deal) for deal in card.latest)
        shown += [blocks.heading(_counts(turn, card)), Listing(lines, numbered=True)]
    else:
        shown.append(paragraph(turn.texts("company.no_deals")))
    return Reply(tuple(shown), tuple(_buttons(turn, card)), context=(card.name,))


def _family(turn: Turn, card: Card) -> Iterator[Paragraph]:
    told = (
        ("company.aliases", card.aliases),
        ("company.belongs_to", tuple(company_name(slug, slug) for slug in card.parents)),
        ("company.shared_by", tuple(company_name(slug, slug) for slug in card.owners)),
        ("company.controls", tuple(company_name(slug, slug) for slug in card.members)),
    )
    for key, names in told:
        if names and not (turn.compact and key == "company.aliases"):
            yield blocks.labelled(turn.texts(key), _some(turn, names, _FEW))


def _others(turn: Turn, card: Card) -> Iterator[Paragraph]:
    for relation in RELATIONS:
        if found := card.counterparts.get(relation):
            named = tuple(_counterpart(each) for each in found)
            yield blocks.labelled(turn.texts(f"relation.{relation}"), _some(turn, named, _MOST))


def _counterpart(found: Counterpart) -> str:
    name = blocks.short(blocks.one_line(found.name), 40)
    return f"{name} ({found.deals})" if found.deals > 1 else name


def _counts(turn: Turn, card: Card) -> str:
    kinds = ", ".join(f"{turn.texts(f'type.{type_}')} {n}" for type_, n in card.counts.items())
    return turn.texts("company.latest", kinds=kinds)


def _buttons(turn: Turn, card: Card) -> Iterator[tuple[Button, ...]]:
    yield from blocks.rows((deal_words.button(turn, deal, i) for i, deal in enumerate(card.latest, 1)), 1)
    if card.latest or card.counterparts:
        yield (
            blocks.button(turn.texts("company.all_deals"), "deals", *Filter(company=card.company).arguments(), 0),
            blocks.button(turn.texts("company.map"), "map", card.company),
            blocks.button(turn.texts("company.timeline"), "timeline", card.company),
        )
    yield (bells.company(turn, card.company),)


def _some(turn: Turn, names: tuple[str, ...], most: int) -> str:
    more = len(names) - most
    told = ", ".join(names[:most])
    return told if more <= 0 else turn.texts("list.and_more", names=told, n=more)
