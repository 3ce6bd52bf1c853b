"""What a model wrote, taken apart: sentences, and the articles that each of their parts is said to come from."""

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.text import sentences
from corpus.text.cleaning import clean
from index.writing.hostile import without_addresses

#: "[1]", "[1, 2]", "[1-3]", "[^1]", "【1】", "【1†source】"; round brackets are the text's own.
_MARKER = re.compile(r"[\[【]\s*\^?(?P<numbers>\d{1,6}(?:\s*[,;–-]\s*\d{1,6}){0,9})\s*(?:†[^\]】\n]{0,60})?[\]】]")
#: Signs that look like square brackets, and numbers drawn as markers: "［1］", "①"; "grew²" but not "km²".
_BRACKETS = str.maketrans("［〔〖⟦⁅❲「］〕〗⟧⁆❳」", "[[[[[[[]]]]]]]")
_DRAWN = re.compile(r"[\u2460-\u2473]|(?:(?<=\w{3})|(?<=[.,;)]))[\u00b9\u00b2\u00b3\u2070\u2074-\u2079]+")
_ONE = re.compile(r"\[(\d+)\]")
_ONES = re.compile(r"(?:\s*\[\d+\])+")
#: "It grew. [1] Then …": the number belongs to what it follows.
_AFTER_STOP = re.compile(
    r"(?P<stop>[.!?。！？][\"'”’»)]*)(?P<markers>(?:\s*\[\d+\])+)(?=\s+[^a-z\s]|\s*$)", re.MULTILINE
)
#: "[1] It grew.": some models put it in front, which is plain only at the head of a line.
_IN_FRONT = re.compile(r"^(?P<markers>(?:\[\d+\]\s*)+)[:\s]*(?P<rest>[^\n\[]+)$", re.MULTILINE)
_THOUGHT = re.compile(r"<(think|thinking|reasoning)>.*?(?:</\1>|\Z)", re.DOTALL | re.IGNORECASE)
_SOURCES = re.compile(r"^\W*(?:sources?|references?|citations?)\W*:?\W*$.*", re.MULTILINE | re.DOTALL | re.IGNORECASE)
_BULLET = re.compile(r"^\s*(?:[-*•–—]|\d{1,2}[.)])\s+")
_MARKDOWN = re.compile(r"\*\*|__|`+|^\s{0,3}(?:#{1,6}|>)\s+|^\s*[-=_*|: ]{3,}\s*$", re.MULTILINE)
#: "[1](https://…)" is a number, and "[source](https://…)" says nothing without its address.
_LINKED_NUMBER = re.compile(r"\[(\^?\d+)\]\([^)\n]*\)")
_LINKED_NOTHING = re.compile(r"\[(?:source|link|here|read more|more|click here|article)\]\([^)\n]*\)", re.IGNORECASE)
_LABEL = re.compile(
    r"^\W*(?:sure\W+)?(?:here(?:[’']s| is)(?: the| my| a)?(?: short)? answer|(?:the )?(?:short |final |direct )?answer)"
    r"\s*:\s*",
    re.IGNORECASE,
)
#: "Reuters, 2026-03-12: …": the head of the evidence, copied.
_HEAD = re.compile(r"^[^.:!?\n]{2,60},\s*\(?\d{4}-\d{2}-\d{2}\)?\s*:\s*(?=[\w“\"'])")
#: Beside what was taken out: "()", and a blank before a full stop.
_LEFT_OVER = re.compile(r" ?\(\s*\)|[ \t]+(?=[.,;!?](?:\s|$))")
_YES_OR_NO = re.compile(r"(?:yes|no)\W*$", re.IGNORECASE)
_ENDED = re.compile(r"[.!?…。！？][\"'”’»)\]]*\s*$")


@dataclass(frozen=True)
class Part:
    """A stretch of a sentence and the numbers behind it; none behind what follows the last."""

    text: str
    numbers: tuple[int, ...]


