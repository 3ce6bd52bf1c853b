"""Which language a text is written in, by its letters and its smallest words."""

import re
from collections import Counter

#: Characters looked at; a page has one language, and its beginning tells it.
_LOOKED_AT = 4_000

_SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("zh", re.compile(r"[\u3400-\u9fff]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
)
_WORD = re.compile(r"[^\W\d_]+")
_SMALL_WORDS = {
    language: frozenset(words.split())
    for language, words in {
        "en": "the of and to in is that for it with as was are on by at from this has have will be its said",
        "de": "der die das und ist nicht mit von den dem des ein eine auf für sich auch werden wird im zu wurde",
        "fr": "le la les des et est une un du dans pour que qui sur avec par plus pas au ce sont été",
        "es": "el la los las de y que en un una es por con para del se su al más fue como",
        "it": "il lo gli di e che un una per con del della è sono non dei nel alla più anche",
        "pt": "o os as de e que em um uma para com não do da dos na no mais foi pela ao",
        "nl": "de het een en van is dat op te zijn voor met niet aan door wordt naar bij ook",
        "sv": "och att det som en på är av för med den till inte har ett om från",
        "pl": "i w na z że się nie do jest to o jak przez dla od po są",
        "tr": "ve bir bu için ile da de olarak en çok daha olan gibi ne",
        "cs": "a v na se je že s z do o ve pro i za jako po",
        "hu": "a az és hogy nem egy is meg van volt ez de",
    }.items()
}


def of(text: str) -> str | None:
    """ISO 639-1; None when it cannot be told: a short text, an unknown language, or two that mix."""
    text = text[:_LOOKED_AT]
    letters = sum(map(str.isalpha, text))
    if letters < 20:
        return None
    counts = {language: len(letter.findall(text)) for language, letter in _SCRIPTS}
    # Kana makes Japanese of a text, however many of its characters are Chinese.
    if counts["ja"] + counts["zh"] + counts["ko"] > letters * 0.3:
        return "ko" if counts["ko"] > counts["zh"] + counts["ja"] else "ja" if counts["ja"] > letters * 0.05 else "zh"
    if (most := max(counts, key=lambda each: counts[each])) and counts[most] > letters * 0.5:
        return most
    return _by_words(_WORD.findall(text.lower()))


def agrees(claimed: str, text: str) -> bool:
    """Whether a page may be right about its language: nothing in the text says otherwise."""
    told = of(text)
    return told is None or told == claimed or not _may_be_told(claimed, told)


def _may_be_told(claimed: str, told: str) -> bool:
    """Whether `told` rules `claimed` out: both are known here, or written in other letters."""
    scripts = {language for language, _ in _SCRIPTS}
    # Cyrillic and Arabic letters write many languages that are not told apart here.
    if told in {"ru", "ar", "hi"}:
        return claimed in _SMALL_WORDS or claimed in scripts
    return claimed in _SMALL_WORDS or claimed in scripts or told in scripts


def _by_words(words: list[str]) -> str | None:
    if len(words) < 12:
        return None
    counts = Counter(words)
    found = sorted(
        ((sum(counts[word] for word in small), language) for language, small in _SMALL_WORDS.items()), reverse=True
    )
    (most, language), (second, _) = found[:2]
    return language if most >= max(3, len(words) * 0.08) and most > 1.25 * second else None
