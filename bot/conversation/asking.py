"""A question answered: with what the chat remembers, by a model while there is budget, and kept for its buttons."""

from collections.abc import Sequence
from dataclasses import replace

from bot.conversation import answers, memory, named_deals, next_questions
from bot.conversation.answers import Told
from bot.conversation.replies import Reply, Style, paragraph
from bot.conversation.talk import OnText
from bot.conversation.turn import Parts, Turn
from corpus.companies import questions as naming
from corpus.companies.gazetteer import gazetteer
from index.answering.answers import answer

#: Deals that get a button below an answer.
_DEALS = 3


def ask(
    parts: Parts, turn: Turn, question: str, about: Sequence[str], notes: Sequence[str], on_text: OnText | None
) -> Reply:
    """`about`: the context of the message replied to, which goes before what the chat remembers."""
    history = list(about) or _remembered(parts, turn)
    made = answer(parts.retriever, question, history, model=parts.model, on_text=on_text)
    with parts.sessions.writing() as session:
        key = memory.keep(session, turn.who, made, history, turn.now)
    named = [mention.slug for mention in naming.find(gazetteer(), question)]
    with parts.sessions.reading() as session:
        # What is said in place of an answer is near the question at best: it names nothing to go on with.
        deals = [] if made.abstained else named_deals.of(session, made, _DEALS)
        candidates = next_questions.after(session, named, deals) or next_questions.examples(session)
    following = next_questions.answered(parts, candidates)
    return answers.reply(turn, Told(made, key, deals, following, history, notes))


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
    reply = ask(parts, turn, question, (), notes, None)
    return replace(reply, blocks=(paragraph(found.text(turn.texts), Style.BOLD), *reply.blocks))


def _remembered(parts: Parts, turn: Turn) -> list[str]:
    with parts.sessions.reading() as session:
        return memory.history(session, turn.who, turn.now)
