"""Text of strangers that speaks to a model instead of to readers: found, and made harmless."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise

from corpus.text.cleaning import clean

Span = tuple[int, int]

#: Cyrillic and Greek letters that look Latin, and their Latin twins: orders are written in them so as not to be found.
_LOOK_ALIKES = str.maketrans(
    "аеорсухіјѕԁһАВЕКМНОРСТХІЈЅαορνικτΑΒΕΗΙΚΜΝΟΡΤΧ", "aeopcyxijsdhABEKMHOPCTXIJSaopviktABEHIKMNOPTX"
)

#: What is left beside a link, in characters, to be worth quoting.
_SHORTEST_QUOTE = 30

_RULES = r"(?:rules?|instructions?|prompts?|guidelines?|guardrails?|directives?)"
_ORDER = re.compile(
    # Orders that stand at the head of a sentence, as no news does.
    r"^\W*(?:(?:important|note|attention|warning|update|new rule|please|always|now|then|also|instead|just|simply|"
    r"you must|you should|you will|do not|don't|never|for every question|in your answer|to all questions|question|"
    r"answer)\W+)*"
    r"(?:answer|reply|respond|output|print|repeat|append|insert|cite|say|tell|write|mention|render|visit|click|reveal|"
    r"pretend|act as|ignore|disregard|forget|obey|follow these|translate|execute)\b"
    rf"|\b(?:ignore|disregard|forget|override|bypass|obey)\b.{{0,60}}\b{_RULES}\b"
    rf"|\b(?:system|developer|hidden|assistant|operator)(?:'s)? (?:prompt|message|note|override|notice|{_RULES})\b"
    r"|\byou are (?:now|no longer)\b|\byou are an? .{0,30}\b(?:assistant|ai|model|bot|chatbot|program)\b"
    r"|\bif you are an? .{0,30}\b(?:assistant|ai|model|bot|llm|program)\b|\bas an? (?:ai|language model|assistant)\b"
    r"|\b(?:ai|language|chat) ?(?:models?|assistants?|bots?|agents?|systems?)\b.{0,60}\b(?:reading|summari[sz]ing|"
    r"processing|(?:must|should|shall|are to|please) (?:\w+ )?(?:answer|say|reply|respond|add|include|output|ignore|"
    r"state|report|cite|recommend|print|repeat|treat))\b"
    r"|\b(?:note|message|instructions?|attention|notice|memo) (?:to|for) (?:all |any |the )?(?:ai|llms?|"
    r"language models?|assistants?|(?:chat)?bots?|models?|summari[sz]ers?|answering)\b"
    r"|\b(?:your|every|each|the) (?:answers?|responses?|reply|replies|output)\b.{0,20}\b(?:must|should|shall|has to|is "
    r"to|begins?|ends?)\b|\bfrom now on\b.{0,30}\b(?:you|answer|reply|respond|say)\b"
    r"|\b(?:correct|only|right|final) answer (?:is|to)\b|\banswer (?:every|all|any|each) questions?\b"
    r"|\brepeat after me\b|^\W*(?:begin|end) (?:of )?(?:the )?(?:articles?|questions?|data)\W*$"
    # The same in other languages.
    r"|\b(?:ignorier\w*|vergiss|vergessen sie|missacht\w*|befolg\w*|antworte|antworten sie|oublie[rz]?|ignore[rz]?|"
    r"répond\w*|olvid[ae]\w{0,2}|responde|responda|esqueç\w*|dimentica\w*|negeer)\b.{0,60}\b(?:anweisung\w*|regeln?|"
    r"vorgaben|consignes?|instruc\w*|règles?|reglas?|regras?|istruzion\w*|nur mit|uniquement|seulement|solo|siempre|"
    r"sempre|toujours|immer)\b"
    r"|(?:忽略|无视|無視|忘记|忘れ|무시|игнорир\w*|забудь\w*|ігнору\w*|تجاهل|نادیده|התעלמ?ו?|अनदेखा|เพิกเฉย|\byok say\w*|"
    r"\bgörmezden gel\w*|\bzignoruj\w*|\babaikan\b|\bbỏ qua\b|\bignorera\b)",
    re.IGNORECASE | re.DOTALL,
)
_ROLE = re.compile(r"(?im)^(\W*)(system|assistant|user|developer|human|ai|tool)\s*[:：]")
#: Beside tags also the calls of tools: `{"tool": "send", …`.
_TAG = re.compile(
    r"\{\s*[\"']\w+[\"']\s*:|<\|[^<>]{0,60}\|?>|\[/?(?:INST|SYS|SYSTEM|ASSISTANT|USER)\]|<</?SYS>>|</?s>|<(?:start|end)_of_turn>"
    r"|#{2,}\s*(?:instructions?|system|response|input)\b:?",
    re.IGNORECASE,
)
#: An element, or what is left of one that was cut: `<img src=…`.
_HTML = re.compile(r"</?[a-zA-Z!][^<>]{0,500}(?:>|$)")
_SCRIPT = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_MARKDOWN_LINK = re.compile(r"!?\[([^\]\n]{0,200})\]\(([^)\s]{0,500})[^)\n]{0,200}\)?")
_ADDRESS = re.compile(
    r"(?:\b[a-z][a-z0-9+.-]{1,15}:)?//[^\s<>\"”)\]]+|\bwww\.[^\s<>\"”)\]]+|\b(?:javascript|data|mailto|tg):[^\s<>\"”)\]]+"
    r"|\b(?:[\w-]{1,63}\.){1,6}[a-z]{2,12}/[^\s<>\"”)\]]*",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"[\[【]\s*\^?(\d{1,4}(?:\s*[,;–-]\s*\d{1,4}){0,9})\s*(?:†[^\]】]{0,40})?[\]】]")


def speaks_to_models(text: str) -> bool:
    """Whether a sentence gives orders to a program that reads it, or plays a part in a talk with one."""
    if _TAG.search(text):
        return True
    bare = _HTML.sub(" ", text)
    readings = {bare, unicodedata.normalize("NFKC", bare).translate(_LOOK_ALIKES)}
    return any(_ORDER.search(reading) or _ROLE.search(reading) for reading in readings)


def quotable_span(text: str, start: int, end: int) -> Span | None:
    """The longest stretch of a sentence without a link or markup, for a program might fetch what it names.

    None when that is not worth quoting. Of a Markdown link the words may be quoted, not its brackets.
    """
    ends = [start, end]
    for pattern in (_MARKDOWN_LINK, _ADDRESS, _HTML):
        for match in pattern.finditer(text, start, end):
            words = match.span(1) if pattern is _MARKDOWN_LINK else match.span()
            ends += [*match.span(), *words]
    best = max(pairwise(sorted(ends)), key=lambda piece: (_is_clear(text, *piece), piece[1] - piece[0]))
    if len(ends) == 2:
        return start, end
    first, last = best
    while first < last and not text[first].isalnum() and text[first] not in "“\"‘'":
        first += 1
    last = first + len(text[first:last].rstrip())
    return (first, last) if last - first >= _SHORTEST_QUOTE and _is_clear(text, first, last) else None


def _is_clear(text: str, start: int, end: int) -> bool:
    piece = text[start:end]
    return not (_ADDRESS.search(piece) or _HTML.search(piece) or _MARKDOWN_LINK.search(piece) or "](" in piece)


def harmless_spans(text: str, spans: Sequence[Span]) -> Iterator[Span]:
    """The sentences that may be shown and quoted, in order.

    Not one that speaks to models, nor what follows it in its paragraph: an order and what it orders are
    rarely one sentence. Not one that is little more than a link.
    """
    reached, hostile = 0, False
    for start, end in spans:
        hostile = hostile and "\n" not in text[reached:start]
        hostile = hostile or speaks_to_models(clean(text[start:end]))
        if not hostile and quotable_span(text, start, end):
            yield start, end
        reached = end


def quotable_spans(text: str, spans: Sequence[Span]) -> Iterator[Span]:
    """Of the harmless sentences, what may be quoted."""
    for start, end in harmless_spans(text, spans):
        if span := quotable_span(text, start, end):
            yield span


def harmless(text: str) -> str:
    """The text on one line without what could pass for part of a prompt: tags, roles, markers, links."""
    text = without_addresses(_TAG.sub(" ", clean(text)))
    text = _BRACKETED.sub(r"(\1)", _ROLE.sub(r"\1\2 -", text))
    return " ".join(text.replace("<<", "‹").replace(">>", "›").split())


def without_addresses(text: str) -> str:
    """Without links, images and HTML; the words of a Markdown link stay."""
    text = _MARKDOWN_LINK.sub(lambda link: "" if link[0].startswith("!") else link[1], text)
    return _ADDRESS.sub("", _HTML.sub("", _SCRIPT.sub("", text)))
