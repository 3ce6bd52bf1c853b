"""What a subscription would be, before it is saved: in a sentence, with what it would have told lately."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from bot.alerts import places, subscriptions
from bot.alerts.wishes.rules import Rule
from bot.alerts.wishes.understanding import Suggestion, Understood
from bot.conversation import blocks, deal_words
from bot.conversation.alerts import carrying, previews, rights, sentences
from bot.conversation.alerts.previews import Lately
from bot.conversation.replies import Block, Button, Listing, Paragraph, Reply, Span, Style, paragraph
from bot.conversation.turn import Parts, Turn
from corpus.companies.gazetteer import gazetteer

#: Alerts a day from which one message for all of them is proposed.
_MANY = 5
#: Companies that a misspelt name may mean, and what else a text may mean, that get a button.
_MEANT, _INSTEAD = 3, 2
#: What a company controls, by name.
_MEMBERS = 3


@dataclass(frozen=True, slots=True)
class Offer:
    rule: Rule
    #: As typed; "" where it came from a button.
    said: str = ""
    #: Of the words that it was read from, what is not in the rule.
    understood: Understood | None = None
    #: The subscription whose rule it is to become; None: it is to be a new one.
    instead_of: int | None = None


def reply(parts: Parts, turn: Turn, offer: Offer) -> Reply:
    lately = previews.lately(parts, turn, offer.rule)  # slow: no transaction is open here
    with parts.sessions.reading() as session:
        known = subscriptions.alike(session, places.of(turn.who), offer.rule)
        shown = (*_sentence(session, turn, offer), *_read(session, turn, offer), *told(turn, lately), *_rights(turn))
        if known and not rights.is_undelivered(turn):
            shown = (paragraph(turn.texts("subscribe.already")), *shown)
        rows = [*_openers(lately), *_saving(turn, offer, known.key if known else None)]
        rows += [*_other_readings(session, turn, offer)]
    return Reply(shown, tuple(row for row in rows if row))


def told(turn: Turn, lately: Lately) -> Iterator[Block]:
    """How many alerts there would have been, and some of them."""
    texts = turn.texts
    if not lately.count:
        yield paragraph(texts("subscribe.none_but" if lately.examples else "subscribe.none", days=previews.DAYS))
    elif lately.is_at_least:
        yield paragraph(texts("subscribe.at_least", n=texts.number(lately.count), days=previews.DAYS))
    else:
        yield paragraph(texts.counted("subscribe.lately", lately.count, days=previews.DAYS))
    if lately.examples:
        yield Listing(tuple(deal_words.line(turn, deal) for deal in lately.examples), numbered=True)
    if lately.count > _MANY * previews.DAYS:
        yield paragraph(texts("subscribe.many"), Style.ITALIC)


def _openers(lately: Lately) -> Iterator[tuple[Button, ...]]:
    """A short button for each example: what matters here is to save or not."""
    yield tuple(blocks.button(f"{n} ▸", "deal", deal.id) for n, deal in enumerate(lately.examples, 1))


def _sentence(session: Session, turn: Turn, offer: Offer) -> Iterator[Block]:
    key = "subscribe.would_change" if offer.instead_of is not None else "subscribe.would"
    yield Paragraph((Span(turn.texts(key)), Span(sentences.sentence(session, turn.texts, offer.rule), Style.BOLD)))


def _read(session: Session, turn: Turn, offer: Offer) -> Iterator[Block]:
    """What was made of the words: names put right, what no rule can say, whom a group takes in."""
    notes = []
    if understood := offer.understood:
        for typed, slug in understood.corrected:
            company = sentences.named(session, slug)
            notes.append(turn.texts("subscribe.corrected", typed=blocks.short(typed, 60), company=company))
        if understood.missed:
            missed = ", ".join(f"“{blocks.short(each, 60)}”" for each in understood.missed)
            notes.append(turn.texts("subscribe.missed", missed=missed))
    if offer.rule.group:
        notes += [note for slug in offer.rule.companies[:_MEMBERS] if (note := _group(session, turn, slug))]
    yield from (paragraph(note) for note in notes)


def _group(session: Session, turn: Turn, slug: str) -> str | None:
    members = sorted(gazetteer().group(slug) - {slug})
    if not members:
        return None
    names = [sentences.named(session, each) for each in members]
    shown = ", ".join(names[:_MEMBERS])
    if len(names) > _MEMBERS:
        shown = turn.texts("list.and_more", names=shown, n=len(names) - _MEMBERS)
    return turn.texts("subscribe.group", company=sentences.named(session, slug), members=shown)


def _rights(turn: Turn) -> Iterator[Block]:
    refusal = rights.refusal(turn)
    if refusal and (rights.is_undelivered(turn) or not turn.who.is_group):
        yield from refusal.blocks
    elif refusal:
        # Whoever may read the button may not press it: an administrator can.
        yield paragraph(turn.texts("subscribe.by_admins"), Style.ITALIC)


def _saving(turn: Turn, offer: Offer, known: int | None) -> Iterator[tuple[Button, ...]]:
    texts, rule = turn.texts, offer.rule
    narrow = carrying.button(texts("subscribe.narrow"), "offer_narrow", rule, offer.said)
    if rights.is_undelivered(turn):
        yield (narrow,)
    elif known is not None:
        yield (blocks.button(texts("subscribe.show"), "subscription", known, 1), narrow)
    elif offer.instead_of is not None:
        change = (offer.instead_of, carrying.packed(rule), offer.said)
        yield (
            blocks.button(texts("subscribe.save_change"), "change", *change),
            blocks.button(texts("subscribe.cancel"), "offer_cancel"),
        )
    else:
        save = carrying.button(texts("subscribe.save"), "offer_save", rule, offer.said)
        yield (save, narrow, blocks.button(texts("subscribe.cancel"), "offer_cancel"))


def _other_readings(session: Session, turn: Turn, offer: Offer) -> Iterator[tuple[Button, ...]]:
    if offer.understood is None or offer.instead_of is not None:
        return
    for rule in (*offer.understood.instead, *_wider(offer.rule))[:_INSTEAD]:
        label = turn.texts("subscribe.rather", wish=sentences.sentence(session, turn.texts, rule))
        yield (carrying.button(label, "offer", rule, offer.said),)
    for suggestion in offer.understood.suggestions[:_MEANT]:
        for slug in suggestion.companies[:_MEANT]:
            company = sentences.named(session, slug)
            label = turn.texts("subscribe.meant", typed=suggestion.typed, company=company)
            yield (carrying.button(label, "offer", with_company(offer.rule, suggestion, slug), offer.said),)


def _wider(rule: Rule) -> tuple[Rule, ...]:
    """Without its question, where it asks for something else besides."""
    wider = replace(rule, question="")
    return (wider,) if rule.question and wider != Rule() else ()


def with_company(rule: Rule, suggestion: Suggestion, slug: str) -> Rule:
    """The rule with a word taken for the company that it may be."""
    words = tuple(word for word in rule.words if word != suggestion.typed)
    return replace(rule, words=words, companies=(*rule.companies, slug))
