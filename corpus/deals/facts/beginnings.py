"""The words of a deal that is not yet agreed: memorandum, talks, rumour."""

import re

from corpus.deals.drafts import DealType
from corpus.deals.facts.cues import NOT, Cue, Span


def memorandum(text: str, deal: DealType) -> Span | None:
    """Where a sentence tells of an agreement that binds nobody yet."""
    span = _MEMORANDUM.first(text)
    # A contract that follows the memorandum is more than one.
    if span and _DEFINITIVE.search(text) and _FOLLOWS.search(text):
        return None
    return span


_MEMORANDUM = Cue(
    re.compile(
        r"\b(?:(?:non-?binding |preliminary )?(?:memorand(?:um|a|ums)(?: of understanding| of agreement)?"
        r"|letters? of (?:intent|understanding)|heads of (?:terms|agreement)|term sheet|(?:statement"
        r"|declaration) of intent)|M[oO]Us?|LOIs?|LoIs?"
        r"|non-?binding (?:\w+ )?(?:agreement|deal|offtake|term sheet|offer|pact|contract)"
        r"|preliminary (?:\w+ )?(?:agreement|deal|pact|contract|accord)|agreement in principle|agreed in principle"
        r"|provisional (?:agreement|deal)|framework for negotiations)\b"
        r"|\b(?:Non-[Bb]inding|Memorandum|Letter of Intent)\b"
    ),
    unless_after=re.compile(
        r"\b(?:replac\w+|supersed\w+|beyond|following|after|based on|in line with|under|since|earlier|previous"
        r"|original|initial|last year['’]s)(?: (?:the|a|an|its|their|that|earlier|initial|previous|non-binding|first"
        r"|\w+ed))* ?\Z",
        re.IGNORECASE,
    ),
)
_DEFINITIVE = re.compile(
    r"\b(?:definitive|final(?:ised|ized)?|(?<!non-)(?<!non)binding|firm|formal) (?:\w+ ){0,3}(?:agreement|contract"
    r"|deal)|\binto (?:a|an) (?:firm |binding )?(?:contract|deal|agreement)\b",
    re.IGNORECASE,
)
_FOLLOWS = re.compile(
    r"\b(?:following|follows|after|based on|builds? on|turn(?:s|ed|ing)?|conver(?:ts|ted)|replac\w+|supersed\w+"
    r"|earlier|previous(?:ly)?|last year|had signed|from the)\b",
    re.IGNORECASE,
)


def talks(text: str, deal: DealType) -> Span | None:
    """Where a sentence tells of talks, an offer or one company's interest; not of talks that led to a deal."""
    return _TALKS.first(text)


def rumoured(text: str, deal: DealType) -> Span | None:
    """Where a sentence has the deal from unnamed sources or other media."""
    return _RUMOURS.first(text)


