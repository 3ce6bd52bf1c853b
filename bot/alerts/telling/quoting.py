"""The articles' words under an alert: folded, and each fact's own words in bold."""

from collections.abc import Collection, Iterator, Sequence
from itertools import groupby
from operator import itemgetter

from bot.conversation import blocks
from bot.conversation.replies import Paragraph, Quotation, Span, Style
from bot.conversation.turn import Turn
from corpus.deals.drafts import Quote
from corpus.deals.views import Deal, Telling

#: Sentences that tell the deal, quotes of single facts, and characters of each.
_SENTENCES, _FACTS, _LONGEST = 2, 4, 400


def quoted(turn: Turn, deal: Deal, articles: Sequence[Telling], news: Collection[str]) -> Iterator[Quotation]:
    """One, or none: what these articles say, in their order; facts that they do not say are quoted from those that do.

    `news`: the fields of an update, which alone it is about; empty: all.
    """
    told = [(each.article_id, each.quote) for each in deal.evidence]
    sentences = [(each.article_id, quote) for each in articles for id_, quote in told if id_ == each.article_id]
    sentences = [one for one in sentences if one[1].field == "deal"][:_SENTENCES]
    shown = [
        _bold(sentence, [quote for id_, quote in told if id_ == article])
        for article, sentence in sentences
        if not sentence.in_title  # it stands below
    ]
    rest = [
        quote
        for article, quote in told
        if _is_fact(quote)
        and (not news or quote.field in news)
        and not any(article == id_ and _is_within(quote, sentence) for id_, sentence in sentences)
    ]
    shown += [_labelled(turn, quote) for quote in rest[:_FACTS]]
    if shown:
        yield Quotation(tuple(shown), foldable=True)


def _is_fact(quote: Quote) -> bool:
    return quote.field not in {"deal", "stage"} and not quote.field.startswith("party:")


def _is_within(quote: Quote, sentence: Quote) -> bool:
    """And is shown: not beyond what is cut off."""
    if quote.in_title != sentence.in_title:
        return False
    return sentence.start <= quote.start and quote.end <= min(sentence.end, sentence.start + _LONGEST)


def _bold(sentence: Quote, quotes: Sequence[Quote]) -> Paragraph:
    bold = [False] * len(sentence.quote)
    for quote in quotes:
        start, end = quote.start - sentence.start, quote.end - sentence.start
        if _is_fact(quote) and _is_within(quote, sentence) and end - start < len(bold):
            bold[start:end] = [True] * (end - start)
    runs = groupby(zip(sentence.quote[:_LONGEST], bold, strict=False), key=itemgetter(1))
    spans = [Span("".join(sign for sign, _ in run), Style.BOLD if is_bold else Style.PLAIN) for is_bold, run in runs]
    return Paragraph((*spans, *([Span("…")] if len(sentence.quote) > _LONGEST else [])))


def _labelled(turn: Turn, quote: Quote) -> Paragraph:
    words = blocks.short(blocks.one_line(quote.quote), _LONGEST)
    return blocks.labelled(turn.texts(f"field.{quote.field}"), f"“{words}”")
