"""The body of an answer: unpacked, within bounds, whole."""

import zlib
from collections.abc import Iterable

#: What to ask for: zlib unpacks these by the slice, so a bomb never goes off in memory.
ACCEPT_ENCODING = "gzip, deflate"

_OURS = {"gzip": "gzip", "x-gzip": "gzip", "deflate": "deflate"}
_OTHERS = frozenset({"br", "zstd", "compress", "x-compress", "dcb", "dcz"})

# Each costs a copy of what is left of the chunk; honest servers send one or two.
_MAX_GZIP_MEMBERS = 1_000


class TooLarge(Exception):
    """More than was allowed, before or after unpacking."""


class Broken(Exception):
    """Not what the answer says that it is; the message says how."""


def read(chunks: Iterable[bytes], content_encoding: str, max_bytes: int) -> bytes:
    """The body of these chunks as they came; holds `max_bytes` and one chunk in memory at most.

    Raises:
        TooLarge: it goes on after `max_bytes`.
        Broken: it cannot be unpacked, or ends in the midst.
    """
    packing = _packing(content_encoding)
    inflating = _Inflating(packing) if packing else None
    body, received = bytearray(), 0
    for chunk in chunks:
        received += len(chunk)
        body += inflating.feed(chunk, max_bytes - len(body)) if inflating else chunk
        if max(received, len(body)) > max_bytes:
            raise TooLarge
    if inflating and received and not inflating.whole:
        raise Broken("its compressed content is cut off")
    return bytes(body)


def _packing(content_encoding: str) -> str | None:
    named = [name.strip().lower() for name in content_encoding.split(",")]
    packings = [name for name in named if name in _OURS or name in _OTHERS]
    # Other words, "identity" and mistakes like "utf-8" among them, pack nothing.
    if not packings:
        return None
    if len(packings) > 1 or packings[0] in _OTHERS:
        raise Broken(f"it is packed in a way that was not asked for ({', '.join(packings[:5])})")
    return _OURS[packings[0]]


class _Inflating:
    def __init__(self, packing: str) -> None:
        self._packing = packing
        self._stream = zlib.decompressobj(wbits=31) if packing == "gzip" else None
        self._first = b""
        self._members = 1

    @property
    def whole(self) -> bool:
        return self._stream is not None and self._stream.eof

    def feed(self, data: bytes, room: int) -> bytes:
        """`room` + 1 bytes at most: one more than there is room for says that there is too much."""
        out = b""
        try:
            stream, data = self._stream_for(data)
            while stream and data and len(out) <= room:
                out += stream.decompress(data, room + 1 - len(out))
                if not stream.eof:
                    break
                stream, data = self._stream_for(stream.unused_data)
        except zlib.error as error:
            raise Broken(f"its content is not the {self._packing} it claims to be") from error
        return out

    def _stream_for(self, data: bytes) -> "tuple[zlib._Decompress | None, bytes]":
        if self._stream is None:
            # "deflate" is zlib's format by the standard and the bare one by many servers.
            self._first += data
            if len(self._first) < 2:
                return None, b""
            data, head = self._first, int.from_bytes(self._first[:2], "big")
            zlib_format = self._first[0] & 0x0F == 8 and head % 31 == 0
            self._stream = zlib.decompressobj(wbits=15 if zlib_format else -15)
        elif self._stream.eof:
            # Another gzip member may follow (RFC 1952, 2.2); other left-overs mean nothing.
            if self._packing != "gzip" or not data.startswith(b"\x1f"):
                return None, b""
            self._members += 1
            if self._members > _MAX_GZIP_MEMBERS:
                raise Broken("its compressed content is in too many pieces")
            self._stream = zlib.decompressobj(wbits=31)
        return self._stream, data
