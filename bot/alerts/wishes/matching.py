"""Whether a deal meets a rule, and what of it does: for the alert, and for whoever asks why it came."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.alerts.wishes import figures, meanings, traits
from bot.alerts.wishes.parts import Kind
from bot.alerts.wishes.rules import Rule
from bot.alerts.wishes.traits import Traits
from corpus.companies.gazetteer import Gazetteer
from corpus.deals.views import Deal


@dataclass(frozen=True, slots=True)
class Reason:
    """A part of the rule that the deal meets."""

    kind: Kind
    #: Of several that were asked for, the one that was found: a slug, a type, a word, a country; "" for other kinds.
    asked: str = ""
    #: What the deal has for it: the slug of the party, the place, or the text that has the word; "" if the same.
    found: str = ""


@dataclass(frozen=True, slots=True)
class Why:
    """That a deal meets a rule, and how. No reasons: the rule asks for every deal."""

    reasons: tuple[Reason, ...]


def why(rule: Rule, deal: Deal, families: Gazetteer) -> Why | None:
    """How the deal meets every part of the rule but its question; None when it does not.

    A question needs a model, which no transaction waits for: `questions.Questions` decides it.
    """
    return met(rule, traits.of(deal, families))


def met(rule: Rule, deal: Traits) -> Why | None:
    """As `why`, for many rules and one deal."""
    found: list[Reason] = []
    for check in _CHECKS:
        reasons = check(rule, deal)
        if reasons is None:
            return None
        found += reasons
    return Why(tuple(found))


#: What speaks for a part of the rule; none where it asks for nothing; None where it is not met.
_Reasons = Iterable[Reason] | None


def _type(rule: Rule, deal: Traits) -> _Reasons:
    return _one_of(Kind.TYPES, rule.types, deal.deal.type)


def _stage(rule: Rule, deal: Traits) -> _Reasons:
    return _one_of(Kind.STAGES, rule.stages, deal.deal.stage)


def _one_of(kind: Kind, asked: Iterable[str], told: str) -> _Reasons:
    if not asked:
        return ()
    return (Reason(kind, told),) if told in asked else None


def _confirmed(rule: Rule, deal: Traits) -> _Reasons:
    if not rule.confirmed:
        return ()
    return (Reason(Kind.CONFIRMED, found=deal.deal.confirmation),) if deal.is_confirmed else None


def _companies(rule: Rule, deal: Traits) -> _Reasons:
    """Two different parties where both are asked for."""
    if not rule.companies and not rule.others:
        return ()
    parties = deal.groups if rule.group else deal.companies
    ours = list(_parties(rule.companies, parties))
    theirs = list(_parties(rule.others, parties))
    if not rule.others or not rule.companies:
        kind = Kind.COMPANIES if rule.companies else Kind.OTHERS
        return [_party(kind, each, deal) for each in (ours or theirs)[:1]] or None
    pairs = ((one, other) for one in ours for other in theirs if one[1] != other[1])
    if pair := next(pairs, None):
        return _party(Kind.COMPANIES, pair[0], deal), _party(Kind.OTHERS, pair[1], deal)
    return None


def _parties(asked: Iterable[str], parties: Mapping[str, frozenset[int]]) -> Iterator[tuple[str, int]]:
    """(slug asked for, number of a party that it stands for) pairs."""
    for slug in asked:
        for number in sorted(parties.get(slug, ())):
            yield slug, number


def _party(kind: Kind, found: tuple[str, int], deal: Traits) -> Reason:
    slug, number = found
    party = deal.deal.parties[number].company
    return Reason(kind, slug, party if party != slug else "")


def _figures(rule: Rule, deal: Traits) -> _Reasons:
    found = []
    if rule.value:
        if not figures.is_worth(deal.deal.value, rule.value):
            return None
        found.append(Reason(Kind.VALUE))
    if rule.quantity:
        if not figures.is_as_much(deal.deal.quantity, rule.quantity):
            return None
        found.append(Reason(Kind.QUANTITY))
    return found


def _countries(rule: Rule, deal: Traits) -> _Reasons:
    if not rule.countries:
        return ()
    found = (Reason(Kind.COUNTRIES, each, deal.areas[each]) for each in rule.countries if each in deal.areas)
    first = next(found, None)
    return (first,) if first else None


def _words(rule: Rule, deal: Traits) -> _Reasons:
    found = []
    for word in rule.words:
        spellings = meanings.spellings(word)
        # Where it is written as asked goes before where another word stands for it.
        texts = (text for each in spellings for text, stems in deal.texts if each in stems)
        text = next(texts, None)
        if text is None:
            return None
        found.append(Reason(Kind.WORDS, word, text))
    return found


#: The cheap ones first: most rules fail at one of them.
_CHECKS: tuple[Callable[[Rule, Traits], _Reasons], ...] = (
    _type, _stage, _confirmed, _companies, _figures, _countries, _words,
)  # fmt: skip
