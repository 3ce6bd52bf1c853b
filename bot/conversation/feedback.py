"""What people think of answers: kept with question, answer and citations, ready to become a case of an evaluation."""

import re
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.conversation import cases
from bot.conversation.tables import ExchangeRow, FeedbackRow
from bot.conversation.talk import Who

#: What a message begins with that says why the last answer is wrong, in the languages spoken; the rest is why.
_WRONG = re.compile(
    r"\W*(?:(?:that(?:['’]s| is|) |it(?:['’]s| is) |this is )?wrong,? (?:because|since|as)\b"
    r"|(?:das ist |)falsch,? (?:weil|denn|da)\b"
    r"|(?:es |est[aá] |)(?:mal|incorrecto|err[oó]neo|falso),? porque\b)"
    r"[\s:,]*",
    re.IGNORECASE,
)
LONGEST_REASON = 2_000
_COPIED = ("question", "history", "answer", "abstained", "mode", "citations")


def reason(text: str) -> str | None:
    """Why the last answer is wrong, if that is what the message says."""
    found = _WRONG.match(text)
    return text[found.end() :].strip()[:LONGEST_REASON] or None if found else None


def keep(
    session: Session, who: Who, exchange: ExchangeRow, good: bool, now: datetime, why: str | None = None
) -> FeedbackRow:
    """A person's verdict on an answer; a second one goes for the first, whose reason stays if it is as bad."""
    mine = (FeedbackRow.exchange == exchange.key, FeedbackRow.messenger == who.messenger, FeedbackRow.user == who.user)
    row = session.scalar(select(FeedbackRow).where(*mine))
    if row is None:
        copied = {name: getattr(exchange, name) for name in _COPIED}
        row = FeedbackRow(exchange=exchange.key, messenger=who.messenger, chat=who.chat, user=who.user, **copied)
        session.add(row)
    row.reason = None if good else why or row.reason
    row.expected = cases.expected(row.question, row.reason) if row.reason else None
    row.good, row.at = good, now
    return row
