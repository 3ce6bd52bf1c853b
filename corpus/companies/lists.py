"""Names in a list: what one of them is, the others are too."""

import re
from collections.abc import Iterator, Sequence

Span = tuple[int, int]

#: What stands between two names of one list: `A, B and C`, `A as well as B`.
_LINK = re.compile(
    r"(?P<comma>, )|(?:,? (?:and|or|&)|,? as well as|,? along with|,? together with) (?:the |[A-Z][a-z]+['’]s )?"
)


def lists(text: str, spans: Sequence[Span]) -> Iterator[tuple[list[int], bool]]:
    """The lists that sorted, disjoint spans form: indexes of two spans or more, and whether they are joined.

    One of commas alone is not joined: it may as well be `Zelva, Hungary`.
    """
    row = [0] if spans else []
    joined = False
    for index in range(1, len(spans) + 1):
        link = None
        if index < len(spans):
            start, end = spans[index - 1][1], spans[index][0]
            link = _LINK.fullmatch(text, start, end) if end - start < 20 else None
        if link is not None:
            row.append(index)
            joined = joined or link["comma"] is None
            continue
        if len(row) > 1:
            yield row, joined
        row, joined = [index], False
