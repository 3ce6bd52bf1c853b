"""How far a deal has come, by the words that say so: talks, memorandum, agreed, completed, ended, denied."""

import re
from collections.abc import Callable, Mapping

from corpus.deals.drafts import DealType, Quote, Readable, Stage
from corpus.deals.facts import beginnings, completions, endings
from corpus.deals.facts.cues import Span
from corpus.deals.facts.told import Statement, Told, statements
from corpus.deals.relations import Telling


def of(
    article: Readable, told: Told, tellings: Mapping[Telling, float] | None = None
) -> tuple[Stage, tuple[Quote, ...]]:
    """The stage that the title and the sentences tell together, and the words that say so.

    The title and the telling sentence count alike: what goes beyond "agreed" in either. Further sentences
    tell of an end, a denial, a memorandum or a completion only where they speak of "the deal", "the talks" or the like.
    """
    told_in = statements(article, told)
    found = [_quoted(statement, told, tellings) for statement in told_in if statement.rank == 0]
    best = max(found, key=lambda said: _ORDER.index(said[0]), default=None)
    if best and best[0] not in _LATER:
        return best
    for statement in told_in:
        if 0 < statement.rank <= _FURTHER and _GOES_ON.search(statement.text):
            later = _quoted(statement, told, None)
            if later[0] in _LATER[best[0] if best else Stage.AGREED]:
                return later
    return best or (Stage.AGREED, ())


def _quoted(
    statement: Statement, told: Told, tellings: Mapping[Telling, float] | None
) -> tuple[Stage, tuple[Quote, ...]]:
    said, span = stage(statement.text, told.type, None if statement.in_title else tellings)
    return said, (statement.quote("stage", *span),)


def stage(text: str, deal: DealType, tellings: Mapping[Telling, float] | None = None) -> tuple[Stage, tuple[int, int]]:
    """The stage that a sentence or title tells, and where in it the words stand that say so.

    Words that are denied, asked, wished or only possible do not count ("did not cancel", "may still be
    called off"), nor does what merely came before ("after ending talks with another"). A model's
    `tellings` turn down words that it is sure mean something else, and speak where no words do. A deal
    just told is agreed; then the span is that of its verb, or the whole text.
    """
    told = _told(text, deal, tellings)
    if told:
        return told
    sure = max(tellings, key=lambda telling: tellings[telling]) if tellings else Telling.FACT
    if tellings and sure in _STAGES and tellings[sure] >= _SURE:
        return _STAGES[sure], _whole(text)
    done = completions.completed(text, deal)
    if done:
        return Stage.COMPLETED, done
    agreed = completions.AGREED.search(text)
    return Stage.AGREED, agreed.span() if agreed else _whole(text)


def _told(text: str, deal: DealType, tellings: Mapping[Telling, float] | None) -> tuple[Stage, Span] | None:
    """What words say that are more than "agreed" and "completed"; the strongest kind first."""
    for telling, find in _FINDERS:
        if tellings and tellings.get(telling, 0) < _UNLIKELY:
            continue
        span = find(text, deal)
        if span:
            return _STAGES[telling], span
    return None


def _whole(text: str) -> Span:
    start = len(text) - len(text.lstrip())
    return start, start + len(text.strip())


#: The later, the more it says about where the deal stands.
_ORDER = (Stage.AGREED, Stage.COMPLETED, Stage.RUMOURED, Stage.TALKS, Stage.MOU, Stage.ENDED, Stage.DENIED)
#: Sentences behind the telling one that are looked at.
_FURTHER = 3
#: What one that goes on about the deal may tell anew.
_LATER = {
    Stage.AGREED: frozenset({Stage.MOU, Stage.ENDED, Stage.DENIED, Stage.COMPLETED}),
    Stage.COMPLETED: frozenset({Stage.ENDED}),
    # "Sources said ... Foo denied the report."
    Stage.RUMOURED: frozenset({Stage.DENIED}),
    Stage.TALKS: frozenset({Stage.DENIED}),
}
_GOES_ON = re.compile(
    r"\b(?:[Tt]he|[Tt]his|[Tt]heir|[Tt]hat|[Bb]oth|[Tt]wo) (?:[\w-]+ ){0,2}(?:deal|agreement|contract|transaction"
    r"|acquisition|takeover|merger|order|partnership"
    r"|memorandum|MoU|MOU|letter of intent|venture|talks|negotiations|collaboration|cooperation|companies|parties"
    r"|offer|bid|round|alliance|reports?|rumou?rs?|speculation|claims?)\b|\b[Tt]hey\b"
)
#: Below this a model has turned the words down; above `_SURE` it speaks without any.
_UNLIKELY = 0.02
_SURE = 0.75
_STAGES = {
    Telling.DENIED: Stage.DENIED,
    Telling.ENDED: Stage.ENDED,
    Telling.MOU: Stage.MOU,
    Telling.TALKS: Stage.TALKS,
    Telling.RUMOURED: Stage.RUMOURED,
}
#: In the order in which they count: who denies talks is not in them.
_FINDERS: tuple[tuple[Telling, Callable[[str, DealType], Span | None]], ...] = (
    (Telling.DENIED, endings.denied),
    (Telling.ENDED, endings.ended),
    (Telling.MOU, beginnings.memorandum),
    (Telling.TALKS, beginnings.talks),
    (Telling.RUMOURED, beginnings.rumoured),
)