@dataclass(frozen=True)
class Claim:
    """A sentence of an answer."""

    parts: tuple[Part, ...]
    #: What parts it from the sentence before: a blank, or a line break in a list.
    lead: str = " "

    @property
    def text(self) -> str:
        """Without its markers."""
        return "".join(part.text for part in self.parts).strip()

    @property
    def numbers(self) -> tuple[int, ...]:
        """Every one once, in order of appearance."""
        return tuple(dict.fromkeys(n for part in self.parts for n in part.numbers))

    @property
    def is_ended(self) -> bool:
        return bool(_ENDED.search(self.text)) or bool(self.parts[-1].numbers)

    def citing(self, *numbers: int) -> "Claim":
        """The same sentence, with these numbers alone, before its full stop."""
        text = self.text
        match = _ENDED.search(text)
        at = match.start() if match else len(text)
        return replace(self, parts=(Part(text[:at], numbers), Part(text[at:], ())))

    def put(self, numbers: dict[int, int]) -> str:
        """With its markers, renumbered."""
        written = ""
        for part in self.parts:
            written += part.text
            if part.numbers:
                written = written.rstrip() + " " + "".join(f"[{numbers[n]}]" for n in part.numbers)
        return written.strip()


def read(answer: str, known: Collection[int]) -> list[Claim]:
    """The sentences, without links, markup, thoughts, lists of sources or numbers of no article."""
    text = _unified(_plain(answer), known)
    text = _IN_FRONT.sub(lambda line: f"{line['rest'].rstrip()} {line['markers'].strip()}", text)
    text = _AFTER_STOP.sub(lambda end: f" {end['markers'].strip()}{end['stop']}", text)
    return list(_joined(text, sentences.spans(text)))


def cut_short(claims: Sequence[Claim]) -> list[Claim]:
    """Without a last sentence that breaks off, unless it is all there is."""
    whole = len(claims) < 2 or claims[-1].is_ended
    return list(claims if whole else claims[:-1])


def _plain(answer: str) -> str:
    text = _DRAWN.sub(_written_out, clean(_THOUGHT.sub("", answer)).translate(_BRACKETS))
    text = _LINKED_NUMBER.sub(r"[\1]", text)
    text = without_addresses(_LINKED_NOTHING.sub("", text))
    return _LEFT_OVER.sub("", _MARKDOWN.sub("", _SOURCES.sub("", text))).strip()


def _written_out(drawn: re.Match[str]) -> str:
    return f"[{unicodedata.normalize('NFKC', drawn[0])}]"


def _unified(text: str, known: Collection[int]) -> str:
    """Every marker as "[1][2]", in the order written."""

    def one_each(marker: re.Match[str]) -> str:
        numbers = [n for n in dict.fromkeys(_numbers(marker["numbers"])) if n in known]
        return "".join(f"[{n}]" for n in numbers)

    return _MARKER.sub(one_each, text)


def _numbers(written: str) -> Iterator[int]:
    for piece in re.split(r"[,;]", written):
        first, *more = (int(n) for n in re.split(r"[–-]", piece))
        # "[1-3]" is three; "[1-2024]" is no list of articles.
        yield from range(first, more[0] + 1) if more and first <= more[0] < first + 10 else (first, *more)


def _joined(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[Claim]:
    """A claim a sentence; "Yes." and "No." go with the sentence behind them."""
    reached, before = 0, ""
    for start, end in spans:
        lead = "\n" if "\n" in text[reached:start] else " "
        reached = end
        written = before + _HEAD.sub("", _LABEL.sub("", _BULLET.sub("", text[start:end])))
        before = ""
        if _YES_OR_NO.match(written):
            before = written.rstrip(" ,:;—–-") + " "
        elif written.strip(" .,;:-–—•*"):
            yield Claim(tuple(_parts(written)), lead)


def _parts(sentence: str) -> Iterator[Part]:
    reached = 0
    for markers in _ONES.finditer(sentence):
        yield Part(sentence[reached : markers.start()], tuple(dict.fromkeys(int(n) for n in _ONE.findall(markers[0]))))
        reached = markers.end()
    if reached < len(sentence) or not reached:
        yield Part(sentence[reached:], ())
