"""The words of a question, each with what it is in English: names kept, phrases before words, compounds taken apart."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from corpus.companies.gazetteer import Mention
from corpus.companies.vocabulary import ordinary_words
from index.asking.foreign import parting
from index.asking.foreign.parting import Part
from index.asking.foreign.vocabulary import Entry, Form, Kind, Vocabulary
from index.lexical import FUNCTION_WORDS

#: Shorter parts of a compound, and shorter nouns with an ending, could be anything.
_SHORTEST_PART, _SHORTEST_NOUN = 3, 4
#: Longer ones nobody writes, and taking them apart costs by the power.
_LONGEST_COMPOUND = 40
#: Behind these a word is no verb: "la compra", "der Kauf".
_BEFORE_NOUNS = frozenset({Kind.DETERMINER, Kind.PREPOSITION})
#: Words of these have no other use.
_FUNCTIONS = frozenset(Kind) - {Kind.VERB, Kind.WORD}
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+,\d+")
#: What is left out and joins what stands around it.
_NOTHING = Entry("", Kind.MARK)


@dataclass(frozen=True, slots=True)
class Token:
    """`text[start:end]` of the question; `said` is the English, "" for what is left out."""

    start: int
    end: int
    said: str
    kind: Kind
    forms: frozenset[Form] = frozenset()


@dataclass
class Glossed:
    """A question in the words of another language, as far as they are of it."""

    tokens: list[Token] = field(default_factory=list)
    #: Words that no English question has; and whether one of them is a function word.
    foreign: int = 0
    tells: bool = False
    #: Words that are English and not of that language; and those that are of neither.
    english: int = 0
    unknown: int = 0


def gloss(text: str, named: Sequence[Mention], words: Vocabulary) -> Glossed:
    """`named`: the companies in the text; those that are plain words of the language are none."""
    return _Glossing(text, _parted(text, [m for m in named if not _is_word(m, words)]), words).read()


def _parted(text: str, named: Sequence[Mention]) -> list[Part | Mention]:
    parted: list[Part | Mention] = []
    reached = 0
    for mention in named:
        parted += [*parting.parts(text, reached, mention.start), mention]
        reached = mention.end
    return [*parted, *parting.parts(text, reached)]


def _is_word(mention: Mention, words: Vocabulary) -> bool:
    key = parting.key(mention.text)
    return bool(words.find(key)) or (mention.text.islower() and noun(key, words) is not None)


class _Glossing:
    """A question on its way from part to part."""

    def __init__(self, text: str, parts: Sequence[Part | Mention], words: Vocabulary) -> None:
        self._text, self._parts, self._words = text, parts, words
        self._glossed = Glossed()
        #: Where the particles of verbs before stand.
        self._taken: set[int] = set()

    def read(self) -> Glossed:
        at = 0
        while at < len(self._parts):
            part = self._parts[at]
            entry, length = self._entry(at)
            last = self._parts[at + length - 1]
            made = entry or Entry(_number(part.text), Kind.UNKNOWN)
            self._glossed.tokens.append(Token(part.start, last.end, made.english, made.kind, made.forms))
            self._count(at, length, entry)
            at += length
        return self._glossed

    def _entry(self, at: int) -> tuple[Entry | None, int]:
        """What begins at this part, the longest phrase first, and its number of parts."""
        part = self._parts[at]
        if isinstance(part, Mention):
            return Entry(part.text, Kind.NAME), 1
        if part.start in self._taken:
            return _NOTHING, 1
        if not part.is_word:
            return (_NOTHING if self._joins(part) or part.text in "¿¡" else Entry(part.text, Kind.MARK)), 1
        if part.key in self._words.clitics and self._text[part.start - 1 : part.start] == "-":
            return Entry("", Kind.WHETHER), 1
        # Twice as far as words go, for there may be hyphens between them.
        for length in range(min(2 * self._words.longest, len(self._parts) - at), 0, -1):
            readings = self._words.find(_phrase(self._parts[at : at + length]))
            if self._is_capital(at):
                readings = [entry for entry in readings if entry.kind is not Kind.VERB]
            if entry := self._meant(readings, at + length):
                return entry, length
        return None if _is_english(part.key) else noun(part.key, self._words), 1

    def _is_capital(self, at: int) -> bool:
        """Whether a word inside a clause is written as a noun or a name, which no verb is."""
        part, behind = self._parts[at], self._parts[at - 1] if at else None
        opens = behind is None or not behind.text[-1].isalnum()
        return part.text[:1].isupper() and not opens and not self._text.isupper()

    def _meant(self, readings: Sequence[Entry], following: int) -> Entry | None:
        """Of several readings: the verb whose particle follows, a function word, a noun behind its article, a verb."""
        for entry in readings:
            if entry.particle and (particle := self._particle(entry.particle, following)):
                self._taken.add(particle.start)
                return entry
        plain = [entry for entry in readings if not entry.particle]
        is_noun = self._is_noun(plain)
        return min(
            plain,
            key=lambda entry: (entry.kind not in _FUNCTIONS, (entry.kind is Kind.VERB) == is_noun),
            default=None,
        )

    def _is_noun(self, readings: Sequence[Entry]) -> bool:
        """Whether what could be a verb as well is none here."""
        before = self._glossed.tokens
        behind = next((token for token in reversed(before) if token.said), None)
        if behind is not None and behind.kind in _BEFORE_NOUNS:
            return True
        # A participle goes with "has": "empleados de Ford" are people.
        is_participle = all(entry.forms <= {Form.DONE} for entry in readings)
        return is_participle and not any(token.kind is Kind.AUXILIARY for token in before)

    def _particle(self, particle: str, following: int) -> Part | None:
        """The last such word of the clause."""
        found: Part | None = None
        for part in self._parts[following:]:
            if isinstance(part, Part) and not part.is_word and part.text != "-":
                break
            if isinstance(part, Part) and part.key == particle:
                found = part
        return found

    def _joins(self, mark: Part) -> bool:
        """Whether a hyphen stands within a word."""
        around = self._text[mark.start - 1 : mark.start] + self._text[mark.end : mark.end + 1]
        return mark.text == "-" and len(around) == 2 and around.isalnum()

    def _count(self, at: int, length: int, entry: Entry | None) -> None:
        keys = [part.key for part in self._parts[at : at + length] if isinstance(part, Part) and part.is_word]
        if not keys:
            return
        is_english = all(_is_english(key) for key in keys)
        if any(key in self._words.tells for key in keys):
            self._glossed.foreign, self._glossed.tells = self._glossed.foreign + 1, True
        elif entry is None:
            # Inside a question, it may be a name: "BlueOval City".
            is_name = at > 0 and self._parts[at].text[0].isupper() and keys[0] not in FUNCTION_WORDS
            self._glossed.english += is_english and not is_name
            self._glossed.unknown += not is_english and not is_name and not _is_sign(self._parts[at].text)
        elif keys[0] in self._words.weak and length == 1:
            # "LG y Samsung", but "Tesla Y" and "Model Y 2025".
            following = self._parts[at + 1 : at + 2]
            self._glossed.foreign += bool(following) and following[0].text[0].isalpha()
        else:
            self._glossed.foreign += not is_english


def noun(key: str, words: Vocabulary) -> Entry | None:
    """A noun by its stem; a compound by its parts, in order."""
    for ending in ("", *words.endings):
        stem = key.removesuffix(ending)
        if len(stem) < _SHORTEST_NOUN or (ending and stem == key):
            continue
        found = _word(stem, words) or _compound(stem, words)
        if found and ending and words.is_plural and not found.english.endswith("s"):
            return replace(found, english=f"{found.english}s")
        if found:
            return found
    return None


def _word(key: str, words: Vocabulary) -> Entry | None:
    return next((entry for entry in words.find(key) if entry.kind is Kind.WORD and entry.english), None)


def _compound(key: str, words: Vocabulary) -> Entry | None:
    """ "Batteriezellen|fabrik"; None where a part is no word, or the language has no compounds."""
    if len(key) > _LONGEST_COMPOUND:
        return None
    for cut in range(len(key) - _SHORTEST_PART, _SHORTEST_PART - 1, -1):
        for link in words.links:
            first = _word(key[:cut].removesuffix(link), words) if key[:cut].endswith(link) else None
            if first and (rest := _word(key[cut:], words) or _compound(key[cut:], words)):
                return Entry(f"{first.english} {rest.english}", Kind.WORD)
    return None


def _phrase(parts: Sequence[Part | Mention]) -> str:
    """Its key; one that no vocabulary has where a name, or a mark that is no hyphen, is between its words."""
    words = [part for part in parts if isinstance(part, Part) and (part.is_word or part.text == "-")]
    if len(words) < len(parts) or not words[-1].is_word:
        return ""
    return " ".join(part.key for part in words if part.is_word)


def _is_english(key: str) -> bool:
    return key in FUNCTION_WORDS or key in ordinary_words()


def _number(word: str) -> str:
    """ "4,3" as 4.3 and "1.500" as 1,500."""
    return word.translate(str.maketrans(".,", ",.")) if _THOUSANDS.fullmatch(word) else word


def _is_sign(word: str) -> bool:
    """A number, or an acronym: the same in every language."""
    return word.isupper() or any(sign.isdigit() for sign in word)
