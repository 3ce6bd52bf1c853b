"""Whether the text that a feed gives of an article is all of it."""

import re

#: A summary is rarely longer, an article rarely shorter.
_SUMMARY_CHARACTERS, _CONTENT_CHARACTERS = 2_000, 600
_TAIL = 500

# What stands where a text breaks off, at its end or before the line that some blogs end every entry with.
_CUT = re.compile(
    r"(?:\[?(?:…|\.\.\.|&hellip;)\]?|\[\+\d+ chars\]"
    r"|(?:read|learn|find out|see) more|continue reading.{0,200}|keep reading"
    r"|read (?:on|the (?:full|rest|whole)).{0,80}"
    r"|full (?:story|article).{0,80}|more (?:at|on) .{0,80}"
    r"|weiterlesen.{0,200}|mehr (?:lesen|erfahren)|zum artikel|lire la suite.{0,80}|leer más|seguir leyendo.{0,80}"
    r"|阅读全文|続きを読む|더 ?보기)\s*[»›→>.:]*\s*\Z",
    re.I,
)
_SIGNATURE = re.compile(r"\s*(?:The post .{1,300} (?:first )?appeared (?:first )?on .{1,100}|Source: .{1,100})\s*\Z")


def without_signature(text: str) -> str:
    """The text without the line by which blogs' software ends every entry."""
    head, tail = text[:-_TAIL], text[-_TAIL:]
    return head + _SIGNATURE.sub("", tail)


def is_whole(text: str, is_content: bool) -> bool:
    """`is_content`: the feed calls it that, and not a summary."""
    body = without_signature(text).rstrip()
    if len(body) < (_CONTENT_CHARACTERS if is_content else _SUMMARY_CHARACTERS):
        return False
    return not _CUT.search(body[-300:].rpartition("\n")[2])
