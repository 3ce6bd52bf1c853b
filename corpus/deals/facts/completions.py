"""The words of a deal that is done, and those of one that is agreed."""

import re

from corpus.deals.drafts import DealType
from corpus.deals.facts.cues import Cue, Span


def completed(text: str, deal: DealType) -> Span | None:
    """Where a sentence says that the deal is done, or tells as past what makes it so: a purchase, a round."""
    span = _COMPLETES.first(text)
    if span:
        return span
    words = _DONE.get(deal)
    done = words.first(text) if words else None
    # "Has agreed to buy what X bought in 2019" is agreed.
    agreed = _WILL.search(text) if done else None
    return done if done and not (agreed and agreed.start() < done[0]) else None


_LATER = re.compile(
    r"\b(?:expect(?:s|ed|ing)?|will|would|to be|should|plan(?:s|ned)?|aim(?:s|ed|ing)?|due|set|once|when|until|upon"
    r"|before|subject to|after|if|hope[sd]?|scheduled|anticipat\w+|likely|intend(?:s|ed)?|may|might|could|can|yet|not"
    r"|n['’]t|want(?:s|ed)?|seek(?:s|ing)?|to|delayed|near)"
    r"(?: (?:to|be|it|is|are|has|have|been|the|a|soon|fully|successfully|deal|transaction|acquisition))* ?\Z",
    re.IGNORECASE,
)
_COMPLETES = Cue(
    re.compile(
        r"\b(?:complet(?:ed?|es|ing)|clos(?:ed|es)(?: on)?|finali[sz](?:ed|es)|sealed|wrapp?(?:ed|s) up|concluded"
        r"|finished) (?:[\w$€£.,’'&-]+ ){0,6}?(?:acquisition|takeover|purchase|deal|merger|transaction|sale"
        r"|investment|buyout|round|financing|stake|transfer|subscription|integration|funding|offer|formation|series"
        r"|establishment|creation|loan)\b"
        r"|\b(?:acquisition|takeover|purchase|deal|merger|transaction|sale|investment|buyout|round|financing|transfer"
        r"|joint venture) (?:[\w’'&.-]+ ){0,5}?(?:(?:has|have|is|was|were) (?:now |been |officially "
        r"|formally )*(?:completed|closed|finali[sz]ed|concluded|established|formed)|completed|closed(?! by))\b"
        r"|\b(?:completion|closing) of (?:the|its|their|his|our|this)\b(?! (?:conditions|plant|factory))"
        r"|\b(?:officially|formally) (?:formed|launched|established|owns|merged)\b",
        re.IGNORECASE,
    ),
    unless_after=_LATER,
    unless_before=re.compile(
        r" (?:is|are) (?:expected|due|scheduled|planned|subject)|(?: \w+){0,2} (?:expected|scheduled) (?:to|for|in)"
        r"| remains"
    ),
)
_BOUGHT = Cue(
    re.compile(
        r"\b(?:(?:has|have|had|was|were|been|got|just|already|recently) (?:\w+ )?)?(?:acquired|bought|purchased"
        r"|snapped up|taken over|took over|swallowed|gobbled up)\b|\b(?:spent|paid) (?=[\w$€£ .]{2,30}(?:to acquire"
        r"|to buy|for|on))|\bmerged (?:with|into|to form)\b|\b(?:its|the|their|['’]s"
        r"|of) (?:[\w-]+ ){0,3}(?:acquisition|takeover|purchase|buyout) of (?=[^.;]{0,80}\b(?:19|20)\d\d\b)"
        r"|\bacquisitions (?:such as|including|like|of)\b|\bthrough acquisitions\b|\b(?:[Ff]ollowing|[Aa]fter"
        r"|[Ss]ince) (?:the|its|their) (?:[\w$.-]+ ){0,3}(?:acquisition|takeover|purchase) (?:of|by)\b|\bbuying up\b"
        r"|\b(?:which|that) (?:it |also )?(?:owns|is owned)\b|\bowned by\b|\b(?:its|the) subsidiary\b"
        r"|\bnow (?:part of|owned by|owns)\b|-owned\b",
    ),
    unless_after=re.compile(
        r"\b(?:be|being|was being|to be|will|agreed to be|to have|not|n['’]t|never|could have|would have|if|by|is|are"
        r"|can be|may be|almost|nearly|\$?[\w-]+ previously)(?: (?:fully|wholly))? ?\Z",
        re.IGNORECASE,
    ),
    unless_within=re.compile(r"\bbe(?:ing)?\b"),
)
_RAISED = Cue(
    re.compile(
        r"(?<!-)\b(?:has |have |had )?(?:raised|raises|invested|secured|secures|closed|closes|scored|landed|netted"
        r"|bagged|nabbed|received|attracted|picked up|got (?=[$€£¥\d])|led|co-led|participated|joined|backed|pocketed"
        r"|snagged|lent|loaned|bought|acquired|took|taken|attracting (?=investment|money)|getting (?=loans|money"
        r"|investment)|injected|poured|pumped)\b|\b(?:round|funding|financing|investment|raise)(?: was)?,? (?:led"
        r"|co-led|backed|joined) by\b|\b(?:owns?|holds?|owned|held) (?:about |around |roughly "
        r"|an? )?(?:[\w.%-]+ ){0,4}(?:stake|shares|shareholding|equity|interest|of the|%)"
        r"|\b(?:portfolio company|portfolio companies|shareholder|early investor|backers?|investors? (?:include"
        r"|including|such)|backed by|resulted in a|wr(?:ote|iting) (?:the|a|its) (?:\w+ ){0,3}check)\b"
        r"|\bstake in\b(?= [^.;]{0,60}\bsince\b)"
    ),
    unless_after=re.compile(
        r"\b(?:be|being|to be|will|not|n['’]t|never|if|by|to|agreed to|is to|are to|can|could|may)(?: (?:have"
        r"|fully))? ?\Z",
        re.IGNORECASE,
    ),
)
_FORMED = Cue(
    re.compile(
        r"\b(?:has|have|had|was|were|been|that|already|officially|formally|which) (?:\w+ )?(?:formed|established"
        r"|founded|set up|created|launched|incorporated|opened|started)\b|\b(?:formed|established|founded|set up"
        r"|created|launched|opened) (?:in|last|a joint|their|its|the joint)\b|\b(?:is|are|was|as) (?:an? |the "
        r"|their )?(?:[\w%/-]+ ){0,4}?(?:joint[ -]venture|JV) (?:between|of|with|that|company|from)\b"
        r"|\bjoint venture partner\b|\b(?:which|that) is a joint venture\b|\bworking together in a joint\b"
        r"|\btheir joint venture(?:,| has|['’]s)",
    ),
    unless_after=re.compile(
        r"\b(?:be|to be|will|agreed to|not|n['’]t|would|plans to|if|to|once)(?: (?:be|have))? ?\Z", re.IGNORECASE
    ),
)
_DONE = {DealType.ACQUISITION: _BOUGHT, DealType.INVESTMENT: _RAISED, DealType.JOINT_VENTURE: _FORMED}
#: Still to be done, or being done: agreed.
_WILL = re.compile(
    r"\b(?:agree[ds]? (?:to|on)|reached an agreement|to (?:acquire|buy|take|invest|purchase|form|set up|establish"
    r"|create|build|merge|lead)\b|will (?:acquire|buy|take|invest|form|purchase|set up|provide|build)|is (?:acquiring"
    r"|buying|being|taking|investing|set to)|was (?:acquiring|buying|being)|are (?:acquiring|buying|investing|taking"
    r"|set to|forming|being)|plans? to|planned (?:acquisition|takeover|merger)|announced plans"
    r"|proposed (?:acquisition|takeover|merger)|pending|signed|signs|expects?|expected|hopes)"
)
#: The verbs and nouns of a deal just told.
AGREED = re.compile(
    r"\b(?:sign(?:s|ed|ing)?|agree(?:s|d)?|inks?|inked|str(?:ikes?|uck)|announc(?:es?|ed)|seal(?:s|ed)?|win(?:s)?|won"
    r"|award(?:s|ed)?|select(?:s|ed)?|pick(?:s|ed)?|taps?|tapped|order(?:s|ed)?|partner(?:s|ed|ing)?|team(?:s|ed"
    r"|ing)? up|acquir(?:e|es|ing)|bu(?:y|ys|ying)|invest(?:s|ed|ing)?|suppl(?:y|ies|ied|ying)|provid(?:e|es|ing)"
    r"|tak(?:e|es|ing)|form(?:s|ed|ing)?|licens(?:e|es|ed|ing)|us(?:es|ing)|extend(?:s|ed)?|cooperat(?:e|es|ing|ion)"
    r"|collaborat(?:e|es|ing|ion)|partnership|agreement|contract|deal|joint venture|acquisition|merger|takeover"
    r"|supplier|stake|order|develop(?:s|ed|ing)?)\b",
    re.IGNORECASE,
)