_TALKS = Cue(
    re.compile(
        r"\b(?:in|into|enter(?:s|ed|ing)?|hold(?:s|ing)?|held|begin|began|beg[iu]ns?|start(?:s|ed)?|resum(?:e|es|ed)"
        r"|ongoing|reviv(?:e|es|ed)|having|have|open(?:s|ed)?|conducting|engaged in|continu(?:e|es"
        r"|ing)) (?:(?:[a-z-]+|early-stage) ){0,3}?(?:talks|negotiations|discussions)\b"
        r"|\b(?:merger|takeover|supply|battery|partnership|acquisition|deal|investment|stake|stake sale"
        r"|joint venture) (?:talks|negotiations|discussions)\b|\btalks? (?:with|to|about|on|between|are|were"
        r"|over)\b(?= )|\btalking (?:to|with) (?=[A-Z])"
        r"|\bnegotiat(?:e|es|ing)\b(?! team)|\bmulls?\b|\bmulling\b|\bweighs\b|\bweighing\b|\b(?:is|are|was|were"
        r"|has been|have been|also|reportedly|currently) (?:considering|exploring|studying|evaluating|assessing"
        r"|examining|looking (?:at|into|to)|seeking|discussing|planning to (?:buy|acquire|invest))\b|\b(?:consider"
        r"|explore|stud(?:y|ie)|evaluate|examine|eye|discusse?)s (?!of\b)(?=[a-z$A-Z])"
        r"|\b(?:eyeing|eyed)\b|\bto (?:explore|discuss|study|consider)\b|\bclose to (?:a |an "
        r"|the )?(?:\w+ ){0,2}(?:deal|agreement|signing|acquiring|buying|investment|finali[sz]ing|agreeing|sealing"
        r"|clinching)|\bnear(?:s|ing)? (?:a |an )?(?:[\w$.-]+ ){0,4}(?:deal|agreement|pact)\b"
        r"|\bapproached\b(?= [A-Z])"
        r"|\b(?:made|makes|making|submit(?:s|ted)?|launch(?:es|ed)?|tabled?s?|lodged?s?|received|receives|prepar(?:es"
        r"|ing)|considering) (?:an? |its |the )?(?:[\w$€£.-]+ ){0,5}(?:takeover (?:bid|offer|proposal)|bid|proposal"
        r"|offer) (?:for|to (?:buy|acquire|take)|of)\b|\b(?:unsolicited|hostile|preliminary"
        r"|indicative) (?:\w+ )?(?:bid|offer|proposal)\b|\bbids? (?:[$€£][\w.]+ (?:\w+ )?)?for (?=[A-Z])"
        r"|\b(?:may|might|could) (?:soon )?(?:supply|buy|acquire|invest|merge|team up|partner|join|take a stake|sell"
        r"|form|become|be acquired|be bought|license|use)\b|\bexpressed (?:an? )?interest\b|\binterested in (?:buying"
        r"|acquiring|taking|a stake|investing)|\bin the running\b|\bshortlist\w*\b|\bpotential (?:deal|takeover"
        r"|acquisition|merger|partnership|partners|joint venture|sale)\b|\bpossible (?:deal|takeover|acquisition"
        r"|merger|partnership|joint venture|sale|tie-up)\b",
    ),
    unless_after=re.compile(
        rf"\b(?:{NOT}|no|[Aa]fter|[Ff]ollowing|months of|years of|weeks of|long|lengthy|successful|concluded"
        rf"|finished|completed|ended|result of|memorandum|agreed|signed (?:an?|the) (?:\w+ )?agreement"
        rf"|without)(?: (?:a|the|months|years|weeks|of|being|been|such|any|\w+ing|long|two|that))* ?\Z",
        re.IGNORECASE,
    ),
    unless_before=re.compile(r"(?: \w+){0,6} (?:led to|resulted in|ended in|ended with|concluded with|produced)\b"),
)
_RUMOURS = Cue(
    re.compile(
        r"\b(?:(?:a |one |another |two |three |several |multiple |unnamed |anonymous |industry |company )?(?:sources?"
        r"|insiders?|(?:people|persons?) (?:close to|with (?:direct )?knowledge|briefed)|(?:people|persons?|sources?"
        r"|someone) familiar)(?:,? who)?(?: [\w’.-]+){0,6}?,? (?:say|says|said|told|tell|tells|confirm|confirms"
        r"|confirmed|claim\w*|familiar)\b"
        r"|(?:people|persons?|sources?|someone) (?:familiar|close|briefed|with (?:direct )?knowledge)"
        r"|according to (?:\w+ ){0,2}(?:sources?|insiders|people|rumou?rs|(?:a |media |press |local |unconfirmed "
        r"|news )*reports?\b)|citing (?:\w+ ){0,3}(?:sources?|people|insiders|persons?)|(?:one|a) person (?:said"
        r"|familiar)|reportedly|allegedly|rumou?r(?:s|ed)?|(?:is|are|was|were) (?:said|understood|thought|believed"
        r"|tipped|rumou?red|reported) to"
        r"|(?:media|press|news|local|unconfirmed) reports? (?:say|says|said|suggest\w*|claim\w*)|reports? (?:say|says"
        r"|suggest(?:s|ed)?|claim(?:s|ed)?)\b|it is (?:said|understood|believed|rumou?red) that|I[’']ve heard|we hear"
        r"|word is)",
    ),
    unless_after=re.compile(
        rf"\b(?:{NOT}|open|data|power|energy|water|news|single|den\w+|reject\w*|dismiss\w*)(?: (?:the|any|a|such"
        rf"|media))* ?\Z",
        re.IGNORECASE,
    ),
)
