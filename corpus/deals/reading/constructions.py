"""What stands between two names says which of them acts: a model that never saw the verb may turn the two round."""

import re
from collections.abc import Mapping

from corpus.deals.relations import Pair, Relation

#: How many times likelier what a construction says is than its reverse. Among the labelled sentences of
#: `tests/data/relations` it is right of 1,084 pairs with a direction and turned round of 33.
_TELLING = 12.0
#: More words between two names are another clause.
_LONGEST = 160

_Way = tuple[Relation, Relation]
_SUPPLY: _Way = (Relation.SUPPLIES, Relation.IS_SUPPLIED)
_PURCHASE: _Way = (Relation.ACQUIRES, Relation.IS_ACQUIRED)
_SALE: _Way = (Relation.SELLS_TO, Relation.BUYS_FROM)
_STAKE: _Way = (Relation.INVESTS, Relation.IS_INVESTED)
_LICENCE: _Way = (Relation.LICENSES, Relation.IS_LICENSED)


def _back(way: _Way) -> _Way:
    return way[1], way[0]


def _said(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE | re.DOTALL)


_ACTIVE = "".join(rf"(?<!\b{verb} )" for verb in ("been", "was", "were", "be", "being", "is", "are", "gets"))
_TAKEN_OVER = r"t(?:ake|akes|ook|aking|aken) over|snap(?:s|ped)? up"
_BUY = rf"(?:acquir(?:es?|ed|ing)|buy(?:s|ing)?|bought|purchas(?:es?|ed|ing)|{_TAKEN_OVER})"
_MONEY = r"(?:round|funding|financing|investment|loan|grant|capital|raise)"
_SUM = r"(?:US|A|C)?[$€£¥]\s?\d"
_GET = r"(?:secur(?:es?|ed|ing)|receiv(?:es?|ed|ing)|g(?:ets?|ot)|land(?:s|ed)?)"
_GOODS = r"(?:cells?|batter(?:y|ies)|chips?|packs?|modules?|motors?|lithium|nickel|materials?|technology|systems?)"
_GIVE = r"(?:suppl(?:y|ies|ied|ying)|deliver(?:s|ed|ing)?|provid(?:es?|ed|ing))"
#: Up to the second name.
_NAME = r" (?:[\w-]+ ){0,4}$"
#: From the end of the first name to the start of the second. The first that matches speaks.
_BETWEEN = (
    (
        Relation.IS_SUPPLIED,
        _said(
            r"^,? (?:is |was |became |who is )?(?:an? |the )?(?:[a-z]+ ){0,2}(?:customer|client|buyer) (?:of|for)\b",
        ),
    ),
    (
        Relation.SUPPLIES,
        _said(r"^,? (?:is |was |became |which is )?(?:an? |the )?(?:[a-z]+ ){0,3}suppliers? (?:of|to|for)\b"),
    ),
    (
        Relation.IS_ACQUIRED,
        _said(
            r"\b(?:acquired|bought|purchased|taken over|snapped up|acquisition|takeover|buyout|owned) by\b",
            r"\b(?:offer|bid)s?\b.*\bfrom\b",
        ),
    ),
    (Relation.BUYS_FROM, _said(rf"\b{_ACTIVE}(?:{_BUY}|acquisition|purchase)\b.*\bfrom{_NAME}")),
    (
        Relation.SELLS_TO,
        _said(rf"\b(?:s(?:ell|ells|old|elling)|offload(?:s|ed|ing)?|divest\w*|sale|transfer)\b.*\bto{_NAME}"),
    ),
    (
        Relation.SUPPLIES,
        _said(
            rf"\b(?:w(?:in|ins|on|inning)|bag(?:s|ged)?|clinch\w*|{_GET})\b"
            r".*\b(?:order|contract|deal)s?\b.*\b(?:from|with|for|by)\b"
        ),
    ),
    (
        Relation.IS_INVESTED,
        _said(
            rf"\b(?:rais(?:es?|ed|ing)|clos(?:es?|ed)|{_GET})\b.*\b(?:from|led by|by)\b",
            rf"\b{_MONEY}\b.*\b(?:led by|from)\b",
            r"\bbacked by\b|\binvestors?\b.*\b(?:includ\w+|are|like)\b",
        ),
    ),
    (
        Relation.INVESTS,
        _said(
            r"\binvest(?:s|ed|ing|ment)?\b.*\bin(?:to)?\b|\b(?:stake|shares?|interest|holding)\b.{0,20}\b(?:in|of)\b",
            r"^-backed\b|^ backs\b|\b(?:led|leads|joined|co-led)\b.*\b(?:round|funding|investment)\b",
            r"\b(?:lends?|lent|loans?)\b.*\bto\b",
            rf"\b(?:put|pour|inject|plough|plow|pump|sink)\w*\b.*{_SUM}.*\binto\b",
            rf"\b(?:award|grant|giv|gave)\w* (?:[a-z]+ ){{0,3}}{_SUM}.*\bto{_NAME}",
        ),
    ),
    (
        Relation.ACQUIRES,
        _said(
            rf"\b{_ACTIVE}{_BUY}\b(?! by\b)(?!.*\bfrom\b)",
            r"['’]s (?:[\w$€£.-]+ ){0,5}(?:acquisition|takeover|purchase|buyout|pursuit) of\b",
            r"\b(?:bid|offer) (?:for|to (?:buy|acquire))\b",
        ),
    ),
    (Relation.IS_LICENSED, _said(r"\blicen[sc]\w*\b.*\bfrom\b")),
    (Relation.LICENSES, _said(r"\blicen[sc]\w*\b.*\bto\b")),
    (
        Relation.IS_SUPPLIED,
        _said(
            r"\b(?:supplied|provided|delivered|made|manufactured|produced|built|powered) by\b",
            rf"\b{_GOODS}\b.{{0,40}}\bfrom{_NAME}",
            r"\b(?:sourc\w+|order(?:s|ed)|buy(?:s|ing)?|bought|purchas\w+)\b.*\bfrom\b",
            r"^ (?:has |have )?(?:taps?|tapped|picks?|picked|selects?|selected|chose|chooses|chosen|awards?|awarded)\b",
        ),
    ),
    (Relation.SUPPLIES, _said(rf"\b{_GIVE}\b(?!.*\b(?:by|from)\b)")),
)
_AND = re.compile(r"(?: \([^()]{1,20}\))?(?:,| and| &) ")
#: `A was B's first customer`, `A has become B's only supplier of cells`.
_IS = re.compile(r" (?:has |had )?(?:is|was|are|became|become|been|remains|being)(?: also| now)? ")
_ROLE = re.compile(r"['’]s? (?:[a-z-]+ ){0,3}(?:(?P<customer>customers?|clients?|buyers?)|(?:suppliers?|vendors?))\b")
#: What each says of every relation that has a direction: the first of a pair rather than the second.
_IMPLIED = {
    Relation.SUPPLIES: (_SUPPLY,),
    Relation.IS_SUPPLIED: (_back(_SUPPLY), _back(_SALE)),
    Relation.ACQUIRES: (_PURCHASE, _STAKE, _back(_SALE)),
    Relation.IS_ACQUIRED: (_back(_PURCHASE), _back(_STAKE)),
    Relation.SELLS_TO: (_SUPPLY, _SALE),
    Relation.BUYS_FROM: (_back(_SUPPLY), _back(_SALE)),
    Relation.INVESTS: (_STAKE, _PURCHASE),
    Relation.IS_INVESTED: (_back(_STAKE), _back(_PURCHASE)),
    Relation.LICENSES: (_LICENCE,),
    Relation.IS_LICENSED: (_back(_LICENCE),),
}


