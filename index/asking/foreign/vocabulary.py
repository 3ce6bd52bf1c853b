"""What a language calls the things that people ask of deals, as written in `languages/*.toml`."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from corpus.companies import names
from index.asking.foreign import parting

LANGUAGES = ("de", "es", "fr")

#: For want of the keys.
_SPELT_OUT = {ord("ä"): "ae", ord("ö"): "oe", ord("ü"): "ue", ord("ß"): "ss"}


class Kind(StrEnum):
    """What a word does in a question."""

    NAME = "name"
    #: Who asks so asks for whoever acts: "wer".
    ASKS_SUBJECT = "asks_subject"
    #: Never for whoever acts: "wen", "wann".
    ASKS_OTHER = "asks_other"
    #: For either: "which companies".
    ASKS_EITHER = "asks_either"
    VERB = "verb"
    AUXILIARY = "auxiliary"
    PREPOSITION = "preposition"
    #: The article, and its like.
    DETERMINER = "determiner"
    WORD = "word"
    #: Makes a question of a statement, as "est-ce que" does.
    WHETHER = "whether"
    MARK = "mark"
    UNKNOWN = "unknown"


class Form(StrEnum):
    """Of a verb."""

    ONE = "one"
    MANY = "many"
    PAST_ONE = "past_one"
    PAST_MANY = "past_many"
    DONE = "done"
    BASE = "base"


FINITE = frozenset({Form.ONE, Form.MANY, Form.PAST_ONE, Form.PAST_MANY})


@dataclass(frozen=True, slots=True)
class Entry:
    """A word or phrase, in English; of a verb the infinitive."""

    english: str
    kind: Kind
    #: Those that the word may be: "liefern" is said of many and is the infinitive.
    forms: frozenset[Form] = frozenset()
    #: The word that belongs to it and stands later, "ein" of "steigt … ein"; "" for most.
    particle: str = ""


@dataclass(frozen=True)
class Vocabulary:
    """Words of one language. Phrases are parted as `parting.key` parts them, small letters, accents kept and not."""

    entries: dict[str, list[Entry]] = field(default_factory=dict)
    #: The words of the longest phrase.
    longest: int = 1
    #: Function words that tell the language, and those that also stand in names: "de", "la".
    tells: frozenset[str] = frozenset()
    weak: frozenset[str] = frozenset()
    #: Said behind a hyphen, and nothing of their own: "livre-t-il".
    clitics: frozenset[str] = frozenset()
    #: What may end a noun; and whether it then always means more than one.
    endings: tuple[str, ...] = ()
    is_plural: bool = False
    #: Stand between the parts of a compound; empty where there are none.
    links: tuple[str, ...] = ()
    #: English of a verb or noun -> how prepositions behind it are put.
    governs: dict[str, dict[str, str]] = field(default_factory=dict)

    def find(self, phrase: str) -> list[Entry]:
        """Its readings, as written or else without its accents."""
        return self.entries.get(phrase) or self.entries.get(names.key(phrase), [])


@cache
def vocabulary(language: str) -> Vocabulary:
    """The words of one of `LANGUAGES`, read once."""
    path = files("index.asking.foreign").joinpath("languages", f"{language}.toml")
    return _read(tomllib.loads(path.read_text(encoding="utf-8")))


def _read(data: dict[str, Any]) -> Vocabulary:
    entries: dict[str, list[Entry]] = {}
    spelt_otherwise: dict[str, list[Entry]] = {}
    for phrase, entry in (*_plain(data), *_verbs(data)):
        key = parting.key(phrase)
        _add(entries.setdefault(key, []), entry)
        for other in _spellings(key):
            _add(spelt_otherwise.setdefault(other, []), entry)
    # Without its accents a word may be another one, which then goes first: "dès" and "des".
    entries = spelt_otherwise | entries
    return Vocabulary(
        entries=entries,
        longest=max(phrase.count(" ") + 1 for phrase in entries),
        tells=_set(data["tells"]),
        weak=_set(data["weak"]),
        clitics=_set(data.get("clitics", "")),
        endings=tuple(data["endings"].split()),
        is_plural=data.get("is_plural", False),
        links=("", *data["links"].split()) if "links" in data else (),
        governs=data.get("governs", {}),
    )


def _add(readings: list[Entry], entry: Entry) -> None:
    """A verb's form is one more reading of it; else what was there comes first."""
    for at, known in enumerate(readings):
        if (known.english, known.kind, known.particle) == (entry.english, entry.kind, entry.particle):
            readings[at] = Entry(known.english, known.kind, known.forms | entry.forms, known.particle)
            return
    readings.append(entry)


def _plain(data: dict[str, Any]) -> Iterator[tuple[str, Entry]]:
    for kind in Kind:
        for english, phrases in data.get(kind, {}).items():
            if kind is Kind.VERB:
                continue
            forms = _AUXILIARY_FORMS.get(english, FINITE) if kind is Kind.AUXILIARY else frozenset()
            yield from ((phrase, Entry(english, kind, forms)) for phrase in _listed(phrases))


#: Whether one or many act; of the others it cannot be told.
_AUXILIARY_FORMS = {
    english: frozenset({form})
    for form, words in (
        (Form.ONE, "is has"),
        (Form.MANY, "are have"),
        (Form.PAST_ONE, "was"),
        (Form.PAST_MANY, "were"),
    )
    for english in words.split()
}


def _verbs(data: dict[str, Any]) -> Iterator[tuple[str, Entry]]:
    for english, verbs in data.get(Kind.VERB, {}).items():
        for verb in _listed(verbs):
            yield from _conjugated(english, verb, data["conjugations"])


def _conjugated(english: str, verb: str, conjugations: dict[str, dict[str, str]]) -> Iterator[tuple[str, Entry]]:
    """All forms of a verb: of an infinitive, or of its forms in the order of `Form`, the last one perhaps left out."""
    particle, _, rest = verb.rpartition("+")
    for form, word in _forms(rest, conjugations):
        if form in FINITE and particle:
            yield word, Entry(english, Kind.VERB, frozenset({form}), particle)
        # In one word at the end of a clause: "wer bei Rivian einsteigt".
        yield f"{particle}{word}", Entry(english, Kind.VERB, frozenset({form}))
        if form is Form.BASE and particle:
            yield f"{particle}zu{word}", Entry(english, Kind.VERB, frozenset({form}))


def _forms(verb: str, conjugations: dict[str, dict[str, str]]) -> Iterator[tuple[Form, str]]:
    parts = verb.split()
    if len(parts) > 1:
        yield from ((form, each) for form, part in zip(Form, parts, strict=False) for each in part.split("/"))
        if len(parts) < len(Form):
            yield Form.BASE, parts[1].split("/")[0]
        return
    ending = max((each for each in conjugations if verb.endswith(each)), key=len)
    stem = verb.removesuffix(ending)
    for form, endings in conjugations[ending].items():
        yield from ((Form(form), each.replace("*", stem)) for each in endings.split())


def _spellings(written: str) -> set[str]:
    """Without its accents: of "über" "uber" and "ueber"; a short word is hardly its own without them."""
    spelt_out = written.translate(_SPELT_OUT)
    return {spelt_out, *([names.key(written)] if len(written) > 2 else [])}


def _listed(phrases: str) -> list[str]:
    return [phrase.strip() for phrase in phrases.split(",")]


def _set(words: str) -> frozenset[str]:
    return frozenset(_listed(words)) if "," in words else frozenset(words.split())
