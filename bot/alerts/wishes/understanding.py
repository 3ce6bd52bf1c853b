"""What a person asks to be told of, in their words: `supply deals of LG Energy Solution in the US above 10 GWh`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from bot.alerts.wishes import geography, least, meanings, sides, vocabulary
from bot.alerts.wishes.rules import Rule
from bot.alerts.wishes.sides import Sides
from bot.alerts.wishes.typed import Typed
from corpus.companies.gazetteer import Gazetteer
from corpus.companies.vocabulary import is_common
from corpus.text import cleaning

_T = TypeVar("_T")

#: Characters that are read: nobody types more.
LONGEST = 300
#: Behind what is of a country: `Korean battery makers`. Where they come from is not where the deal is.
_OF_COMPANIES = re.compile(rf"\s+(?:[a-z-]+\s+)?{vocabulary.pattern('of_companies').pattern}", re.IGNORECASE)
#: Keywords beyond this are a question: hardly any deal has all of them.
_MOST_WORDS = 4


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A word that was kept as a keyword and may be a misspelt company."""

    typed: str
    #: Slugs, the likeliest first.
    companies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Understood:
    """A text as a rule. Nothing that was typed is left out silently."""

    rule: Rule
    #: What no rule can say, as typed: `except Ford`, `under $1bn`.
    missed: tuple[str, ...] = ()
    #: (as typed, slug): names that were taken for misspelt ones.
    corrected: tuple[tuple[str, str], ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    #: What else it may mean: for `Ford and CATL`, deals of either.
    instead: tuple[Rule, ...] = ()
    #: The text asks for nothing, not even for everything; `rule` is empty then and nobody's wish.
    is_empty: bool = False


def understand(text: str, known: Gazetteer, learnt: Mapping[str, str] | None = None) -> Understood:
    """`learnt`: the companies that only articles have told us of: `names.joined` of a name -> slug."""
    asked = cleaning.one_line(text, LONGEST)
    typed = Typed(vocabulary.with_english_numbers(asked))
    is_alone = bool(typed.take_all(vocabulary.pattern("alone")))
    missed = _take_exceptions(typed)
    value, quantity, too_much = least.take(typed)
    missed += too_much
    named = sides.take(typed, known, learnt or {})
    phrases = [*typed.take_all(geography.phrases()), *typed.take_all(meanings.phrases())]
    types = _take(typed, vocabulary.types())
    is_confirmed = bool(typed.take_all(vocabulary.pattern("confirmed")))
    stages = _take(typed, vocabulary.stages())
    countries, foreign = _take_countries(typed)
    missed += foreign
    is_everything = bool(typed.take_all(vocabulary.pattern("everything")))
    words, suggestions = _take_words(typed, known)
    rule = Rule(
        companies=named.companies,
        others=named.others,
        group=not is_alone or not named.companies,
        types=types,
        stages=stages,
        words=tuple(dict.fromkeys([*phrases, *words])),
        countries=countries,
        confirmed=is_confirmed,
        value=value,
        quantity=quantity,
    )
    if _is_question(asked, rule):
        rule, suggestions = replace(rule, words=(), question=asked), ()
    return Understood(
        rule=rule,
        missed=tuple(missed),
        corrected=named.corrected,
        suggestions=suggestions,
        instead=_instead(rule, named),
        is_empty=rule == Rule() and not is_everything,
    )


def _is_question(asked: str, rule: Rule) -> bool:
    """What is left over is more than a keyword or two, or is asked."""
    return bool(rule.words) and (asked.endswith("?") or len(rule.words) > _MOST_WORDS)


def _instead(rule: Rule, named: Sides) -> tuple[Rule, ...]:
    if not named.is_unsure:
        return ()
    return (replace(rule, companies=(*named.companies, *named.others), others=()),)


def _take_exceptions(typed: Typed) -> list[str]:
    """`except Ford`, up to the next comma."""
    found = []
    while match := vocabulary.pattern("except").search(typed.rest):
        comma = typed.rest.find(",", match.end())
        end = comma if comma >= 0 else len(typed.rest)
        found.append(typed.take(match.start(), end))
    return found


def _take(typed: Typed, listed: Mapping[str, _T]) -> tuple[_T, ...]:
    """What the phrases found stand for, each once."""
    return tuple(dict.fromkeys(listed[phrase.lower()] for phrase in typed.take_all(vocabulary.any_of(listed))))


def _take_countries(typed: Typed) -> tuple[tuple[str, ...], list[str]]:
    """Countries and regions; and what is said of companies by where they come from, which no rule can say."""
    names = {name.lower(): area for name, area in geography.names().items()}
    found: list[str] = []
    foreign: list[str] = []
    for match in vocabulary.any_of(names).finditer(typed.rest):
        name = match.group()
        before = typed.rest[: match.start()].split()[-1:]
        if name.islower() and not geography.is_sure_in_small(name) and before != ["the"]:
            continue
        behind = _OF_COMPANIES.match(typed.rest, match.end())
        if behind and before != ["in"]:
            foreign.append(typed.take(match.start(), behind.end()))
        else:
            typed.take(*match.span())
            found.append(names[name.lower()])
    return tuple(dict.fromkeys(found)), foreign


def _take_words(typed: Typed, known: Gazetteer) -> tuple[list[str], tuple[Suggestion, ...]]:
    """The keywords that are left, and those of them that may be misspelt companies."""
    words: list[str] = []
    suggestions: list[Suggestion] = []
    for match in typed.words():
        word = match.group()
        if word.lower() in vocabulary.phrases("idle") or word.isdecimal():
            continue
        words.append(word)
        if near := _near(word, known):
            suggestions.append(Suggestion(word, near))
    return words, tuple(suggestions)


def _near(word: str, known: Gazetteer) -> tuple[str, ...]:
    """The companies that a keyword may mean: one of that very name, or those of names like it."""
    if geography.areas(word) or meanings.is_known(word):
        return ()
    if slug := known.resolve(word):
        return (slug,)
    return () if is_common(word.lower()) else tuple(company.slug for company in known.suggest(word))