def weighed(relations: Mapping[Relation, float], pair: Pair) -> dict[Relation, float]:
    """The probabilities with what the construction tells; of each kind of relation as much is left as there was."""
    found = dict(relations)
    told = said(pair)
    for likely, unlikely in _IMPLIED[told] if told else ():
        both = found[likely] + found[unlikely]
        if both:
            turned = found[unlikely] / (found[likely] * _TELLING + found[unlikely])
            found[likely], found[unlikely] = both * (1 - turned), both * turned
    return found


def are_together(pair: Pair) -> bool:
    """`A and B announce a van deal`: what they do side by side, neither does to the other."""
    gaps = (pair.text[one[1] : other[0]] for one in pair.first for other in pair.second if one[1] < other[0])
    return any(_AND.fullmatch(gap) for gap in gaps)


def tells_sum(pair: Pair) -> bool:
    """Whether a sum of money stands between the two."""
    return any(
        re.search(_SUM, pair.text[min(a[1], b[1]) : max(a[0], b[0])]) is not None
        for a in pair.first
        for b in pair.second
    )


def said(pair: Pair) -> Relation | None:
    """What the words between the two say, where they say it plainly."""
    gaps = [(one[1], other[0]) for one in pair.first for other in pair.second if one[1] <= other[0]]
    start, end = min(gaps, key=lambda gap: gap[1] - gap[0], default=(0, 0))
    if not 0 < end - start <= _LONGEST:
        return None
    words = pair.text[start:end]
    if _IS.fullmatch(words):
        role = _ROLE.match(pair.text, max(span[1] for span in pair.second if span[0] == end))
        if role:
            return Relation.IS_SUPPLIED if role["customer"] else Relation.SUPPLIES
    return next((relation for relation, pattern in _BETWEEN if pattern.search(words)), None)
