"""What the words of a sentence allow a relation to be: none is bought where nothing says so, and 9.9% is a stake."""

import re
from collections.abc import Mapping

from corpus.deals.relations import Relation


def _any(beginnings: str) -> re.Pattern[str]:
    """Any word that begins so; a "_" stands for a blank."""
    return re.compile(rf"\b(?:{'|'.join(beginnings.split())})".replace("_", " "), re.IGNORECASE)


_BOUGHT = (
    Relation.ACQUIRES,
    Relation.IS_ACQUIRED,
    Relation.MERGES,
    Relation.SELLS_TO,
    Relation.BUYS_FROM,
)
_INVESTED = (Relation.INVESTS, Relation.IS_INVESTED)
_LICENSED = (Relation.LICENSES, Relation.IS_LICENSED)
_SUPPLIED = (Relation.SUPPLIES, Relation.IS_SUPPLIED)
#: Relations, how much of them is left in a sentence that has none of the words that tell them, and those words.
_TOLD_BY = (
    (
        _BOUGHT,
        0.05,
        _any(
            r"""acqui buy bought purchas tak(?:e|es|ing|en)\b took takeover take-over merg sell sold sale divest offload
            snap swallow gobbl absorb own stake shares?\b sharehold control bid offer spin spun carv hand sole rescu
            part_of fold privat swoop scoop grab pick unit\b deal_for all_of become
            combin(?:e|es|ed|ation)_(?:compan|group|business|entit|with|of) fus unit(?:e|es|ing)\b union
            tie-up tender transfer pass asset business(?:es)?\b exit part(?:s|ed|ing)?_with
            pursu lands?\b join subsidiary"""
        ),
    ),
    (
        _INVESTED,
        0.2,
        _any(
            r"""invest stake fund round rais back loan lend lent grant financ share series_[a-h]\b venture_capital
            equity capital inject pour put money bond debt credit led\b lead participat \d+(?:\.\d+)?_?(?:%|per_?cent)
            hold cash sink sank commit plough plow spend spent own IPO interest"""
        ),
    ),
    (
        _LICENSED,
        0.2,
        _any(
            r"""licen royalt right patent technolog know-how knowhow content archive stream carr catalog intellectual
            IP\b blueprint software use using pay train song"""
        ),
    ),
    (
        (Relation.VENTURE,),
        0.3,
        _any(
            r"""joint venture JV together co-own 50[-:/_] half form equal own shared alliance partner set(?:s|ting)?_up
            establish company stake team found"""
        ),
    ),
)
#: How much of what another kind loses goes to a deal of no told kind.
_GENERAL = 0.3
#: Half and half: nobody is bought, something new is shared.
_SHARED = re.compile(r"\b(?:equally[- ]owned|jointly[- ]owned|co-owned|50[-:/–]50)\b", re.IGNORECASE)
#: `A majority stake in`: who has it owns the company.
_MAJORITY = re.compile(r"\b(?:majority|controlling) (?:equity )?(?:stake|share|interest|holding)\b", re.IGNORECASE)
#: "A chip deal", "a five-year lithium contract": what is dealt in is supplied.
_DEAL_IN = re.compile(
    r"\b(?:chip|cell|batter(?:y|ies)|module|pack|lithium|nickel|cobalt|graphite|manganese|copper|steel|cathode|anode"
    r"|material|hydroxide|carbonate|concentrate|electrolyte|separator|foil|wafer|semiconductor|motor|engine|bus(?:es)?"
    r"|truck|van|car|vehicle|charger|supply|offtake|off-take|sourcing|procurement|purchase)s?"
    r"[ -](?:supply |purchase |offtake |sourcing )?(?:deal|contract|agreement|pact|order|accord)s?\b"
    r"|\b(?:supply|purchase|delivery) of (?:up to |about |some |over |more than )?[\d.,]+ ?"
    r"(?:[MGk]Wh?|tonnes|t\b|[a-z])",
    re.IGNORECASE,
)
#: A deal that can be of no other kind.
_SUPPLY = re.compile(r"(?:supply|delivery|purchase of|off-?take|sourcing|procurement)\b", re.IGNORECASE)
#: Of a deal in something: how likely it is that it is supplied, where no other word is there.
_SUPPLIES = 0.6
#: What a model thinks this likely, words may make likely.
_POSSIBLE = 0.1
_SHARE = re.compile(r"\b(\d{1,3}(?:\.\d+)?) ?(?:%|per ?cent\b)", re.IGNORECASE)
_MINORITY = re.compile(
    r"\b(?:minority|small|strategic|[a-z]+-(?:digit|figure)|non-controlling) (?:equity )?(?:stake|share|interest)"
    r"|\bstakes? in\b|\bstake of\b|\bshareholder (?:of|in)\b",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    r"\b(?:majority|controlling|entire|full(?:y)?|whole|wholly|all|remaining|rest|outright|100 ?%|take ?over|control of"
    r"|outstanding|other half|sole owner)\b",
    re.IGNORECASE,
)
_OF_STAKES = ((Relation.ACQUIRES, Relation.INVESTS), (Relation.IS_ACQUIRED, Relation.IS_INVESTED))


