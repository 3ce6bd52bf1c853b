"""The words of the articles that say what is known of a deal."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter

from bot.conversation import blocks, deal_words
from bot.conversation.replies import Block, Listing, Paragraph, Quotation, Reply, Span, Style, paragraph
from bot.conversation.turn import Parts, Turn
from corpus.deals import queries
from corpus.deals.drafts import Quote
from corpus.deals.views import Deal

#: Articles of one deal, quotes of one article, and characters of a quote.
_REPORTS, _QUOTES, _LONGEST = 5, 8, 600


def pressed(parts: Parts, turn: Turn, arguments: tuple[str, ...]) -> Reply:
    """The quotes of a deal, each with the fields that it says."""
    (id_,) = arguments
    with parts.sessions.reading() as session:
        deal = queries.get(session, id_)
    if deal is None:
        return Reply((paragraph(turn.texts("deal.unknown", id=blocks.short(id_, 60))),))
    title = blocks.heading(turn.texts("deal.quotes_of", deal=deal_words.title(turn.texts, deal)))
    return Reply((title, *_quotes(turn, deal)), context=(deal_words.in_words(deal),))


def _quotes(turn: Turn, deal: Deal) -> Iterator[Block]:
    """Of each article the sentences that tell the deal, what they say of it in bold; then what others say."""
    for report in deal.reports[:_REPORTS]:
        told = [each.quote for each in deal.evidence if each.article_id == report.article_id]
        if not told:
            continue  # a copy: its original has the words
        yield blocks.article(turn, report)
        telling = [quote for quote in told if quote.field == "deal"]
        for quote in telling:
            yield Quotation((_marked(quote, told),), foldable=True)
        whole = {quote.quote for quote in telling}
        said = [quote for quote in told if not quote.field.startswith("party:") and quote.quote not in whole]
        if said:
            yield Listing(tuple(_said(turn, quote) for quote in said[:_QUOTES]))


def _marked(telling: Quote, told: Iterable[Quote]) -> Paragraph:
    """The sentence, with the words of the other fields that stand in it in bold."""
    bold = [False] * len(telling.quote)
    for quote in told:
        start, end = quote.start - telling.start, quote.end - telling.start
        if quote.in_title == telling.in_title and 0 <= start < end <= len(bold) and end - start < len(bold):
            bold[start:end] = [True] * (end - start)
    runs = groupby(zip(telling.quote[:_LONGEST], bold, strict=False), key=itemgetter(1))
    return Paragraph(
        tuple(Span("".join(sign for sign, _ in run), Style.BOLD if is_bold else Style.PLAIN) for is_bold, run in runs)
    )


def _said(turn: Turn, quote: Quote) -> Paragraph:
    words = blocks.short(blocks.one_line(quote.quote), _LONGEST)
    return blocks.labelled(turn.texts(f"field.{quote.field}"), f"“{words}”")
