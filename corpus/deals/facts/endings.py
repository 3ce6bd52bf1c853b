"""The words that deny a deal or end it."""

import re

from corpus.deals.drafts import DealType
from corpus.deals.facts.cues import NOT, Cue, Span
from corpus.deals.facts.denials import denials


def denied(text: str, deal: DealType) -> Span | None:
    """Where a sentence denies the deal or reports of it."""
    # To deny that it has ended is no denial of the deal.
    return next((span for span in sorted(denials(text)) if not _of_an_end(text, span)), None)


def _of_an_end(text: str, span: Span) -> bool:
    return any(words.pattern.search(text, span[1], span[1] + 80) for words in (_ENDS, _OFF))


def ended(text: str, deal: DealType) -> Span | None:
    """Where a sentence says that the deal is off or over, not that it may be, or that another was before it."""
    spans = [span for words in (_ENDS, _OFF) for span in words.find(text)]
    if deal is not DealType.ACQUISITION:
        spans += _LEAVES.find(text)
    return min(spans, default=None)


_BOND = (
    r"(?:deals?|agreements?|contracts?|orders?|partnership|alliance|talks|negotiations|discussions|mergers?|takeover"
    r"|bid|offer|acquisition|purchase|buyout|joint venture|venture|JV|cooperation|collaboration"
    r"|plans?|ties|relationship|supply|pact|memorandum|MoU|MOU|investment|project|tie-up|transaction|sale|licen[cs]e"
    r"|pursuit|proposal|stake|round|union)"
)
_NEAR = r"(?: [\w$€£¥.,’'%&()/*-]+){0,7}?"
_ENDS = Cue(
    re.compile(
        rf"\b(?:terminat(?:e|es|ed|ing)|cancel(?:s|l?ed|l?ing)?|call(?:s|ed|ing)? off|scrap(?:s|ped|ping)?"
        rf"|abandon(?:s|ed|ing)?|withdr(?:aw|aws|ew|awn|awing)|ditch(?:es|ed|ing)?|axe[sd]?|shelve[sd]?|dissolv(?:e"
        rf"|es|ed|ing)"
        rf"|drop(?:s|ped|ping)?|end(?:s|ed|ing)?(?! (?:the (?:year|day|week|quarter|session|month)|up|in|with|at"
        rf"|of)\b)|exit(?:s|ed|ing)?|sever(?:s|ed|ing)?|cut(?:s|ting)?|break(?:s|ing)? off|broke off|halt(?:s|ed"
        rf"|ing)?|rescind(?:s|ed)?|revoke[sd]?|quit(?:s)?|unwind(?:s|ing)?|dump(?:s|ed)?|canned|kill(?:s|ed)|pull(?:s"
        rf"|ed|ing)? the plug on"
        rf"|turn(?:s|ed|ing)? down|reject(?:s|ed|ing)?(?! (?:the |an? )?(?:request|claim|appeal|motion|idea"
        rf"|application))|spurn(?:s|ed)?|rebuff(?:s|ed)?|vot(?:e|es|ed) (?:down|against)|abort(?:s|ed)?"
        rf"|discontinu(?:e|es|ed)){_NEAR} {_BOND}\b",
        re.IGNORECASE,
    ),
    unless_after=re.compile(
        rf"(?:\b(?:{NOT}|may|might|could|can|would|if|whether|unless|right to|option to|options? of|threaten\w* to"
        rf"|avoid|considering|consider|mulls?|mulling|weighs?|weighing|demand\w*|urg\w+|calls? (?:to|for)"
        rf"|pressure\w* to|in case of|the|likely to|no plans? to|no intention (?:of|to)|without)"
        r"(?: (?:to|be|it|also|still|either|have|the|they|he|its|of|yet))*|\b(?:[Aa]fter|[Ff]ollowing|[Ss]ince"
        r"|[Bb]efore|[Dd]espite|[Ww]hen)(?: \w+){0,3}) ?\Z"
    ),
    unless_before=re.compile(r" (?:in|with) (?:an? |the )?(?:\w+ )?(?:agreement|deal|success)\b| with another\b"),
)
_OFF = Cue(
    re.compile(
        rf"\b{_BOND}\b(?: [\w.,’'&()$€%-]+){{0,16}}? (?:(?:has|have|had|is|are|was|were|been"
        rf"|being)(?: been)? )?(?:now |officially |formally |mutually )?(?:terminated|cancell?ed|called off|scrapped"
        rf"|abandoned|withdrawn|dissolved|dropped|collapse[sd]?|collapsing|fell through|fallen through|fell apart"
        rf"|fallen apart|falls (?:through|apart)"
        rf"|ended|lapsed|expired|failed|fails|ditched|axed|shelved|rejected|broke down|broken down|(?<=is )over"
        rf"|(?<=are )over)\b(?! (?:the|its|their|up|his|\d))"
        r"|\bwalk(?:s|ed|ing)? away(?: from)?\b|\bpull(?:s|ed|ing)? (?:out|back)(?: of)?\b|\bback(?:s|ed"
        r"|ing)? out(?: of)?\b|\bpart(?:s|ed|ing)? ways\b|\bno longer (?:be )?(?:\w+ )?(?:suppl\w+|partners?|work\w*"
        r"|buy\w*|sourc\w+|use|purchase|cooperate)\b|\bcut(?:s|ting)? ties\b"
        r"|\b(?:lost|loses|losing) (?:the |a |an |its |big |major |another )*(?:[\w.-]+ ){0,4}(?:order|contract|deal"
        r"|customer)\b|\bgo(?:es|ing)? (?:their )?separate ways\b|\bwent separate ways\b|\bopted out of\b"
        r"|\bend of (?:the|its|their) (?:\w+ )?(?:partnership|alliance|cooperation|collaboration|joint venture"
        r"|supply)\b"
        r"|\b(?:termination|cancellation|dissolution|collapse) of\b|\bstop(?:s|ped|ping)? (?:\w+ )?(?:supply"
        r"|supplying|deliver\w+|buying|sourcing|working with|cooperati\w+|talks)\b|\bwind(?:s|ing)? (?:down|up)\b"
        r"|\bdissolv(?:e|es|ed|ing)\b|\b(?:gives?|giving|gave|given) up (?:on )?(?=(?:the|its|their|an?|[A-Z]\w+) )"
        r"|\bwound (?:down|up)\b|\bbreak(?:s|ing)?[ -]up\b|\bbroke up\b",
        re.IGNORECASE,
    ),
    unless_after=re.compile(
        rf"(?:\b(?:{NOT}|may|might|could|can|would|if|whether|unless|right to|option to|threaten\w* to|avoid"
        rf"|considering|consider|mulls?|mulling|weighs?|weighing|no plans? to|no intention (?:of|to)|risk of|den(?:y"
        rf"|ied|ies) that(?: the)?|denied)(?: (?:to|be|it|also|still|either|have|a|the|of|yet))*"
        r"|\b(?:[Aa]fter|[Ff]ollowing|[Ss]ince|[Dd]espite|[Ww]hen)(?: (?!the two|both)[\w’']+){0,4}) ?\Z"
    ),
    unless_before=re.compile(r" (?:in|with) (?:an? |the )?(?:\w+ )?(?:agreement|deal|success)\b| with another\b"),
    unless_within=re.compile(rf" (?:{NOT}|may|might|could|would|can|if|unless|should|whether|likely|risks?)(?= )"),
)
#: Of shares and ventures: what is left is no longer held.
_LEAVES = Cue(
    re.compile(
        r"\b(?:exit(?:s|ed|ing)?|leav(?:e|es|ing)|left|quit|withdr(?:ew|aws|awn)(?: from)?) (?:the |its "
        r"|their )?(?:[\w-]+ ){0,3}(?:joint venture|venture|partnership|alliance|project)\b"
        r"|\b(?:sold|sells|selling|divest(?:s|ed|ing)?|offload(?:s|ed)?|dump(?:s|ed)?|exit(?:s|ed)?|dispos(?:es"
        r"|ed) of) (?:all )?(?:of )?(?:its|their) (?:entire |remaining |whole |[\d.]+(?:%| percent) )?(?:stake|shares"
        r"|shareholding|holding|investment)\b",
        re.IGNORECASE,
    ),
    unless_after=re.compile(
        rf"\b(?:{NOT}|may|might|could|would|if|whether|considering|plans? to)(?: \w+)? ?\Z", re.IGNORECASE
    ),
)