def weighed(relations: Mapping[Relation, float], text: str, *, together: bool = False) -> dict[Relation, float]:
    """The probabilities with what the sentence's words tell; how likely a deal is at all stays as it was.

    `together`: the two act side by side, so that a deal in goods need not be one between them.
    """
    found = dict(relations)
    telling = False
    for told, left, words in _TOLD_BY:
        if words.search(text):
            telling = telling or told is _BOUGHT or told is _INVESTED
        else:
            # A deal that is none of these is told in so general words that it may be any other.
            found[Relation.PARTNERS] += sum(found[each] for each in told) * (1 - left) * _GENERAL
            for relation in told:
                found[relation] *= left
    dealt = _DEAL_IN.search(text)
    if dealt and (_SUPPLY.match(dealt[0]) or not (telling or together)):
        others = sum(found[each] for each in (Relation.PARTNERS, *_BOUGHT))
        _raise(found, _SUPPLIED, max(_SUPPLIES, _SUPPLIES / (1 - _SUPPLIES) * others))
    if _is_minority(text):
        for whole, part in _OF_STAKES:
            found[part], found[whole] = found[part] + found[whole], 0.0
    elif _MAJORITY.search(text):
        for whole, part in _OF_STAKES:
            found[whole], found[part] = found[whole] + found[part], 0.0
    if _SHARED.search(text) and found[Relation.VENTURE] > _POSSIBLE:
        found[Relation.VENTURE] += sum(found[each] for each in _BOUGHT)
        for each in _BOUGHT:
            found[each] = 0.0
    return _with_the_same_sum(found, relations)


def _raise(found: dict[Relation, float], relations: tuple[Relation, ...], least: float) -> None:
    """Makes these at least so likely together, in the proportion that they have."""
    have = sum(found[relation] for relation in relations)
    if have < least:
        for relation in relations:
            found[relation] = found[relation] * least / have if have > 0.001 else least / len(relations)


def _is_minority(text: str) -> bool:
    if _WHOLE.search(text):
        return False
    shares = [float(share) for share in _SHARE.findall(text)]
    return bool(shares and max(shares) < 50 and re.search(r"% of|cent of|stake|share|interest", text)) or (
        not shares and bool(_MINORITY.search(text))
    )


_NO_DEAL = (Relation.NONE, Relation.OWNS, Relation.IS_OWNED)


def _with_the_same_sum(found: dict[Relation, float], before: Mapping[Relation, float]) -> dict[Relation, float]:
    deals = [relation for relation in found if relation not in _NO_DEAL]
    total, was = sum(found[each] for each in deals), sum(before[each] for each in deals)
    return {each: found[each] if each in _NO_DEAL else found[each] * was / (total or 1) for each in found}
