"""One way to write a company's name, and whether a piece of text is written that way."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpus.companies.catalogue import Company
from corpus.companies.names import WORD, Word, key, parts
from corpus.companies.vocabulary import common_words

#: Shorter names must be cut into words as we cut them: `NI O` is not Nio.
_SHORTEST_RECUT = 6
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_TAILS = ("+", "!")
_HYPHENS = "-‐‑–"


@dataclass(frozen=True, slots=True)
class Form:
    """A name as the catalogue writes it; texts may hyphenate, space and capitalise it otherwise."""

    slug: str
    key: str
    #: The words without what stands between them, in their case.
    written: str
    parts: tuple[str, ...]
    #: A sign that ends the name and must stand in the text too: the plus of `Charge+`.
    tail: str
    exact: bool

    def fits(self, text: str, found: Sequence[Word]) -> bool:
        """Whether these words, whose key is ours, name the company in an article.

        A capital is what tells `Rivian` from a word; a name that the company itself writes small
        (`ioneer`) needs none.
        """
        if not self._has_tail(text, found[-1]):
            return False
        spelt = "".join(word.text for word in found)
        if self.exact:
            return spelt == self.written
        if self._is_short_acronym():
            return self._fits_acronym(text[found[0].start : found[-1].end], spelt, len(found))
        if self.written.isupper() and found[-1].text[-2:-1].isupper() and found[-1].text.endswith("s"):
            return False  # `NEVs` are cars, NEVS makes some
        if len(found) != len(self.parts) and len(self.key) < _SHORTEST_RECUT:
            return len(found) == 1 and found[0].text[:1].isupper() and not found[0].text[1:].islower()
        if self.parts[0][0].islower():
            return True
        if found[0].text[0].islower():
            return False
        return self._has_small_words() or all(
            not word.text[0].islower() or text[word.start - 1] in _HYPHENS for word in found[1:]
        )

    def fits_in_any_case(self, text: str, last: Word) -> bool:
        """Whether a person who types without capitals may mean this name by words that end so."""
        return not self.exact and self._has_tail(text, last)

    def _has_tail(self, text: str, last: Word) -> bool:
        return text.startswith(self.tail, last.end)

    def _is_short_acronym(self) -> bool:
        return len(self.written) <= 3 and self.written.isascii() and self.written.isupper()

    def _fits_acronym(self, verbatim: str, spelt: str, length: int) -> bool:
        """`LF` and `L/F` are not L&F, `Gm` is not GM; but many write `Nio`."""
        if length != len(self.parts) or (length > 1 and not any(sign in verbatim for sign in "&-.")):
            return False
        titled = len(spelt) == 3 and spelt.istitle() and self.key not in common_words()
        return spelt == self.written or titled

    def _has_small_words(self) -> bool:
        return any(part[0].islower() for part in self.parts)


def forms(company: Company) -> Iterator[Form]:
    """Every name the catalogue has for this company, the exact ones first."""
    names = dict.fromkeys((*company.exact, company.name, *company.aliases))
    for name in names:
        form = _form(company.slug, name, exact=name in company.exact)
        if form.parts:
            yield form


def variants(company: Company, known: Iterable[Form]) -> Iterator[Form]:
    """Names that nobody registered but texts use: `Lynk and Co`, `LG Energy Solutions`."""
    for form in known:
        if not form.exact and (other := _other_number(form)):
            yield other
    for name in (company.name, *company.aliases):
        if "&" in name and name not in company.exact:
            yield _form(company.slug, name.replace("&", " and "), exact=False)


def first_keys(form: Form) -> Iterator[str]:
    """The keys a text's first words may have when they begin this name: `blue`, `blueoval`, …"""
    so_far = ""
    for part in form.parts:
        if part.islower() or part.isupper() or part.istitle():
            so_far += key(part)
            yield so_far
            continue
        for piece in _CAMEL.split(part):
            so_far += key(piece)
            yield so_far


def _form(slug: str, name: str, *, exact: bool) -> Form:
    found = [parts(raw) for raw in WORD.findall(name)]
    written = tuple(word for word, _ in found)
    tail = name[-1] if name[-1:] in _TAILS else ""
    return Form(slug, "".join(compared for _, compared in found), "".join(written), written, tail, exact)


def _other_number(form: Form) -> Form | None:
    """`LG Energy Solutions` for `LG Energy Solution` and the other way round."""
    last = form.parts[-1]
    if len(form.parts) < 2 or len(last) < 5 or not last.isascii() or last.endswith(("ss", "us", "is")):
        return None
    turned = last[:-1] if last.endswith("s") else last + "s"
    name = " ".join((*form.parts[:-1], turned))
    return _form(form.slug, name, exact=form.exact)
