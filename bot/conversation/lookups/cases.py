"""`/cases` and `/expect`: what people said of answers, as cases that `dealwire eval` reads. For admins."""

from bot.conversation import blocks, cases
from bot.conversation.replies import Block, Document, Listing, Paragraph, Reply, Span, Style, paragraph
from bot.conversation.tables import FeedbackRow
from bot.conversation.turn import Parts, Turn

#: Verdicts shown that nobody has made a case of yet, and characters of what was said.
_UNCLEAR, _LONGEST = 8, 160
NAME = "cases.jsonl"


def command(parts: Parts, turn: Turn, arguments: str) -> Reply:
    """The file, and below it the verdicts that need a word on what would be right."""
    with parts.sessions.reading() as session:
        written = cases.written(session)
        lines = tuple(_line(turn, row) for row in cases.unclear(session, _UNCLEAR))
    told: tuple[Block, ...] = ()
    if lines:
        told = (blocks.heading(turn.texts("cases.unclear")), Listing(lines), paragraph(turn.texts("cases.expect")))
    elif not written:
        told = (paragraph(turn.texts("cases.none")),)
    caption = turn.texts.counted("cases.caption", written.count("\n"))
    return Reply(told, document=Document(NAME, written.encode(), caption) if written else None)


def expect(parts: Parts, turn: Turn, arguments: str) -> Reply:
    """`/expect 12 BYD; 2027`."""
    number, _, text = arguments.strip().partition(" ")
    wanted = cases.typed(text)
    if not number.isdecimal() or not text.strip() or (not wanted and text.strip().casefold() not in cases.NONE):
        return Reply((paragraph(turn.texts("cases.expect")),))
    with parts.sessions.writing() as session:
        row = session.get(FeedbackRow, int(number))
        if row is None:
            return Reply((paragraph(turn.texts("cases.unknown", n=number)),))
        row.expected = wanted
    key = "feedback.case" if wanted else "feedback.case_none"
    return Reply((paragraph(turn.texts(key, expected=cases.described(wanted)) if wanted else turn.texts(key)),))


def _line(turn: Turn, row: FeedbackRow) -> Paragraph:
    said = [Span(f"{row.key}. ", Style.BOLD), Span(blocks.short(blocks.one_line(row.question), _LONGEST))]
    answered = blocks.short(blocks.one_line(row.answer), _LONGEST)
    said.append(Span(f" → {answered}", Style.ITALIC))
    if row.reason:
        said.append(Span(f" 👎 {blocks.short(blocks.one_line(row.reason), _LONGEST)}"))
    return Paragraph(tuple(said))
