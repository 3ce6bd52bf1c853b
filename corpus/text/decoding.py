"""Bytes -> text, when nobody can be trusted to say which encoding they are in."""

import codecs
import re

# UTF-32 before UTF-16: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_DECLARED = re.compile(
    rb"""(?:<\?xml[^>]{0,200}?encoding|<meta[^>]{0,200}?charset)\s*=\s*["']?\s*([\w.:-]{1,40})""", re.I
)

# Labels that mean a larger set in practice (WHATWG Encoding, 4.2).
_SUPERSETS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}

# What news is found in. Left to all its encodings, charset-normalizer takes English for Mac Icelandic.
_GUESSES = ["cp1252", "cp1250", "cp1251", "koi8_r", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257"]
_GUESSES += ["cp932", "euc_jp", "gb18030", "big5", "cp949", "cp874"]

_SAMPLE_BYTES = 65_536


def decode(data: bytes, *, markup: bool = False) -> str | None:
    """The text of the bytes, without a byte-order mark; None when they are no text.

    Tried in this order: byte-order mark, UTF-8, what the document declares (`markup` only), a guess.
    A few broken bytes in UTF-8 become U+FFFD.
    """
    encoding = encoding_of(data, markup=markup)
    if encoding is None:
        return None
    text = data.decode(encoding, "replace").removeprefix("\ufeff")
    return None if _is_noise(text) else text


def encoding_of(data: bytes, *, markup: bool = False) -> str | None:
    """Python's name of the encoding that `decode` takes these bytes for; None when they are no text."""
    seen = visible_encoding(data)
    if seen:
        return seen
    if b"\0" in data:
        return None
    declared = _declared_encoding(data) if markup else None
    # Seven-bit encodings look like UTF-8 and are told apart by their escapes only.
    if declared == "iso2022_jp" and b"\x1b" in data:
        return declared
    if _is_mostly_utf8(data):
        return "utf-8"
    if declared and _decodes(data, declared):
        return declared
    return _guessed_encoding(data)


def visible_encoding(start: bytes) -> str | None:
    """What the first bytes give away: a byte-order mark, or the pattern of UTF-16."""
    marked = next((encoding for mark, encoding in _MARKS if start.startswith(mark)), None)
    return marked or _unmarked_utf16(start)


def _unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 without a mark: in Western text every other byte is NUL, and no other one is."""
    even, odd = data[:_SAMPLE_BYTES:2], data[1:_SAMPLE_BYTES:2]
    if odd.count(0) > len(odd) * 0.7 and 0 not in even:
        return "utf-16-le"
    if even.count(0) > len(even) * 0.7 and 0 not in odd:
        return "utf-16-be"
    return None


def _declared_encoding(data: bytes) -> str | None:
    """The codec named in the first bytes, None when there is none or it cannot be one of text."""
    match = _DECLARED.search(data[:4096])
    if match is None:
        return None
    try:
        name = codecs.lookup(match[1].decode("ascii", "replace")).name
    except LookupError:
        return None
    name = _SUPERSETS.get(name, name)
    return None if name.startswith(("utf-16", "utf-32", "utf-7")) else name


def _is_mostly_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        text = data[: _SAMPLE_BYTES * 16].decode("utf-8", "replace")
        broken = text.count("\ufffd")
        # Another encoding's bytes hardly ever form even one sequence of UTF-8.
        return sum(character > "\x7f" for character in text) > 5 * broken
    return True


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except (UnicodeError, LookupError):  # LookupError: "hex", "zip" and the like are codecs, not of text
        return False
    return True


def _guessed_encoding(data: bytes) -> str | None:
    from charset_normalizer import from_bytes  # here: most files are UTF-8

    matches = from_bytes(_around_first_high_byte(data), cp_isolation=_GUESSES)
    best = matches.best()
    if best is None:
        return None
    for match in matches:
        # Western European and Central European often read equally well: the news is mostly Western.
        if match.encoding == "cp1252" and (match.chaos, -match.coherence) <= (best.chaos, -best.coherence):
            return "cp1252"
    return str(best.encoding)


def _around_first_high_byte(data: bytes) -> bytes:
    """A sample that holds something to guess from, begun at a line or a space where there is one."""
    first = next((match.start() for match in [re.search(rb"[\x80-\xff]", data)] if match), 0)
    start = max(data.rfind(b"\n", 0, first), data.rfind(b" ", 0, first), 0) if first > _SAMPLE_BYTES // 2 else 0
    return data[start : start + _SAMPLE_BYTES]


def _is_noise(text: str) -> bool:
    """Whether this decoded, but more than one character in fifty is a control or undecodable."""
    sample = text[:_SAMPLE_BYTES]
    bad = len(re.findall("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffd]", sample))
    return bad > 3 and bad * 50 > len(sample)
