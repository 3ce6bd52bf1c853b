"""An article's headline, without the name of the site that it stands on."""

import re
from collections.abc import Iterable, Sequence

from corpus.text import cleaning

MAX_CHARACTERS = 300

_SEPARATOR = re.compile(r"\s+[|·•»›–—-]\s+|\s*[|｜]\s*|\s+::\s+|\s*：\s*|:\s+|_(?=[^\W_]+$)")
# What a page is called that shows an article in another dress.
_DRESS = re.compile(r"(?:print (?:this )?(?:article|page|story|version)|printer[- ]friendly(?: version| page)?)", re.I)
_CUT = ("…", "...")


def choose(claims: Iterable[str], names: Sequence[str]) -> str:
    """The first claim that says something, without the site's `names` around it; empty when none does.

    One that is cut short gives way to one that goes on; a name alone is no headline.
    """
    made = [without_site(cleaning.one_line(claim, 2_000), names) for claim in claims]
    made = [title for title in made if title and not _is_name(title, names) and not _DRESS.fullmatch(title)]
    if not made:
        return ""
    whole = made[0]
    if whole.endswith(_CUT):
        begun = whole.rstrip("….").rstrip()
        whole = next((title for title in made[1:] if title.startswith(begun) and not title.endswith(_CUT)), whole)
    # "Headline - Column - Site" of one claim is "Headline" by another.
    shorter = (title for title in made[1:] if len(title) > 0.4 * len(whole) and _goes_on(whole, title))
    return cleaning.one_line(next(shorter, whole), MAX_CHARACTERS)


def _goes_on(whole: str, title: str) -> bool:
    return whole.startswith(title) and bool(_SEPARATOR.match(whole, len(title)))


def without_site(title: str, names: Sequence[str]) -> str:
    """The title without the segments at its ends that name the site."""
    while True:
        cuts = list(_SEPARATOR.finditer(title))
        if cuts and _is_name(title[cuts[-1].end() :], names):
            title = title[: cuts[-1].start()].rstrip()
        elif cuts and _is_name(title[: cuts[0].start()], names):
            title = title[cuts[0].end() :].lstrip()
        else:
            return title


def site_in(title: str, names: Sequence[str]) -> str | None:
    """The site's name as it is written at an end of the title."""
    cuts = list(_SEPARATOR.finditer(title))
    ends = (title[cuts[-1].end() :], title[: cuts[0].start()]) if cuts else ()
    return next((end.strip() for end in ends if _is_name(end, names)), None)


def _is_name(segment: str, names: Sequence[str]) -> bool:
    folded = _folded(segment)
    return bool(folded) and any(_same(folded, _folded(name)) for name in names)


def _same(segment: str, name: str) -> bool:
    """ "The Example Wire" and "Example Wire News" are Example Wire."""
    if not name:
        return False
    bare = re.sub(r"^the|(?:news|online|com|de|net|org|jp|magazine|today)$", "", segment)
    return segment == name or bare == re.sub(r"^the|(?:news|online|com|de|net|org|jp|magazine|today)$", "", name)


def _folded(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())
