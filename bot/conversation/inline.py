"""`@bot mazda batteries` in any chat: deals of the companies named, then articles that speak of it."""

from collections.abc import Iterator
from dataclasses import replace

from bot.conversation import blocks, deal_words
from bot.conversation.lookups import one_deal
from bot.conversation.replies import Button, Quotation, Reply, paragraph
from bot.conversation.talk import Found
from bot.conversation.turn import Parts, Turn
from corpus.companies import questions as naming
from corpus.companies.gazetteer import gazetteer
from corpus.deals import queries
from corpus.deals.queries import Wanted
from corpus.deals.views import Deal
from index.lexical import words
from index.retrieval import Hit

#: Results of each kind, and deals among which those with the words asked for are looked for.
_DEALS, _ARTICLES, _LOOKED_AT = 5, 5, 60
_LONGEST, _PASSAGE = 200, 300


def found(parts: Parts, turn: Turn, query: str) -> list[Found]:
    """Without a query, the newest deals."""
    asked = blocks.short(blocks.one_line(query), _LONGEST)
    deals = [_deal(turn, deal) for deal in _deals(parts, asked)]
    hits = {hit.article.key: hit for hit in parts.retriever.search(asked, 3 * _ARTICLES)} if asked else {}
    return deals + [_article(turn, hit) for hit in list(hits.values())[:_ARTICLES]]


def _deals(parts: Parts, asked: str) -> list[Deal]:
    mentions = naming.find(gazetteer(), asked)
    slugs = list(dict.fromkeys(mention.slug for mention in mentions))
    if asked and not slugs:
        return []
    wanted = Wanted(company=slugs[0] if slugs else None, other=slugs[1] if slugs[1:] else None, group=True)
    with parts.sessions.reading() as session:
        deals = queries.find(session, wanted, _LOOKED_AT)
    rest = set(words("".join(_without(asked, [(m.start, m.end) for m in mentions])), fallback=False))
    # Those that have the other words asked for come first; the newest stay before the older.
    return sorted(deals, key=lambda deal: -len(rest & _words_of(deal)))[:_DEALS]


def _without(text: str, spans: list[tuple[int, int]]) -> Iterator[str]:
    reached = 0
    for start, end in spans:
        yield text[reached:start]
        reached = end
    yield text[reached:]


def _words_of(deal: Deal) -> set[str]:
    return set(words(" ".join([deal.product or "", deal.type, deal.stage, *deal.places])))


def _deal(turn: Turn, deal: Deal) -> Found:
    told = [deal_words.kind(turn.texts, deal), deal_words.stage(turn.texts, deal.stage), deal_words.date(turn, deal)]
    description = ", ".join([*told, *deal_words.facts(turn.texts, deal)])
    # Whoever reads it may be a stranger to us: its other buttons are for those who talk with us.
    opened = Button(turn.texts("inline.open"), start=one_deal.link(deal))
    reply = replace(one_deal.reply(turn, deal), buttons=((opened,),))
    return Found(deal.id, deal_words.title(turn.texts, deal), description, reply)


def _article(turn: Turn, hit: Hit) -> Found:
    article = hit.article
    day = turn.day(article.published) if article.published else ""
    place = ", ".join(part for part in (article.source, day) if part)
    passage = blocks.short(blocks.one_line(hit.passage), _PASSAGE)
    reply = Reply((blocks.article(turn, article), Quotation((paragraph(passage),), foldable=True)))
    return Found(f"article-{article.key}", blocks.one_line(article.title), place, reply)
