"""An alert of one deal: that it is there, what is new of it, what holds now, that it was told before."""

from collections.abc import Iterator, Sequence

from bot.alerts.outgoing.claiming import Alert
from bot.alerts.outgoing.waiting import Kind
from bot.alerts.places import Place
from bot.alerts.telling import changes, naming, quoting
from bot.alerts.telling.changes import Changed
from bot.alerts.telling.links import Links
from bot.conversation import blocks, deal_words
from bot.conversation.replies import Block, Listing, Paragraph, Span, Style, paragraph
from bot.conversation.turn import Turn
from corpus.deals.drafts import Stage
from corpus.deals.views import Deal, Telling

#: Articles shown of one deal, and characters of a title, a product, places.
_ARTICLES, _TITLE, _PRODUCT, _PLACES = 3, 160, 120, 120
_NEW, _URGENT, _UPDATE, _OVER, _CORRECTED = "🆕", "⚡", "🔄", "⛔", "✏️"


def told(turn: Turn, links: Links, deal: Deal, alert: Alert, changed: Sequence[Changed]) -> tuple[Block, ...]:
    """`changed`: of an update, what is new."""
    sign, key = _opening(deal, alert)
    state = Span(turn.texts(key, state=naming.state(turn, deal)), link=links.deal(deal.id))
    title = Paragraph((Span(f"{sign} ", Style.BOLD), *naming.parties(turn, links, deal)))
    shown: list[Block] = [title, Paragraph((state,))]
    news = {each.field for each in changed}
    lines = [changes.line(turn.texts, each) for each in changed]
    if not changed or alert.earlier is None:  # an answer to what told the rest need not tell it again
        lines += [line for field, line in _facts(turn, deal) if field not in news]
    if lines:
        shown.append(Listing(tuple(lines)))
    articles = _articles(deal, changed)
    if not turn.compact:
        shown += quoting.quoted(turn, deal, articles, news)
    shown += _sources(turn, articles)
    if alert.kind is Kind.CORRECTED:
        shown.append(paragraph(turn.texts("alert.corrected_note", day=turn.day(turn.now)), Style.ITALIC))
    return tuple(shown)


def merged(turn: Turn, links: Links, deal: Deal, place: Place, earlier: int | None) -> tuple[Block, ...]:
    """In place of an alert of what turned out to be a deal told before; `earlier` is the message that told it."""
    title = naming.whole(turn, links, deal, _TITLE)
    shown: list[Block] = [Paragraph((Span(f"🔗 {turn.texts('alert.merged')} "), title))]
    if earlier is not None and (address := links.message(place, earlier)):
        shown.append(Paragraph((Span(turn.texts("alert.merged_there"), link=address),)))
    return tuple(shown)


def withdrawn(turn: Turn) -> tuple[Block, ...]:
    """In place of an alert of a deal that nothing tells any more."""
    return (paragraph(f"{_CORRECTED} {turn.texts('alert.withdrawn')}"),)


def _opening(deal: Deal, alert: Alert) -> tuple[str, str]:
    """A sign, and the key of the line that says what this is."""
    if alert.kind is Kind.CORRECTED:
        return _CORRECTED, "alert.corrected"
    is_over = deal.stage in (Stage.ENDED, Stage.DENIED)
    if alert.kind is Kind.UPDATE:
        return (_OVER if is_over else _UPDATE), "alert.update"
    return (_URGENT if alert.urgent else _OVER if is_over else _NEW), "alert.new"


def _facts(turn: Turn, deal: Deal) -> Iterator[tuple[str, Paragraph]]:
    """Each with its field."""
    texts = turn.texts
    known = (
        ("product", blocks.short(blocks.one_line(deal.product), _PRODUCT) if deal.product else ""),
        ("quantity", deal_words.quantity(texts, deal.quantity) if deal.quantity else ""),
        ("value", deal_words.value(texts, deal.value) if deal.value else ""),
        ("place", blocks.short(", ".join(deal.places), _PLACES)),
        ("announced", texts.when(deal.announced) if deal.announced else ""),
        ("start", texts.when(deal.start) if deal.start else ""),
    )
    for field, said in known:
        if said:
            yield field, blocks.labelled(texts(f"field.{field}"), said)


def _articles(deal: Deal, changed: Sequence[Changed]) -> list[Telling]:
    """Those that tell it, copies left out; of an update, those that tell what is new, the newest first."""
    originals = [each for each in deal.reports if not each.copy] or list(deal.reports)
    news = [each for each in originals if not each.background] or originals
    if not changed:
        return news
    saying = {each.article_id for each in deal.evidence if each.quote.field in {one.field for one in changed}}
    found = [each for each in news if each.article_id in saying] or news
    return sorted(found, key=lambda each: each.published.timestamp() if each.published else 0.0, reverse=True)


def _sources(turn: Turn, articles: Sequence[Telling]) -> Iterator[Block]:
    lines = [_article(turn, each) for each in articles[:_ARTICLES]]
    if (more := len(articles) - len(lines)) > 0:
        lines.append(paragraph(turn.texts.counted("alert.more_articles", more)))
    yield lines[0] if len(lines) == 1 else Listing(tuple(lines))


def _article(turn: Turn, telling: Telling) -> Paragraph:
    *place, title = blocks.article(turn, telling).spans
    return Paragraph((*place, Span(blocks.short(title.text, _TITLE), title.style, title.link)))
