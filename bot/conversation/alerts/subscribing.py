"""`/subscribe`: what somebody wants to hear of is understood, shown, and saved once they say so."""

import re
from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy.orm import Session

from bot.alerts import places, subscriptions, times
from bot.alerts.wishes import learnt, understanding
from bot.alerts.wishes.rules import Rule
from bot.alerts.wishes.understanding import Understood
from bot.conversation import blocks
from bot.conversation.alerts import carrying, offers, rights, sentences, timing
from bot.conversation.alerts.offers import Offer
from bot.conversation.replies import Block, Button, Paragraph, Reply, Span, Style, paragraph
from bot.conversation.turn import Parts, Turn
from bot.printing.deal_words import company as company_name
from corpus.companies.gazetteer import gazetteer
from corpus.deals import queries
from corpus.deals.queries import Wanted
from corpus.deals.views import Deal
from corpus.errors import Refused

#: Wishes that teach, deals from which they are made, and characters of a name or a product in one.
_EXAMPLES, _NEWEST, _SHORT = 4, 30, 30
#: A message that asks for alerts in so many words.
_ASKED = re.compile(
    r"(?:please |bitte |por favor,? )?(?:"
    r"subscribe(?: me)?(?: to)?|alert me(?: to| of| about| on| when| if)?|notify me(?: of| about| on| when| if)?"
    r"|let me know (?:when|if|about|of)|keep me (?:posted|updated|informed) (?:on|about|of)"
    r"|benachrichtige? mich(?: über| bei| wenn|, wenn)?|informiere? mich(?: über| bei|, wenn)?|abonniere?"
    r"|halte? mich (?:über|auf dem laufenden über)|sag mir bescheid(?: bei| über|, wenn)?"
    r"|av[ií]same(?: de| cuando| si| sobre)?|suscr[ií]beme(?: a)?|not[ií]fícame(?: de| sobre| cuando)?"
    r"|mantenme (?:al día|informado|informada) (?:de|sobre)"
    r")[\s:]+(?P<wish>\S.*)",
    re.IGNORECASE,
)


def command(parts: Parts, turn: Turn, arguments: str) -> Reply:
    """`/subscribe Mazda batteries`; alone, it teaches."""
    return _of_words(parts, turn, arguments) if arguments.strip() else _taught(parts, turn)


def worded(text: str) -> str | None:
    """What a message wants to hear of that is no command: `notify me about Mazda`; None: it asks for no alerts."""
    found = _ASKED.fullmatch(text.strip())
    return found["wish"].strip(" .!") if found else None


def pressed(parts: Parts, turn: Turn, arguments: tuple[str, ...]) -> Reply:
    """A button with words."""
    (words,) = arguments
    return command(parts, turn, words)


def offered(parts: Parts, turn: Turn, arguments: tuple[str, ...]) -> Reply:
    """A button with a rule, below something else.

    Raises:
        ValueError: the button leads nowhere.
    """
    carried, said = arguments
    return offers.reply(parts, turn, Offer(carrying.unpacked(carried), said))


def offered_instead(parts: Parts, turn: Turn, arguments: tuple[str, ...]) -> Reply:
    """Another reading of what was offered, in its place; raises as `offered` does."""
    return replace(offered(parts, turn, arguments), replaces=True)


def cancelled(parts: Parts, turn: Turn, arguments: tuple[str, ...]) -> Reply:
    return Reply((paragraph(turn.texts("subscribe.cancelled")),), replaces=True)


def saved(parts: Parts, turn: Turn, arguments: tuple[str, ...]) -> Reply:
    """
    Raises:
        ValueError: the button leads nowhere.
    """
    if refusal := rights.refusal(turn):
        return refusal
    carried, said = arguments
    rule, place = carrying.unpacked(carried), places.of(turn.who)
    try:
        with parts.sessions.writing() as session:
            made, is_new = subscriptions.add(session, place, turn.who.user, rule, said, turn.now)
            shown = tuple(_saved(session, turn, rule, is_new))
            is_paused = times.of(session, place).paused
    except Refused:
        return replace(full(turn), replaces=True)
    return Reply(shown, _after(turn, made.key, is_new, is_paused), replaces=True)


def full(turn: Turn) -> Reply:
    said = turn.texts("subscribe.full", n=subscriptions.MOST)
    return Reply((paragraph(said),), ((blocks.button(turn.texts("subscribe.list"), "subscriptions", 1),),))


