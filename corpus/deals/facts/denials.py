"""The words that deny a deal, or what was reported of it."""

import re
from collections.abc import Iterator

from corpus.deals.facts.cues import NOT, Cue, Span


def denials(text: str) -> Iterator[Span]:
    """Where a sentence says that there is no such deal; what a court denies, or of a price, is no denial."""
    if not _HINT.search(text):
        return
    for words in (_IS_UNTRUE, _CALLED_UNTRUE, _REJECTS, _DENIES):
        yield from words.find(text)
    # Who has agreed on one deal may well rule out a further one.
    if not _AGREED.search(text):
        yield from _NOT_MEANT.find(text)
        if _SAID.search(text):
            yield from _NOT_DONE.find(text)


def _cue(pattern: str, unless_after: str = "", unless_before: str = "") -> Cue:
    before = re.compile(unless_before, re.IGNORECASE) if unless_before else None
    return Cue(
        re.compile(pattern, re.IGNORECASE), re.compile(rf"(?:{unless_after or _TURNED_ROUND}) ?\Z", re.I), before
    )


#: Without any of these a sentence denies nothing; few sentences have one.
_HINT = re.compile(
    r"\b(?:no|not|den(?:y|i)|contrary|false|fake|wrong|untrue|un(?:found|substan)|ground|baseless|in(?:corr|accur|vent)"
    r"|without|speculation|fiction|made|fabric|nonsense|rubbish|refut|rebuff|disput|dispel|quash|reject|dismiss|down"
    r"|away|pour|scotch|squash|contradict|rul(?:e|ing))|n['’]t\b",
    re.IGNORECASE,
)
#: "Did not deny", "has yet to reject", "declined to confirm or deny".
_TURNED_ROUND = rf"\b{NOT}(?: (?:confirm\w*|either|yet|immediately|to|have|be|been)){{0,3}}(?: (?:or|nor))?"
_HOW = (
    r"(?:simply |completely |totally |entirely |absolutely |categorically |flatly |just |all |also |both "
    r"|factually |clearly )*"
)
_FALSE = (
    r"(?:not (?:at all )?(?:true|correct|accurate|right)|untrue|false|fake(?: news)?|baseless|unfounded|groundless"
    r"|incorrect|inaccurate|wrong|without (?:any )?(?:foundation|basis|merit|substance)|(?:mere|pure) speculation"
    r"|fiction|made[ -]up|fabricated|invented|nonsense|rubbish|unsubstantiated)\b"
)
#: What a report is about when it is about a deal.
_DEAL = (
    r"(?:buy\w*|bought|acqui\w+|purchas\w+|tak(?:e|es|ing) (?:over|an?|control)|takeover|merg\w+|combin\w+|bids?"
    r"|offers?|deals?|talks|negotiat\w+|discussions?|agreements?|contracts?|orders?|suppl\w+|sourc\w+|partner\w*"
    r"|co-?operat\w+|collaborat\w+|work(?:s|ing)? (?:with|together)|team\w*|tie-?ups?|alliances?|joint|ventures?"
    r"|form(?:s|ing)? an?|set(?:ting)? up|invest\w*|stakes?|fund\w*|licen[cs]\w+|sell|selling|sale|divest\w*)"
)
#: A report that denies no deal by being false: of its price, of what the product does.
_BESIDE = r"(?:price|costs?|debts?|jobs?|range|fires?|safety|quality|emissions|(?:over)?paid)"
_OF_DEAL = rf"(?=[^.;]{{0,160}}\b{_DEAL}\b)(?![^.;]{{0,90}}\b{_BESIDE}\b)"
#: Telling of a deal; a claim is more often another.
_REPORT = (
    r"(?:reports?|reporting|rumou?rs?|speculation|stor(?:y|ies)|suggestions?|allegations?"
    rf"|claims?(?= (?:that|of|it|about)\b{_OF_DEAL})|talk(?= (?:that|of|about)\b))"
)
_TALKS = r"(?:talks|negotiations|discussions)"
_NOW = r"(?:currently |presently |now |actively |at present )?"
_ANY = r"(?:an? |the |any |such (?:an? )?|its |in |into |on |about |of )*"
_MEANT = rf"(?: {_ANY}(?:[\w’'-]+ ){{0,2}}?{_DEAL}|[”\"’']? ?(?:[.,;]|\Z))"
_IS_UNTRUE = _cue(
    # "Reports that Foo would buy Bar are untrue", and as a headline: "Report of Foo buying Bar unfounded, says Bar"
    rf"\b{_REPORT}\b(?: (?:in|by|from) [^.;,]{{1,40}}?)?{_OF_DEAL}[^.;]{{1,160}}? (?:(?:is|are|was|were|be|been|as"
    rf"|proved) {_HOW}[“\"‘']?{_HOW}{_FALSE}|{_FALSE}(?=[”\"’']?(?:[.,:]| sa(?:ys|id)\b|\Z)))"
    rf"|\b(?:this|the|that|such|those|these|media) {_REPORT} (?:is|are|was|were) {_HOW}[“\"‘']?{_HOW}{_FALSE}"
    rf"|\b(?:it|this|that)(?: is| was|['’]s) {_HOW}{_FALSE} that\b{_OF_DEAL}"
    rf"|\A[“\"‘'](?:(?:it|this|that)['’]s )?{_HOW}{_FALSE}[.,]?[”\"’'] ?[:,–—-]"
    rf"|[“\"‘'](?:completely|totally|entirely) false"
    rf"|\bno(?:t an? (?:word|grain|ounce|iota) of| shred of)? (?:truth|foundation|basis|substance)(?: whatsoever)? "
    rf"(?:to|in|for|behind)\b[^.;]{{0,40}}?\b(?:{_REPORT}|it|this|that)\b",
    rf"\b(?:after|when|earlier|previous|old|{NOT})(?: \w+)?",
)
_CALLED_UNTRUE = _cue(
    # "Foo called the report of a takeover of Bar false"
    rf"\b(?:call(?:s|ed|ing)|describ(?:es|ed|ing)|brand(?:s|ed)|label(?:s|l?ed)|dismiss(?:es|ed|ing)?|reject(?:s|ed"
    rf"|ing)?) (?:[\w’'&-]+ ){{0,5}}?{_REPORT}{_OF_DEAL}[^.;]{{0,160}}? [“\"‘']?{_HOW}{_FALSE}"
    rf"|\bcontrary to (?:[\w’'&-]+ ){{0,3}}?{_REPORT},[^.;]{{0,60}}?(?:\bnot|n['’]t|\bno)\b(?! only){_OF_DEAL}"
)
_REJECTS = _cue(
    # "Foo dismissed as speculation a newspaper's report"; "Foo shoots down Bar takeover rumours"
    rf"\b(?:refut(?:e|es|ed|ing)|rebuff(?:s|ed|ing)?|disput(?:e|es|ed|ing)|dispel(?:s|led|ling)?|quash(?:es|ed|ing)?"
    rf"|reject(?:s|ed|ing)?|dismiss(?:es|ed|ing)?|(?:sho(?:ots?|t|oting)|knock(?:s|ed|ing)?|bat(?:s|ted|ting)?) "
    rf"(?:down|away)|pour(?:s|ed)? cold water on|scotch(?:es|ed)?|squash(?:es|ed)?|contradict(?:s|ed)?) "
    rf"(?:[\w’'&-]+ ){{0,5}}?(?:{_REPORT}|talk)\b(?![^.;]{{0,90}}\b{_BESIDE}\b)",
    rf"{_TURNED_ROUND}|\b(?:courts?|judges?|jury|shareholders|investors|regulators?|unions?)(?: ha(?:s|ve|d))?",
)
_DENIES = _cue(
    r"\bden(?:y|ies|ied|ying|ials?)\b(?! (?:the |a )?(?:requests?|motions?|claims?(?! (?:that|of|it))|applications?"
    r"|entry|access|boarding|service|appeals?|bail)\b)"
    rf"|\brul(?:e|es|ed|ing) out {_ANY}(?:[\w’'-]+ ){{0,2}}?{_DEAL}"
    rf"|\bnot (?:\w+ )?(?:in|in any|holding|having|held|engaged in|conducting|involved in) (?:[\w’'-]+ ){{0,3}}?"
    rf"{_TALKS}\b|\bnot {_NOW}(?:negotiating|in contact|talking (?:to|with))\b"
    rf"|(?<!no )\bno (?:such |merger |takeover |concrete |current |ongoing |official |formal )*{_TALKS} (?:(?:are|were"
    rf"|is|have been|had been) )?(?:taking place|under ?way|ongoing|going on|planned|held|with|between|on|about)\b"
    rf"|\bthere (?:are|is|were|was|have been|has been|had been) no (?:\w+ )?{_TALKS}\b"
    rf"|\bha(?:s|ve|d)(?: not|n['’]t) (?:\w+ )?(?:held|had|entered(?: into)?|begun|started|conducted) "
    rf"(?:[\w’'-]+ )?{_TALKS}\b",
    rf"{_TURNED_ROUND}|\b(?:not|cannot|can['’]t|to)",
    r" or confirm| nor confirm| comment",
)
_NOT_MEANT = _cue(
    rf"\b(?:ha(?:s|ve|d|ving)|there (?:are|were|is|was)|with|says?|said) [“\"‘']?no (?:\w+ )?(?:plans?|intentions?"
    rf"|interest|ambitions?)[”\"’']?(?: (?:to|of|for|in))?{_MEANT}"
    rf"|(?:\bnot|n['’]t) {_NOW}(?:plan|intend|planning|intending|considering|contemplating|pursuing|seeking|looking"
    rf"|interested|aiming|preparing)(?: (?:to|at|in))?{_MEANT}"
)
#: Only as what somebody says: "Foo is not buying Bar" may be a riddle of its own.
_NOT_DONE = _cue(
    r"\b(?:is|are|was|were)(?: not|n['’]t) (?:in fact |actually )?(?:buying|acquiring|taking over|merging|supplying"
    r"|investing in|taking a stake|forming|teaming up|joining forces|partnering)\b(?! (?:only|just))"
    rf"|\bha(?:s|ve|d)(?: not|n['’]t) (?:signed|reached|entered into|made|struck|concluded) (?:any|such an?) "
    rf"(?:[\w’'-]+ )?{_DEAL}"
)
_SAID = re.compile(
    rf"\b(?:sa(?:ys|id)|told|tells|spokes\w+|statement|stress(?:es|ed)|clarif\w+|insist(?:s|ed)|confirm(?:s|ed)"
    rf"|{_REPORT}|:)\b",
    re.IGNORECASE,
)
_AGREED = re.compile(
    r"\b(?:agreed (?:to|on|with)|signed (?:an?|the|its|their) |(?<!not )(?<!any )acquires? |will (?:buy|acquire|supply"
    r"|form|invest|work)\b(?! or))",
    re.IGNORECASE,
)
