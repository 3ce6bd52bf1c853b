"""A question answered: with what the chat remembers, by a model while there is budget, and kept for its buttons."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.conversation import answers, english, leaning, memory, named_deals, next_questions, standing
from bot.conversation.alerts import bells
from bot.conversation.answers import Told
from bot.conversation.lookups import counterparts
from bot.conversation.replies import Reply, Style, paragraph
from bot.conversation.talk import OnText
from bot.conversation.turn import Parts, Turn
from bot.printing import also_in
from corpus.companies import questions as naming
from corpus.companies.gazetteer import gazetteer
from corpus.deals import queries
from corpus.deals.queries import Wanted
from corpus.deals.views import Deal
from index.answering.answers import answer
from index.asking.foreign import rendering

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from index.answering.answer import Answer

#: Deals that get a button below an answer.
_DEALS = 3


def ask(
    parts: Parts, turn: Turn, question: str, about: Sequence[str], notes: Sequence[str], on_text: OnText | None
) -> Reply:
    """`about`: the context of the message replied to, which goes before what the chat remembers."""
    return answers.reply(turn, _told(parts, turn, question, about, notes, on_text))


def next_(parts: Parts, turn: Turn, arguments: tuple[str, ...], notes: Sequence[str]) -> Reply | None:
    """What a button with a question leads to: the question said, then its answer. None: it asks nothing any more.

    Raises:
        ValueError: the button leads nowhere.
    """
    relation, company, others = arguments
    with parts.sessions.reading() as session:
        found = next_questions.of(session, relation, company, bool(int(others)))
    if found is None:
        return None
    # Without a model, questions are read in the language of the articles.
    question = found.text(turn.texts) if parts.model else found.asked()
    told = _told(parts, turn, question, (), notes, None)
    reply = answers.reply(turn, told)
    if told.answer.abstained:
        with parts.sessions.reading() as session:
            reply = counterparts.reply(session, turn, found) or reply
    return replace(reply, blocks=(paragraph(found.text(turn.texts), Style.BOLD), *reply.blocks))


def _told(
    parts: Parts, turn: Turn, question: str, about: Sequence[str], notes: Sequence[str], on_text: OnText | None
) -> Told:
    # Without a model, questions are read in the language of the articles.
    asked = question if parts.model else rendering.in_english(question)
    history = leaning.history(parts.retriever, asked, list(about) or _remembered(parts, turn))
    made = answer(parts.retriever, asked, history, model=parts.model, on_text=on_text, today=turn.now.date())
    is_foreign = english.is_foreign(parts, turn)
    with parts.sessions.writing() as session:
        told_once = english.note(session, turn, made) if is_foreign else None
        key = memory.keep(session, turn.who, made, history, turn.now)
    named, before = _named(asked), _named(history[-1]) if history and leaning.points_back(asked) else []
    with parts.sessions.reading() as session:
        deals, known = _deals(session, made, named, before, is_foreign)
        # What is said in place of an answer is near the question at best: it names nothing to go on with.
        candidates = next_questions.after(session, named, deals)
        cited = [citation.article.article_id for citation in made.citations]
        told = [] if made.abstained else deals
        later = standing.since(told, cited)
        differences = [found for deal in told for found in standing.differing(session, deal)]
        copies = also_in.of(session, [citation.article.key for citation in made.citations])
        tip = None if made.abstained else bells.tip(session, turn, named)
    return Told(
        answer=made,
        exchange=key,
        deals=deals,
        next=next_questions.chosen(candidates or next_questions.tried(parts, turn.now), asked),
        history=history,
        companies=named,
        notes=[*notes, *(note for note in (told_once, tip) if note)],
        known=known,
        standing=tuple(standing.shown(turn, later, differences)),
        copies=copies,
    )


def _deals(
    session: "Session", made: "Answer", companies: Sequence[str], before: Sequence[str], is_foreign: bool
) -> tuple[list[Deal], list[Deal]]:
    """Those that get a button; and of them those that are listed in place of an answer.

    A question that was not understood is answered by the deals between the companies it names, whatever it asks of
    them: one that names but one, by its deals with those asked about `before`; in another language by all of its.
    """
    if not made.abstained:
        return named_deals.of(session, made, _DEALS), []
    others = companies[1:2] or [each for each in before if each not in companies]
    pairs = [(companies[0], other) for other in others] if companies else []
    wanted = [Wanted(one, other, background=True, group=True) for one, other in pairs]
    known = [deal for each in wanted for deal in queries.find(session, each, limit=_DEALS)]
    if not known and is_foreign and len(companies) == 1:
        known = queries.find(session, Wanted(companies[0], background=True, group=True), limit=_DEALS)
    known = list({deal.id: deal for deal in known}.values())[:_DEALS]
    return known, known


def _remembered(parts: Parts, turn: Turn) -> list[str]:
    with parts.sessions.reading() as session:
        return memory.history(session, turn.who, turn.now)


def _named(text: str) -> list[str]:
    """Slugs, in order."""
    return list(dict.fromkeys(mention.slug for mention in naming.find(gazetteer(), text)))
