"""`/export`: the deals wanted as a CSV file."""

from collections.abc import Iterable
from io import StringIO

from bot.conversation import companies
from bot.conversation.companies import UnknownCompany
from bot.conversation.lookups import wanted
from bot.conversation.lookups.wanted import Filter
from bot.conversation.replies import Document, Reply, paragraph
from bot.conversation.turn import Parts, Turn
from bot.printing import deal_csv
from corpus.deals import queries
from corpus.deals.views import Deal

#: Deals in one file, the newest: Telegram takes 50 MB, a person less.
_MOST = 20_000


def command(parts: Parts, turn: Turn, arguments: str) -> Reply:
    with parts.sessions.reading() as session:
        try:
            filter_ = wanted.typed(session, arguments, turn.now)
        except UnknownCompany as error:
            return companies.unknown(turn, error, "export", arguments)
    return _file(parts, turn, filter_)


def pressed(parts: Parts, turn: Turn, arguments: tuple[str, ...]) -> Reply:
    """
    Raises:
        ValueError: the button leads nowhere.
    """
    return _file(parts, turn, wanted.read(arguments))


def _file(parts: Parts, turn: Turn, filter_: Filter) -> Reply:
    with parts.sessions.reading() as session:
        deals = queries.find(session, filter_.wanted(), _MOST)
    if not deals:
        return Reply((paragraph(turn.texts("deals.none")),))
    caption = turn.texts.counted("export.caption", len(deals))
    # With a mark of its encoding, or spreadsheets take "é" for two signs.
    content = _csv(deals).encode("utf-8-sig")
    return Reply(document=Document(_name(turn, filter_), content, caption))


def _csv(deals: Iterable[Deal]) -> str:
    """As `dealwire deals --csv` prints them."""
    written = StringIO()
    deal_csv.write(deals, written)
    return written.getvalue()


def _name(turn: Turn, filter_: Filter) -> str:
    """`deals-mazda-supply-2026-11-23.csv`."""
    told = ("deals", filter_.company, filter_.other, filter_.type, filter_.stage, f"{turn.now:%Y-%m-%d}")
    plain = ("".join(sign if sign.isalnum() else "-" for sign in part).strip("-")[:30] for part in told)
    return "-".join(part for part in plain if part) + ".csv"
