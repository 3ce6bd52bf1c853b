"""Which companies a text names: one pass over its words, the longest name first."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import chain

from corpus.companies import catalogue, surroundings
from corpus.companies.catalogue import Company
from corpus.companies.families import Families
from corpus.companies.forms import Form, first_keys, forms, variants
from corpus.companies.names import LEGAL, SIGNS, WORD, Word, are_together, joined, key, parts, word_of, words
from corpus.companies.spelling import Speller, edits_allowed
from corpus.companies.vocabulary import common_words

#: Words shorter than this are never taken for a misspelt part of a name.
_SHORTEST_MISSPELT = 4
_SHORT_ALIAS = 6
#: Ends that a person who names a company adds as news does.
_LOOSE_ENDS = LEGAL | {"motor", "motors"}


@dataclass(frozen=True, slots=True)
class Mention:
    """A company named in a text: `text[start:end] == mention.text`, without a possessive `'s`."""

    start: int
    end: int
    text: str
    slug: str


@cache
def gazetteer() -> "Gazetteer":
    """The gazetteer of the companies shipped with the package, built once."""
    return Gazetteer(catalogue.bundled())


class Gazetteer(Families):
    """Names of companies, to be found in texts. Where two companies claim a name, the first has it."""

    def __init__(self, companies: Iterable[Company]) -> None:
        self.companies = tuple(companies)
        super().__init__(self.companies)
        self._companies = {company.slug: company for company in self.companies}
        self._forms: dict[str, tuple[Form, ...]] = {}
        self._beginnings: set[str] = set()
        real = [tuple(forms(company)) for company in self.companies]
        # Spellings we allow for come last: a name that somebody bears goes before them.
        for form in chain.from_iterable(chain(real, map(variants, self.companies, real))):
            known = self._forms.get(form.key, ())
            if all(form.parts != other.parts or form.exact != other.exact for other in known):
                self._forms[form.key] = (*known, form)
                self._beginnings.update(first_keys(form))
        names = chain.from_iterable(self._forms.values())
        self._starts = _starts({form.parts[0] for form in names if form.parts[0][0].islower()})

    def extended(self, companies: Iterable[Company]) -> "Gazetteer":
        """This gazetteer and more companies, such as learnt ones; takes as long as building it."""
        return Gazetteer((*self.companies, *companies))

    def company(self, slug: str) -> Company | None:
        """The company of this slug."""
        return self._companies.get(slug)

    def find(self, text: str) -> list[Mention]:
        """The companies named in an article, in order, not overlapping, legal suffixes included.

        Capitals matter. A name inside another one (`Harrison Ford`) is none.
        """
        named = list(self._named(text))
        acronyms = {mention.text: mention.slug for mention, form in named if form.exact and mention.text.isupper()}
        in_full = {mention.slug for mention, _ in named if mention.text not in acronyms}
        others = {
            acronym
            for acronym, slug in acronyms.items()
            if slug not in in_full and surroundings.stands_for_words(text, acronym)
        }
        return [mention for mention, _ in named if mention.text not in others]

    def first_as_typed(self, text: str, ahead: Iterable[Word]) -> tuple[Form | None, list[Word]]:
        """The longest name that these words begin with, capitals or not, and its words; as people type."""
        return self._longest(text, ahead, any_case=True)

    def resolve(self, name: str) -> str | None:
        """The slug that one name stands for, in any case, with or without legal suffix; or a slug itself."""
        keys = [word.key for word in words(name)]
        if len(keys) > 1 and keys[0] == "the":
            keys = keys[1:]
        while keys:
            if known := self._forms.get("".join(keys)):
                return known[0].slug
            if keys[-1] not in _LOOSE_ENDS:
                break
            keys.pop()
        squeezed = "_".join(word.key for word in words(name))
        return squeezed if squeezed in self._companies else None

    def suggest(self, name: str, n: int = 3) -> list[Company]:
        """The companies a misspelt name may have meant, the likeliest first; empty for ordinary words."""
        keys = [word.key for word in words(name)]
        while len(keys) > 1 and keys[-1] in _LOOSE_ENDS:
            keys.pop()
        typed = "".join(keys)
        if len(keys) == 1 and typed in common_words():
            return []
        near = [found for _, found in self._speller.nearest(typed)]
        if not near and edits_allowed(typed):
            near = sorted(known for known in self._forms if known.startswith(typed))
        slugs = dict.fromkeys(self._forms[found][0].slug for found in near)
        return [self._companies[slug] for slug in slugs][:n]

    def form(self, key: str) -> Form | None:
        """The surest name of this key that may be written in any case."""
        return next((form for form in self._forms.get(key, ()) if not form.exact), None)

    @cached_property
    def name_words(self) -> frozenset[str]:
        """The keys of all the words that names are made of."""
        return frozenset(key(part) for known in self._forms.values() for form in known for part in form.parts)

    @cached_property
    def word_speller(self) -> Speller:
        """Finds the words of names near a misspelt one."""
        return Speller(
            key(part)
            for known in self._forms.values()
            for form in known
            for part in form.parts
            if len(part) >= _SHORTEST_MISSPELT and (len(form.parts) > 1 or self._is_main_name(form))
        )

    def _is_main_name(self, form: Form) -> bool:
        """Not a short alias, which few people try to spell: `Cyrus` is not Corus, once of Tata."""
        return len(form.key) > _SHORT_ALIAS or form.key == joined(self._companies[form.slug].name)

    @cached_property
    def _speller(self) -> Speller:
        return Speller(self._forms)

    def _named(self, text: str) -> Iterator[tuple[Mention, Form]]:
        done = 0
        for match in self._starts.finditer(text):
            start = match.start()
            if start < done or parts(match.group())[1] not in self._beginnings:
                continue
            form, named = self._longest(text, map(word_of, WORD.finditer(text, start)))
            if form is None:
                continue
            done = named[-1].end
            # After a possessive there is no suffix: `Panasonic's Holdings` are what it holds.
            if done == named[-1].stop:
                done = surroundings.end_of_suffix(text, done)
            if not surroundings.is_other_name(text, start, done):
                yield Mention(start, done, text[start:done], form.slug), form

    def _longest(self, text: str, ahead: Iterable[Word], *, any_case: bool = False) -> tuple[Form | None, list[Word]]:
        best: Form | None = None
        taken: list[Word] = []
        length = 0
        so_far = ""
        for word in ahead:
            if taken and not are_together(text, taken[-1], word):
                break
            taken.append(word)
            so_far += word.key
            for form in self._forms.get(so_far, ()):
                if form.fits(text, taken) or (any_case and form.fits_in_any_case(text, word)):
                    best, length = form, len(taken)
                    break
            if so_far not in self._beginnings:
                break
        return best, taken[:length]


def _starts(small: Iterable[str]) -> re.Pattern[str]:
    """Where a name may begin: at a capital, a digit, a sign, or one of these words.

    Most words of an article are small; skipping them here is what makes reading quick.
    """
    written_small = "|".join(map(re.escape, sorted(small))) or r"(?!)"
    return re.compile(rf"(?<![^\W_])(?:[^\W_a-z{SIGNS}][^\W_{SIGNS}]*|(?:{written_small})(?![^\W_]))|[{SIGNS}]")
