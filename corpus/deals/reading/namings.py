"""Which company a name that a model gives stands for, and where the article writes it."""

from collections.abc import Iterator
from dataclasses import dataclass

from corpus.companies.gazetteer import Gazetteer
from corpus.companies.names import learnt_slug, words
from corpus.companies.strangers import ACRONYMS, ADJECTIVES, BODIES, CALENDAR, GEOGRAPHY, PLACES
from corpus.companies.vocabulary import is_common
from corpus.deals.parties.appearances import Appearance, Use
from corpus.deals.reading.page import Page, Spot

#: A name of more words is a description.
_MOST_WORDS = 7
_STRANGERS = ACRONYMS | ADJECTIVES | CALENDAR | GEOGRAPHY | PLACES
_SMALL = frozenset({"and", "of", "for", "the", "de"})
_ASIDE = (Use.SOURCE, Use.ADVISER, Use.MARKET)


@dataclass(frozen=True, slots=True)
class Naming:
    """A company where the article names it."""

    slug: str
    spot: Spot


def namings(page: Page, name: str, gazetteer: Gazetteer) -> list[Naming]:
    """Each place where the article writes this name, with whom it means there; empty when it is no company's.

    Of a description ("battery maker CATL") the one company in it counts. A name that we find no company in
    counts if it looks like one, for a model knows more companies than we do. Who is only a source, an
    adviser or an exchange in every place is no party.
    """
    return [naming for spot in page.spots(name) for naming in _named(page, spot, gazetteer)]


def _named(page: Page, spot: Spot, gazetteer: Gazetteer) -> Iterator[Naming]:
    sentence = page.sentences[spot.first]
    over = [each for each in sentence.mentions if each.by_name and each.start < spot.end and spot.start < each.end]
    if len({each.slugs for each in over}) > 1:
        return
    if over and not _is_longer(page, over[0], spot):
        if over[0].use not in _ASIDE and _is_of_name(over[0], spot):
            start, end = over[0].start - sentence.start, over[0].end - sentence.start
            yield Naming(over[0].slugs[0], page.within(spot.first, start, end))
        return
    written = page.quote("", spot).quote
    if over and any(word.islower() and word not in _SMALL for word in written.split()):  # "CATL battery division"
        return
    slug = gazetteer.resolve(written) or (learnt_slug(written) if _looks_like_company(written) else None)
    if slug:
        yield Naming(slug, spot)


def _is_longer(page: Page, company: Appearance, spot: Spot) -> bool:
    """Whether a name goes on behind the company's, and is no product's: "Northvolt Ett" is not Northvolt."""
    rest = page.quote("", spot).quote[company.end - spot.start :] if spot.end > company.end else ""
    return rest[:1] == " " and rest[1:2].isalnum() and company.use is not Use.PRODUCT


def _is_of_name(company: Appearance, spot: Spot) -> bool:
    """Whether the words are not a small part of a longer name: "Energy" of Panasonic Energy is nobody."""
    return spot.start <= company.start or spot.end - spot.start > (company.end - company.start) / 2


def _looks_like_company(name: str) -> bool:
    """Whether it is written as names are, and is no place, month, office or ordinary word at a sentence's start."""
    found = words(name)
    if not 0 < len(found) <= _MOST_WORDS or not (name[0].isupper() or name[0].isdigit()):
        return False
    if all(word.text in _STRANGERS or word.text in BODIES for word in found) or name.isdigit():
        return False
    return any((word.text[0].isupper() or word.text[0].isdigit()) and not is_common(word.key) for word in found)
