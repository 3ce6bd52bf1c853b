"""⚑ on a deal: a reader says what is wrong with it; `/flags`: an admin sees what readers said."""

from collections.abc import Iterator, Mapping

from sqlalchemy.orm import Session

from bot.conversation import blocks, deal_words, flags
from bot.conversation.flags import Kind, Outcome
from bot.conversation.replies import Block, Button, Listing, Paragraph, Reply, Style, paragraph
from bot.conversation.turn import Parts, Turn
from corpus.deals import queries
from corpus.deals.views import Deal


def command(parts: Parts, turn: Turn, arguments: str) -> Reply:
    """For admins: the deals flagged, each leading to what can be put right."""
    with parts.sessions.reading() as session:
        found = flags.waiting(session)
    if not found:
        return Reply((paragraph(turn.texts("flags.none")),))
    lines = tuple(_line(turn, deal, told) for deal, told in found)
    buttons = (
        blocks.button(f"{n}. {deal_words.title(turn.texts, deal)}", "mend", deal.id)
        for n, (deal, _) in enumerate(found, 1)
    )
    title = blocks.heading(turn.texts.counted("flags.title", len(found)))
    return Reply((title, Listing(lines, numbered=True)), blocks.rows(buttons, 1))


def pressed(parts: Parts, turn: Turn, arguments: tuple[str, ...]) -> Reply | None:
    """Asks what is wrong; or, with a kind, keeps it. None: there is no such deal any more.

    Raises:
        ValueError: the button leads nowhere.
    """
    id_, kind = arguments
    with parts.sessions.reading() as session:
        deal = queries.get(session, id_)
    if deal is None:
        return None
    if not kind:
        return _asked(turn, deal)
    with parts.sessions.writing() as session:
        is_new = flags.keep(session, turn.who, deal, Kind(kind), turn.now)
    said = turn.texts("flags.kept" if is_new else "flags.already", kind=turn.texts(f"flag.{kind}"))
    shown = blocks.button(turn.texts("flags.show"), "deal", deal.id)
    title = blocks.heading(deal_words.title(turn.texts, deal))
    return Reply((title, paragraph(said)), ((shown,),), context=(deal_words.in_words(deal),), replaces=True)


def settled(parts: Parts, turn: Turn, arguments: tuple[str, ...]) -> Reply:
    """An admin has looked, and the deal stays as it is."""
    (id_,) = arguments
    with parts.sessions.writing() as session:
        flags.settle(session, [id_], Outcome.KEPT)
    return Reply((paragraph(turn.texts("flags.settled")),), replaces=True)


def marks(session: Session, turn: Turn, deal: Deal) -> Iterator[Block]:
    """What readers say of a deal, below it; to who flagged it, what came of that."""
    if told := flags.of(session, deal.id):
        yield paragraph(turn.texts("flags.mark", kinds=_kinds(turn, told)), Style.ITALIC)
    elif outcome := flags.outcome(session, deal.id, turn.who):
        yield paragraph(turn.texts(f"outcome.{outcome}"), Style.ITALIC)


def button(turn: Turn, deal: Deal) -> Button:
    return blocks.button(turn.texts("flags.flag"), "flag", deal.id, "")


def _asked(turn: Turn, deal: Deal) -> Reply:
    title = blocks.heading(deal_words.title(turn.texts, deal))
    kinds = (blocks.button(turn.texts(f"flag.{kind}"), "flag", deal.id, kind.value) for kind in Kind)
    return Reply((title, paragraph(turn.texts("flags.ask"))), blocks.rows(kinds, 1))


def _line(turn: Turn, deal: Deal, told: Mapping[str, int]) -> Paragraph:
    line = deal_words.line(turn, deal)
    return Paragraph((*line.spans, *paragraph(f". ⚑ {_kinds(turn, told)}", Style.ITALIC).spans))


def _kinds(turn: Turn, told: Mapping[str, int]) -> str:
    said = ((turn.texts(f"flag.{kind}"), n) for kind, n in told.items())
    return ", ".join(f"{kind} ({n})" if n > 1 else kind for kind, n in said)
