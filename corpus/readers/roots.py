"""The first tag of a document, by which feeds and sitemaps are told from pages."""

import re

FEEDS, SITEMAPS = frozenset({"rss", "feed", "rdf"}), frozenset({"urlset", "sitemapindex"})

_LOOKED_AT = 4096
_TAG = re.compile(rb"<(?:\w{1,40}:)?(\w{1,40})")
#: What may stand before a document's first tag, and how it ends.
_BEFORE = ((b"<?", b"?>"), (b"<!--", b"-->"), (b"<!", b">"))


def root(content: bytes) -> str:
    """Its name without its prefix, in lower case; "" if there is none.

    In steps: a regular expression for all that may stand before takes for ever over forty empty comments.
    """
    rest = content[:_LOOKED_AT].removeprefix(b"\xef\xbb\xbf").lstrip()
    while opened := next((pair for pair in _BEFORE if rest.startswith(pair[0])), None):
        # Entities may be declared in the midst of a document's type.
        ends = b"]>" if opened[0] == b"<!" and b"[" in rest.partition(b">")[0] else opened[1]
        rest = rest.partition(ends)[2].lstrip()
    tag = _TAG.match(rest)
    return tag[1].decode("ascii", "replace").lower() if tag else ""
