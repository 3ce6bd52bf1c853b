"""`/search`: the passages that speak of something, page by page."""

from dataclasses import replace

from bot.conversation import blocks, memory
from bot.conversation.replies import Block, Quotation, Reply, paragraph
from bot.conversation.turn import Parts, Turn
from index.retrieval import Hit

#: Passages on a page, pages, and characters of a passage.
PAGE, _PAGES = 5, 6
_LONG, _SHORT = 400, 160
#: Characters of a query: a longer one is a text that was pasted in.
LONGEST = 300


def command(parts: Parts, turn: Turn, arguments: str) -> Reply:
    query = blocks.short(blocks.one_line(arguments), LONGEST)
    return page(parts, turn, query, 0) if query else Reply((paragraph(turn.texts("search.usage")),))


def turned(parts: Parts, turn: Turn, arguments: tuple[str, ...]) -> Reply:
    """
    Raises:
        ValueError: the button leads nowhere.
    """
    query, number = arguments
    return replace(page(parts, turn, query, min(max(int(number), 0), _PAGES)), replaces=True)


def more(parts: Parts, turn: Turn, arguments: tuple[str, ...]) -> Reply | None:
    """What else the articles say of a question answered; None: it is too long ago.

    Raises:
        ValueError: the button leads nowhere.
    """
    (key,) = arguments
    with parts.sessions.reading() as session:
        exchange = memory.exchange(session, turn.who, int(key))
    return page(parts, turn, blocks.short(blocks.one_line(exchange.question), LONGEST), 0) if exchange else None


def page(parts: Parts, turn: Turn, query: str, number: int) -> Reply:
    first = number * PAGE
    hits = parts.retriever.search(query, first + PAGE + 1)[first:]
    if not hits:
        return Reply((paragraph(turn.texts("search.nothing", query=query)),))
    shown: list[Block] = [blocks.heading(turn.texts("search.title", query=query))]
    for hit in hits[:PAGE]:
        shown += _hit(turn, hit)
    turns = blocks.turns(turn, "search", (query,), number, more=len(hits) > PAGE and number < _PAGES)
    return Reply(tuple(shown), turns, context=(query,))


def _hit(turn: Turn, hit: Hit) -> tuple[Block, Block]:
    passage = blocks.short(blocks.one_line(hit.passage), _SHORT if turn.compact else _LONG)
    return blocks.article(turn, hit.article), Quotation((paragraph(passage),), foldable=True)
