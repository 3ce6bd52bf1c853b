"""Publishers' own word that an article was wrong: retractions, and corrections published beside what they correct."""

import re
from typing import Literal

Notice = Literal["retracted", "corrected"]

#: A notice stands at the top of a text, or is a paragraph of its own as short as this.
_TOP_CHARACTERS, _PARAGRAPH_CHARACTERS = 300, 400

_RETRACTED = (
    r"retract(?:ed|ion)(?: (?:article|story))?|withdrawn|(?:story|article) withdrawn|(?:mandatory )?kill"
    r"|zurückgezogen|rückzug|retractación|retirado|rétractation|retiré|撤回|取り消し|取消し|삭제|철회"
)
_CORRECTED = (
    r"correct(?:ed|ion)|berichtigung|berichtigt|korrektur|korrigiert|richtigstellung|corrección|corregido|rectificación"
    r"|correction|corrigé|rectificatif|correzione|correção|訂正|更正|정정"
)
#: "CORRECTED-Mazda picks…", "[Retracted] Mazda picks…", "Correction 2: Mazda picks…", "Mazda picks… (corrected)".
_BEFORE = re.compile(
    rf"\s*(?:[(\[【]\s*(?:(?P<r1>{_RETRACTED})|(?P<c1>{_CORRECTED}))\s*[)\]】]\s*[-:–—]?"
    rf"|(?:(?P<r2>{_RETRACTED})|(?P<c2>{_CORRECTED}))(?:\s+\d)?\s*[-:：–—|])\s*",
    re.I,
)
_AFTER = re.compile(rf"\s*[(\[【]\s*(?:(?P<r1>{_RETRACTED})|(?P<c1>{_CORRECTED}))\s*[)\]】]\s*$", re.I)

# What is taken back is the article itself: "the study has been retracted" is news of another text.
_THIS = r"this (?:article|story|report|post|news item|item|press release|release|page|dispatch)"
_GONE = r"(?:retracted|withdrawn|taken down|depublished|unpublished)"
_SELF = re.compile(
    rf"\b{_THIS},?[^.!?\n]{{0,80}}? (?:has been|was|is being|is) (?:fully |formally |now )?{_GONE}\b"
    rf"|\b(?:has|have) (?:fully |formally )?(?:retracted|withdrawn) {_THIS}\b"
    rf"|\b(?:we|the editors|the publisher) (?:hereby )?(?:retract|withdraw) {_THIS}\b"
    r"|\bdiese[rn]? (?:artikel|meldung|beitrag|bericht) wurde[^.!?\n]{0,60} (?:zurückgezogen|depubliziert)"
    r"|\beste artículo ha sido (?:retirado|retractado)|\bcet article a été (?:retiré|rétracté)"
    r"|この記事は[^。\n]{0,20}(?:取り消|撤回)|本文已(?:被)?撤回|이 기사는[^.\n]{0,20}(?:철회|취소)",
    re.I,
)


#: One of these is in every text that `_SELF` finds; looking for them is much faster.
_HINTS = tuple(
    "retract|withdraw|depublish|unpublish|taken down|zurückgezogen|depubliziert|retirado|retractado|retiré|rétracté"
    "|取り消|撤回|철회|취소".split("|")
)


def of(title: str, text: str) -> Notice | None:
    """What an article says of itself, in its title or in so many words; None of nearly all."""
    found = in_title(title)
    if found == "retracted" or _takes_back(text):
        return "retracted"
    return found


def in_title(title: str) -> Notice | None:
    match = _BEFORE.match(title) or _AFTER.search(title)
    if match is None:
        return None
    return "retracted" if any(name.startswith("r") and match[name] for name in match.groupdict()) else "corrected"


def subject(title: str) -> str:
    """The title without the mark of a notice: that of the article which the notice is about."""
    return _AFTER.sub("", _BEFORE.sub("", title, count=1) if _BEFORE.match(title) else title).strip() or title


def _takes_back(text: str) -> bool:
    lowered = text.lower()
    if not any(hint in lowered for hint in _HINTS):
        return False
    if _SELF.search(text[:_TOP_CHARACTERS]):
        return True
    return any(
        len(text[max(0, text.rfind("\n", 0, match.start())) : _line_end(text, match.end())]) <= _PARAGRAPH_CHARACTERS
        for match in _SELF.finditer(text)
    )


def _line_end(text: str, position: int) -> int:
    end = text.find("\n", position)
    return end if end >= 0 else len(text)
