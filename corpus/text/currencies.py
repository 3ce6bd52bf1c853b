"""Currencies as texts write them, before a number and behind it, as ISO 4217 codes."""

import re
from functools import lru_cache
from itertools import islice

from corpus.text import words
from corpus.text.words import Word

#: The codes that are read.
CODES = frozenset(
    "USD EUR GBP JPY CNY RMB INR KRW CHF SEK NOK DKK HKD TWD AUD CAD NZD SGD THB IDR MYR VND PHP BRL MXN PLN HUF CZK "
    "TRY RUB ZAR SAR AED QAR ILS RON CLP ARS EGP KZT UAH MAD NGN KES PKR BDT".split()
)
SYMBOLS = "$€£¥￥₹₩₽₺₫฿₱₪"


def before(text: str, start: int) -> tuple[str, int] | None:
    """The currency written right before a number at `start`, and where it begins."""
    # Most numbers have none, and the pattern is slow.
    tail = text[max(0, start - 4) : start].rstrip(" -\u00a0")
    if not tail or not (tail[-1] in SYMBOLS or tail[-3:] in CODES or tail.endswith(_OTHER_ENDS)):
        return None
    low = max(0, start - 8)
    match = _BEFORE.search(text[low:start])
    return (_certain(text, _SIGNS[match[1].replace(" ", "").lower()]), low + match.start(1)) if match else None


def at(text: str, word: Word, number: str, scale: float) -> tuple[str, int] | None:
    """The currency that begins with `word`, behind `number` as written, and where it ends."""
    if word.lower not in _OPENERS:
        return None
    # Only some currencies need more words: "US dollars", "New Taiwan dollars".
    names = [word, *islice(words.after(text, word.end), 2)] if word.lower in _NATIONS else [word]
    for count in range(len(names), 0, -1):
        last = names[count - 1]
        name = " ".join(part.lower for part in names[:count])
        code = _NAMES.get(name)
        if code and not _opens_next(text, last):
            if name == "won" and scale == 1 and len(number) < 5:
                return None  # "the 5 won by BYD"
            return _certain(text, code), last.end
    if word.lower in {"pounds", "pound"} and scale >= 1e6 and not text.startswith(" of ", word.end):
        return "GBP", word.end
    return None


def code_after(text: str, end: int) -> tuple[str | None, int]:
    """A code that says which dollar is meant, and where it ends: "$48m CAD"."""
    word = words.at(text, end)
    if word and not word.hyphened and text[word.start : word.end] in CODES:
        following = text[word.end : word.end + 2].strip()
        if not following[:1].isdigit():  # "$5m EUR 4m": it belongs to the next amount
            return _SIGNS[word.lower], word.end
    return None, end


def skipped(text: str, position: int) -> int:
    """`position`, or if a currency stands there, where the number behind it begins."""
    match = _SKIPPED.match(text, position)
    return match.end() if match else position


def _opens_next(text: str, word: Word) -> bool:
    """Whether a currency opens the next amount: "5 €20m plants"."""
    following = text[word.end : word.end + 2]
    if text[word.start : word.end] in CODES:
        following = following.strip()
    return following[:1].isdigit()


def _certain(text: str, code: str) -> str:
    """The code itself, but for "¥" the currency that this text means by it."""
    return _yen_or_yuan(text) if code == "¥" else code


@lru_cache(maxsize=1)  # else a text of nothing but "¥1" would be searched once for each
def _yen_or_yuan(text: str) -> str:
    return "CNY" if _YUAN.search(text) and not _YEN.search(text) else "JPY"


_SIGNS = {code.lower(): code for code in CODES} | {
    "rmb": "CNY", "$": "USD", "us$": "USD", "u.s.$": "USD", "a$": "AUD", "au$": "AUD", "c$": "CAD", "ca$": "CAD",
    "hk$": "HKD", "nt$": "TWD", "nz$": "NZD", "s$": "SGD", "r$": "BRL", "mx$": "MXN", "cn¥": "CNY", "¥": "¥",
    "￥": "¥", "€": "EUR", "£": "GBP", "₹": "INR", "₩": "KRW", "₽": "RUB", "₺": "TRY", "₫": "VND", "฿": "THB",
    "₱": "PHP", "₪": "ILS", "rs": "INR", "rs.": "INR", "rm": "MYR", "rp": "IDR",
}  # fmt: skip
#: How those end that end in neither a symbol nor a code.
_OTHER_ENDS = ("Rs", "Rs.", "RM", "Rp")

_NAMES_OF = {
    "USD": "dollars, dollar, us dollars, us dollar, u.s. dollars, u.s. dollar, american dollars",
    "AUD": "australian dollars, australian dollar",
    "CAD": "canadian dollars, canadian dollar",
    "HKD": "hong kong dollars, hk dollars",
    "TWD": "new taiwan dollars, taiwan dollars, taiwanese dollars",
    "NZD": "new zealand dollars",
    "SGD": "singapore dollars",
    "EUR": "euros, euro",
    "GBP": "pounds sterling, british pounds, sterling, quid",
    "CNY": "yuan, renminbi, chinese yuan",
    "JPY": "yen, japanese yen",
    "KRW": "won, korean won, south korean won",
    "INR": "rupees, indian rupees, rupee",
    "CHF": "swiss francs, swiss franc",
    "SEK": "swedish kronor, swedish krona, swedish crowns, kronor, krona",
    "NOK": "norwegian kroner, norwegian krone, norwegian crowns",
    "DKK": "danish kroner, danish krone, danish crowns",
    "CZK": "czech crowns, koruna, czech koruna",
    "PLN": "zloty, zlotys, polish zloty",
    "HUF": "forint, forints, hungarian forints",
    "THB": "baht, thai baht",
    "IDR": "rupiah, indonesian rupiah",
    "MYR": "ringgit, malaysian ringgit",
    "VND": "dong, vietnamese dong",
    "PHP": "philippine pesos",
    "MXN": "mexican pesos",
    "BRL": "reais, brazilian reais",
    "TRY": "lira, turkish lira, liras",
    "RUB": "rubles, roubles, russian rubles, russian roubles",
    "ZAR": "rand, south african rand",
    "SAR": "saudi riyals, riyals",
    "AED": "dirhams, uae dirhams",
    "ILS": "shekels, israeli shekels",
}
#: What may stand behind a number. "Try" and "mad" are words.
_NAMES = {code.lower(): _SIGNS[code.lower()] for code in CODES - {"TRY", "MAD"}}
_NAMES |= {symbol: _SIGNS[symbol] for symbol in SYMBOLS}
_NAMES |= {name: code for code, names in _NAMES_OF.items() for name in names.split(", ")}
_OPENERS = {"pound", "pounds"} | {name.partition(" ")[0] for name in _NAMES}
#: First words of currencies of several words.
_NATIONS = {name.partition(" ")[0] for name in _NAMES if " " in name}

_ANY_CODE = "|".join(sorted(CODES))
_BEFORE = re.compile(
    r"(?<![\w$])((?:(?:US|U\.S\.|AU?|CA?|HK|NT|NZ|S|R|MX) ?)?\$|CN¥|[€£¥￥₹₩₽₺₫฿₱₪]"
    rf"|{_ANY_CODE}|Rs\.?|R[Mp])[ \u00a0-]?$"
)
_SKIPPED = re.compile(rf"(?:[A-Z]{{1,2}})?[{SYMBOLS}]\s?|(?:{_ANY_CODE})\s?")
_YUAN = re.compile(r"\b(?:yuan|[Rr]enminbi|RMB|CNY)")
_YEN = re.compile(r"\byen\b|JPY")
