"""Which companies a person means: small letters, typos, missing apostrophes and spaces forgiven."""

from collections.abc import Iterator, Sequence

from corpus.companies import surroundings
from corpus.companies.forms import Form
from corpus.companies.gazetteer import Gazetteer, Mention
from corpus.companies.names import Word, words
from corpus.companies.vocabulary import common_words, is_common

#: Shorter words are near too many others to say what was meant.
_SHORTEST_CORRECTED = 5
#: The first letter is seldom wrong; in a shorter word it must be right: `patron` is no Natron.
_SHORTEST_MISBEGUN = 8
#: Shorter plurals are acronyms of their own: `gms` may be GM's, `abs` is not AB's.
_SHORTEST_PLURAL = 4
#: Two words run together must make at least this long a name: `north volt`.
_SHORTEST_JOINED = 8


def find(gazetteer: Gazetteer, text: str) -> list[Mention]:
    """The companies a question means, in order: `text[start:end]` is what was typed, typos and all.

    Names that are also ordinary words count only when written exactly so.
    """
    typed = words(text)
    meant = [_corrected(gazetteer, word) for word in typed]
    found: list[Mention] = []
    position = 0
    while position < len(typed):
        form, length = _first(gazetteer, text, typed, meant, position)
        if form is not None:
            start, end = typed[position].start, typed[position + length - 1].end
            end = surroundings.end_of_suffix(text, end)
            if not surroundings.is_other_name(text, start, end):
                found.append(Mention(start, end, text[start:end], form.slug))
        position += length
    return found


def _first(
    gazetteer: Gazetteer, text: str, typed: Sequence[Word], meant: Sequence[Word], at: int
) -> tuple[Form | None, int]:
    """The name that begins at this word and its number of words, as typed or as meant; else 1 word."""
    best: tuple[Form | None, int] = (None, 1)
    for reading in _readings(typed[at:], meant[at:]):
        form, named = gazetteer.first_as_typed(text, reading)
        if form and (best[0] is None or len(named) > best[1]) and not _is_ordinary_phrase(form, named):
            best = form, len(named)
    if best[0] is None and (form := _run_together(gazetteer, typed[at : at + 2])):
        return form, 2
    return best


def _readings(typed: Sequence[Word], meant: Sequence[Word]) -> Iterator[Sequence[Word]]:
    """The words as typed, with typos mended, and with the first one's plural `s` off (`panasonics`)."""
    yield typed
    if list(typed) != list(meant):
        yield meant
    first = typed[0]
    plural = len(first.key) >= _SHORTEST_PLURAL and first.key.endswith("s") and first.end == first.stop
    if plural and first.key not in common_words():
        yield [first._replace(key=first.key[:-1]), *meant[1:]]


def _is_ordinary_phrase(form: Form, named: Sequence[Word]) -> bool:
    """`charge point` is no ChargePoint: ordinary words, cut otherwise than the name, in small letters."""
    return len(named) > len(form.parts) and all(word.text.islower() and word.key in common_words() for word in named)


def _run_together(gazetteer: Gazetteer, pair: Sequence[Word]) -> Form | None:
    """The name that two words make together, when it is written as one: `north volt`."""
    key = "".join(word.key for word in pair)
    if len(pair) < 2 or len(key) < _SHORTEST_JOINED or min(len(word.key) for word in pair) < 2:
        return None
    form = gazetteer.form(key)
    if form is None or len(form.parts) != 1 or not form.written[1:].islower():
        return None
    return form


def _corrected(gazetteer: Gazetteer, word: Word) -> Word:
    """The word with the key of the one name-word it must have meant; itself when that is not plain."""
    key = word.key
    if len(key) < _SHORTEST_CORRECTED or key in gazetteer.name_words or is_common(key):
        return word
    near = gazetteer.word_speller.nearest(key)
    near = [
        (edits, other) for edits, other in near if other[0] == key[0] or (edits == 1 and len(key) >= _SHORTEST_MISBEGUN)
    ]
    best = [other for edits, other in near if edits == near[0][0] and (other[0] == key[0]) == (near[0][1][0] == key[0])]
    return word._replace(key=best[0]) if len(best) == 1 else word