def understood(parts: Parts, words: str) -> Understood:
    with parts.sessions.reading() as session:
        names = learnt.names(session, gazetteer())
    return understanding.understand(words, gazetteer(), names)


def unclear(parts: Parts, turn: Turn, read: Understood) -> Reply:
    """Words that ask for nothing, and what could be asked for."""
    said: list[Block] = [paragraph(turn.texts("subscribe.unclear"))]
    if read.missed:
        missed = ", ".join(f"“{blocks.short(each, 60)}”" for each in read.missed)
        said.append(paragraph(turn.texts("subscribe.missed", missed=missed)))
    return Reply((*said, *_teaching(turn)), _examples(parts, turn))


def _of_words(parts: Parts, turn: Turn, words: str) -> Reply:
    read = understood(parts, words)
    if read.is_empty:
        return unclear(parts, turn, read)
    return offers.reply(parts, turn, Offer(read.rule, blocks.one_line(words), read))


def _taught(parts: Parts, turn: Turn) -> Reply:
    shown = (paragraph(turn.texts("subscribe.teach")), *_teaching(turn))
    with parts.sessions.reading() as session:
        count = subscriptions.page(session, places.of(turn.who)).total
    rows = _examples(parts, turn)
    if count:
        rows += ((blocks.button(turn.texts("subscribe.list"), "subscriptions", 1),),)
    return Reply(shown, rows)


def _teaching(turn: Turn) -> tuple[Block, ...]:
    return (paragraph(turn.texts("subscribe.by")), paragraph(turn.texts("subscribe.by_examples"), Style.CODE))


def _examples(parts: Parts, turn: Turn) -> tuple[tuple[Button, ...], ...]:
    """Wishes made of the newest deals, each of another shape, that would have told something."""
    with parts.sessions.reading() as session:
        deals = queries.find(session, Wanted(), limit=_NEWEST)
        rules = list(dict.fromkeys(_wishes(deals)))[:_EXAMPLES]
        buttons = [carrying.button(sentences.titled(session, turn.texts, rule), "subscribe_to", rule) for rule in rules]
    return blocks.rows(buttons, 1)


def _wishes(deals: list[Deal]) -> Iterator[Rule]:
    """A company; a kind of deal; a product; two companies; everything."""
    known = [party.company for deal in deals for party in deal.parties if gazetteer().company(party.company)]
    if known:
        yield Rule(companies=(max(dict.fromkeys(known), key=known.count),))
    products = (deal.product for deal in deals if deal.product and len(deal.product) <= _SHORT)
    if product := next(products, None):
        word = understanding.understand(product, gazetteer()).rule.words[-1:]
        yield Rule(words=word) if word else Rule()
    for deal in deals:
        slugs = list(dict.fromkeys(p.company for p in deal.parties if len(company_name(p.company, p.name)) <= _SHORT))
        if len(slugs) > 1:
            yield Rule(companies=(slugs[0],), others=(slugs[1],))
            break
    yield Rule()


def _saved(session: Session, turn: Turn, rule: Rule, is_new: bool) -> Iterator[Block]:
    texts = turn.texts
    told = Span(sentences.sentence(session, texts, rule), Style.BOLD)
    if not is_new:
        yield paragraph(texts("subscribe.already"))
        yield Paragraph((told,))
        return
    yield Paragraph((Span(texts("subscribe.saved")), told))
    its = times.of(session, places.of(turn.who))
    if its.paused:
        yield paragraph(texts("subscribe.paused_all"))
    else:
        yield paragraph(timing.in_short(turn, its))
    yield paragraph(texts("subscribe.change"), Style.ITALIC)


def _after(turn: Turn, key: int, is_new: bool, is_paused: bool) -> tuple[tuple[Button, ...], ...]:
    texts = turn.texts
    undo = (blocks.button(texts("subscribe.undo"), "delete_sure", key),) if is_new else ()
    resume = (blocks.button(texts("times.resume"), "times", "paused", "0"),) if is_paused else ()
    row = (
        blocks.button(texts("subscribe.list"), "subscriptions", 1),
        blocks.button(texts("subscribe.times"), "alerts"),
    )
    return tuple(each for each in ((*undo, *resume), row) if each)
