"""JSON and JSON lines -> articles."""

import json
from collections.abc import Callable, Iterator
from io import TextIOWrapper
from typing import AnyStr, BinaryIO

from corpus.errors import Refused
from corpus.readers.reading import Reading, Unreadable, from_record, quoted
from corpus.text import decoding

#: 2,000,000 characters written as \\uXXXX are 12 MB.
MAX_LINE_BYTES = 16_000_000


def read_json(data: bytes, origin: str) -> Iterator[Reading]:
    """One object, a list of objects, or `{"articles": [...]}`; records are numbered from 1.

    Raises:
        Refused: the file as a whole is not that.
    """
    text = decoding.decode(data)
    if text is None:
        raise Refused(origin, "binary, not text: save it as UTF-8 text")
    if not text.strip():
        raise Refused(origin, "empty: there is no article in it")
    document = _loads(text, origin)
    if isinstance(document, dict) and "articles" in document and "text" not in document:
        document = document["articles"]
    if isinstance(document, dict):
        yield from_record(origin, document)
        return
    if not isinstance(document, list):
        raise Refused(origin, f"an article or a list of articles is wanted, not {quoted(document)}")
    if not document:
        raise Refused(origin, "empty: its list holds no article")
    for number, record in enumerate(document, 1):
        yield _reading(f"{origin}:{number}", record)


def read_lines(handle: BinaryIO, origin: str) -> Iterator[Reading]:
    """One object a line, one line in memory at a time.

    Raises:
        Refused: there is nothing in the file, or it is no JSON lines at all.
    """
    found = False
    for number, line in _lines(handle, origin):
        place = f"{origin}:{number}"
        if isinstance(line, Unreadable):
            yield line
        elif not line.strip():
            continue
        elif not found and line.strip() in ("[", "{", "[{"):
            raise Refused(origin, "one JSON document over many lines, not one object a line: name it .json")
        else:
            yield _line_reading(place, line)
        found = True
    if not found:
        raise Refused(origin, "empty: there is no article in it")


def _line_reading(place: str, line: str) -> Reading:
    try:
        return _reading(place, _loads(line, place))
    except Refused as error:
        return Unreadable(error.subject, error.reason)


def _reading(place: str, record: object) -> Reading:
    try:
        if not isinstance(record, dict):
            raise Refused(place, f"an article is wanted, as an object in braces, not {quoted(record)}")
        return from_record(place, record)
    except Refused as error:
        return Unreadable(error.subject, error.reason)


def _loads(text: str, place: str) -> object:
    try:
        # NaN is what pandas writes for a missing value.
        return json.loads(text, parse_constant=lambda _: None)
    except json.JSONDecodeError as error:
        if error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated string"):
            raise Refused(place, "its JSON is cut off before its end: get the whole file again") from error
        where = f"line {error.lineno}, column {error.colno}" if error.lineno > 1 else f"column {error.colno}"
        raise Refused(place, f"not JSON: {error.msg} at {where}") from error
    except RecursionError as error:
        raise Refused(place, "its JSON is nested too deeply to be an article") from error
    except ValueError as error:  # a number of thousands of digits
        raise Refused(place, f"not usable JSON: {error}") from error


def _lines(handle: BinaryIO, origin: str) -> Iterator[tuple[int, str | Unreadable]]:
    """Numbered from 1; a line that is too long or no text comes as its Unreadable."""
    start = handle.read(4096)
    handle.seek(0)
    encoding = decoding.visible_encoding(start)
    if encoding is None and b"\0" in start:
        raise Refused(origin, "binary, not text: save it as UTF-8 text")
    # UTF-16 has no bytes that end lines: it is decoded first, and written again line by line.
    source = _recoded(handle, encoding) if encoding and encoding != "utf-8" else _bounded(handle.readline, b"\n")
    guessed: str | None = None
    for number, line in enumerate(source, 1):
        if len(line) > MAX_LINE_BYTES:
            reason = f"the line is longer than {MAX_LINE_BYTES // 1_000_000} MB: an article is shorter"
            yield number, Unreadable(f"{origin}:{number}", reason)
            continue
        try:
            yield number, line.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError:
            # Guessed once: a file has one encoding, and a guess takes a thousand times a decoding.
            guessed = guessed or decoding.encoding_of(line)
            if guessed is None:
                yield number, Unreadable(f"{origin}:{number}", "binary, not text: save it as UTF-8 text")
            else:
                yield number, line.decode(guessed, "replace")


def _recoded(handle: BinaryIO, encoding: str) -> Iterator[bytes]:
    text = TextIOWrapper(handle, encoding=encoding, errors="replace", newline="\n")
    try:
        for line in _bounded(text.readline, "\n"):
            yield line.removeprefix("\ufeff").encode("utf-8", "replace")
    finally:
        text.detach()  # the handle is its opener's to close


def _bounded(readline: Callable[[int], AnyStr], end: AnyStr) -> Iterator[AnyStr]:
    """The lines; of one that is too long, its first `MAX_LINE_BYTES` + 1, the rest passed over."""
    while line := readline(MAX_LINE_BYTES + 1):
        rest = line
        while len(rest) > MAX_LINE_BYTES and not rest.endswith(end):
            rest = readline(MAX_LINE_BYTES + 1)
        yield line
