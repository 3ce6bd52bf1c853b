"""From when goods are supplied or made under a deal, as exactly as the article puts it."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from corpus.deals.drafts import Quote
from corpus.deals.facts.times import iso
from corpus.deals.facts.told import Statement, nearest_before
from corpus.text import moments
from corpus.text.moments import Moment


def start(statements: Sequence[Statement], names: tuple[str, ...], published: date | None) -> tuple[str, Quote] | None:
    """From when goods are supplied or made under the deal, and its quote; the building of a plant is no start."""
    found = [begin for statement in statements for begin in _starts(statement, names, published)]
    if not found:
        return None
    _, told, quote = max(found, key=lambda begin: begin[0])  # of equals the first
    return told, quote


def _starts(statement: Statement, names: tuple[str, ...], published: date | None) -> Iterator[tuple[float, str, Quote]]:
    text = statement.text
    if not _MAKING.search(text):
        return
    for moment in moments.find(text, published):
        points, told = _starting(text, moment), iso(moment)
        if points and told:
            # A list gives each company its own start.
            nearness = nearest_before(text, moment.start, names) / 1000
            yield (
                points - min(statement.rank, 1) - statement.rank / 10 - nearness,
                told,
                statement.quote("start", moment.start, moment.end),
            )


def _starting(text: str, moment: Moment) -> int:
    """How surely supply or production starts then; 0 when nothing says so."""
    before, behind = text[max(0, moment.start - 140) : moment.start], text[moment.end : moment.end + 160]
    clause = _PARTS.split(before)[-1]
    if _ENDS.search(clause):
        return 0
    if _BUILDING.search(clause) or (_BUILDING.match(behind) and not _MAKING.search(clause)):
        return 0
    if _FROM.search(before) and _MAKING.search(before + behind):
        return 4
    if _BEGINS.search(clause) and (_MAKING.search(clause) or _MAKING.search(before)):
        return 4
    if _IN.search(clause) and _MADE_THEN.search(clause):
        return 3
    opens = len(_PARTS.split(before)[-1].split()) <= 2
    return 3 if opens and _WILL_START.match(behind) else 0


_MAKING = re.compile(
    r"\b(?:[Ss]uppl(?:y|ies|ied|ying|ier)|[Dd]eliver(?:y|ies|s|ed|ing)?|[Pp]rovid(?:e|es|ing)|[Pp]roduc(?:e|es|ed|ing"
    r"|tion)|[Mm]anufactur(?:e|es|ed|ing)"
    r"|[Aa]ssembl(?:e|ed|ing|y)|[Cc]ontract|[Aa]greement|SOP|[Oo]perat(?:e|es|ing|ions?)|[Pp]urchas(?:e|ing)"
    r"|[Uu]s(?:e|ing|ed)|[Ee]quip(?:ped)?|[Cc]apacity|[Ss]hip(?:ments?|ping|ped)?"
    r"|[Oo]fftake|[Ss]ourc(?:e|ed|ing)|[Mm]ade|[Oo]n sale|[Ss]ales|[Oo]btain|[Ll]aunch|[Bb]uy|cells|batteries"
    r"|roll(?:ed|ing|s)? (?:out|off)|[Dd]eploy(?:ed|ing|ment)?)\b"
)
_PARTS = re.compile(
    r"[;:] |, (?:and|but|while|with|which|whereas) | and (?=(?:production|deliver|suppl|cells|batteries|will|the))|\. "
)
_FROM = re.compile(
    r"\b(?:[Ff]rom(?: as early as)?|[Ss]tarting(?: in| from| with| as early as)?|[Bb]eginning(?: in| from| with)?"
    r"|[Cc]ommencing(?: in| from)?|[Aa]s (?:of|from)"
    r"|[Pp]eriod:?(?: of| from)?|[Bb]etween|[Ss]tart(?:ing)?:|[Ee]ffective|[Oo]ver(?: the period)?|[Ss]tarts in"
    r"|[Ff]rom around)"
    r"(?: about| around| as early as| the)? \Z"
)
_BEGINS = re.compile(
    r"\b(?:start(?:s|ed|ing)?|begin(?:s|ning)?|began|commenc(?:e|es|ed|ing)|kick(?:s|ed)? off|launch(?:es|ed)?"
    r"|come(?:s)? on ?(?:line|stream)|go(?:es)? (?:into|on)|goes live"
    r"|enter(?:s)?|open(?:s|ing)?|operational|first (?:deliver(?:y|ies)|shipments?|cells|batteries|vehicles|cars"
    r"|trucks|production)|ramp(?:s|ed|ing)? up)"
    r"\b[^;]{0,70}\b(?:in|on|by|for|during|as early as|at|around)(?: the)? \Z"
)
_MADE_THEN = re.compile(
    r"\b(?:(?:will|to|would|shall|should|is|are) (?:be )?(?:\w+ )?(?:suppl(?:y|ied)|deliver(?:ed)?|produced?|ma[dk]e"
    r"|manufactured?|built|assembled?|provided?|used?|shipped)"
    r"|production|deliver(?:y|ies)|shipments?|capacity of|due|scheduled|slated|expected|planned|SOP)\b"
)
_IN = re.compile(r"\b(?:in|for|on|during)(?: the)? \Z")
_ENDS = re.compile(
    r"\bdat(?:es?|ing) (?:back )?(?:from|to) \Z|\b(?:until|till|through|thru|by the end of|expires?(?: in)?"
    r"|ends?(?: in)?|runs? (?:until|to|through)|up to|before|founded in|since|"
    r"(?:announced|signed|agreed|said|unveiled|acquired|bought|struck|reached|inked) (?:in|on)|(?:announced|signed"
    r"|agreed|said))(?: the| late| early| mid)? \Z"
    r"|\b(?:from|between) [^;]{4,24} (?:to|and) \Z"
)
_BUILDING = re.compile(
    r"(?:\b(?:construction|ground|groundbreaking|building work|works?)\b[^;]{0,60}\Z|\s(?:for|with) construction)"
    r"|\b(?:closing|transaction|closed?|deal|acquisition|merger) (?:is |are )?(?:expected|scheduled|due|to close"
    r"|to be completed|planned)\b[^;]{0,50}\Z"
)
_WILL_START = re.compile(
    r",? (?:[\w.’'&-]+ ){0,6}(?:will|to|is to|are to|would) (?:start|begin|commence|supply|deliver|produce|provide"
    r"|launch|open|be (?:supplied|delivered|produced|built|made))\b"
)
