"""A rule in one sentence of the reader's language, with nothing left out."""

from collections.abc import Iterator, Sequence

from sqlalchemy.orm import Session

from bot.alerts.wishes import parts
from bot.alerts.wishes.parts import Kind, Part
from bot.alerts.wishes.rules import Amount, Rule
from bot.conversation import blocks, companies, deal_words
from bot.conversation.alerts import areas
from bot.conversation.texts import Texts
from corpus.deals.drafts import Quantity, Value

#: Names in one list; the rest are counted.
_MOST = 6


def sentence(session: Session, texts: Texts, rule: Rule) -> str:
    """`supply deals involving Mazda about “batteries” in Europe, confirmed`: follows "I tell you of"."""
    asked = {part.kind: part for part in parts.parts(rule)}
    if Kind.EVERYTHING in asked:
        return texts("wish.everything")
    whose_of_what = " ".join([_head(session, texts, asked), *_subject(texts, asked)])
    return ", ".join([whose_of_what, *_details(texts, asked)])


def titled(session: Session, texts: Texts, rule: Rule) -> str:
    """The same, to stand alone."""
    told = sentence(session, texts, rule)
    return told[:1].upper() + told[1:]


def named(session: Session, slug: str) -> str:
    return blocks.short(blocks.one_line(companies.shown(session, slug)), 60)


def least(texts: Texts, kind: Kind, amount: Amount) -> str:
    """`USD 1 billion`, `10 GWh`."""
    if kind is Kind.VALUE:
        return deal_words.value(texts, Value(amount.amount, amount.unit))
    return deal_words.quantity(texts, Quantity(amount.amount, amount.unit))


def either(texts: Texts, names: Sequence[str]) -> str:
    """`Ford, Mazda or Toyota`."""
    return _listed(texts, "wish.or", names)


def together(texts: Texts, names: Sequence[str]) -> str:
    """`Ford and Mazda`."""
    return _listed(texts, "wish.and", names)


def _head(session: Session, texts: Texts, asked: dict[Kind, Part]) -> str:
    """What kinds of deals, and whose."""
    types = asked.get(Kind.TYPES)
    kinds = either(texts, [texts(f"wish_kind.{each}") for each in types.values]) if types else texts("wish.deals")
    ours, theirs = (
        [named(session, slug) for slug in asked[kind].values] if kind in asked else []
        for kind in (Kind.COMPANIES, Kind.OTHERS)
    )
    if ours and theirs:
        return texts("wish.between", kinds=kinds, companies=either(texts, ours), others=either(texts, theirs))
    if one_side := ours or theirs:
        return texts("wish.of", kinds=kinds, companies=either(texts, one_side))
    return kinds


def _subject(texts: Texts, asked: dict[Kind, Part]) -> Iterator[str]:
    if part := asked.get(Kind.WORDS):
        words = [texts("wish.word", word=word) for word in part.values]
        yield texts("wish.words", words=_listed(texts, "wish.and", words))
    if part := asked.get(Kind.COUNTRIES):
        yield texts("wish.countries", countries=either(texts, [areas.named(texts, each) for each in part.values]))


def _details(texts: Texts, asked: dict[Kind, Part]) -> Iterator[str]:
    if Kind.ALONE in asked:
        yield texts("wish.alone")
    if part := asked.get(Kind.STAGES):
        yield texts("wish.stages", stages=either(texts, [deal_words.stage(texts, each) for each in part.values]))
    if Kind.CONFIRMED in asked:
        yield texts("wish.confirmed")
    for kind, key in ((Kind.VALUE, "wish.value"), (Kind.QUANTITY, "wish.quantity")):
        if (part := asked.get(kind)) and part.least:
            yield texts(key, least=least(texts, kind, part.least))
    if part := asked.get(Kind.QUESTION):
        yield texts("wish.question", question=blocks.short(part.values[0], 200))


def _listed(texts: Texts, key: str, names: Sequence[str]) -> str:
    shown = [*names[:_MOST], *([texts("wish.more", n=len(names) - _MOST)] if len(names) > _MOST else [])]
    return texts(key, most=", ".join(shown[:-1]), last=shown[-1]) if len(shown) > 1 else shown[0]
