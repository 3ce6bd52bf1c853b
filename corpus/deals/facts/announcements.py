"""When a deal was made, as exactly as the article puts it."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from corpus.deals.drafts import DealType, Quote
from corpus.deals.facts.times import iso
from corpus.deals.facts.told import Statement
from corpus.text import moments
from corpus.text.moments import Moment


def announced(statements: Sequence[Statement], deal: DealType, published: date | None) -> tuple[str, Quote] | None:
    """The past day, month or year that the text gives the deal itself, and its quote.

    From further sentences only what "the agreement" or the like was said to be signed on. A season is
    told as its year, a week as its month where it lies within one.
    """
    dated = [found for statement in statements for found in _dated(statement, deal, published)]
    if not dated:
        return None
    _, told, quote = max(dated, key=lambda found: found[0])  # of equals the first
    return told, quote


def _dated(statement: Statement, deal: DealType, published: date | None) -> Iterator[tuple[float, str, Quote]]:
    for moment in moments.find(statement.text, published):
        told = iso(moment)
        if (
            told
            and (published is None or moment.first <= published)
            and not statement.text.startswith(" or ", moment.end)
        ):
            points = _dates(statement, moment, deal)
            if points:
                yield (
                    points - min(statement.rank, 2) * 0.4,
                    told,
                    statement.quote("announced", moment.start, moment.end),
                )


def _dates(statement: Statement, moment: Moment, deal: DealType) -> int:
    """How surely it is the deal that happened then, and nothing else that the sentence tells; 0 for not at all."""
    before = statement.text[max(0, moment.start - 300) : moment.start]
    if _SINCE.search(before):
        return 2 if statement.rank == 0 and deal is not DealType.SUPPLY and _TOGETHER.search(statement.text) else 0
    if _LED_IN.search(before) is None or _OTHERWISE.search(before[-50:]):
        return 0
    clause = _BREAK.split(before)[-1]
    acts = _MADE if statement.rank == 0 else _IT_WAS_MADE
    act = _last(acts, clause)
    if act:
        is_near = len(clause) - act.end() < 130 and not _ELSE.search(clause, act.end())
        return _surely(act) if is_near else 0
    # "In January, it raised ...", "Last year, X and Y announced ...", "X just this week inked ..."
    behind = _BREAK.split(statement.text[moment.end :])[0][: 160 if len(clause.split()) <= 3 else 20]
    act = acts.search(behind)
    return _surely(act) if act and not _ELSE.search(behind, 0, act.start()) else 0


def _surely(act: re.Match[str]) -> int:
    """Who "said on Monday that it had agreed in June" agreed in June."""
    return 1 if act[0].lower() in _SAYING else 2


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    return max(pattern.finditer(text), key=re.Match.start, default=None)


_ACTS = (
    r"(?:announc(?:ed?|es|ing|ement)|sign(?:ed|s|ing)|agree[ds]?|agreement|acquir(?:ed|es|ing)|acquisition|b(?:ought"
    r"|uys|uying)|purchased?"
    r"|s(?:old|ells)|rais(?:ed|es|ing)|invest(?:ed|s|ment)|struck|strikes|inks?|inked|seal(?:ed|s)|clos(?:ed|es)"
    r"|complet(?:ed|es|ion)|form(?:ed|s|ation)"
    r"|establish(?:ed|es)|set up|creat(?:ed|es)|enter(?:ed|s)|partner(?:ed|s|ship)|team(?:ed|s) up|select(?:ed|s)"
    r"|award(?:ed|s)|order(?:ed|s)"
    r"|licen[sc](?:ed|es)|merge[ds]?|merger|reveal(?:ed|s)|unveil(?:ed|s)|said|says|disclosed|confirmed|took|takes"
    r"|join(?:ed|s)|offer(?:ed)?|bid"
    r"|deal|contract|talks|takeover|memorandum|MoU|MOU|pact|venture|wo[nk]e?|wins|finali[sz]ed|reached|concluded"
    r"|cancel(?:l?ed|s)|terminated|ended"
    r"|round|stake|cooperat(?:ion|ed|ing)|working together)"
)
_SAYING = frozenset("said says announced announces announce disclosed revealed confirmed unveiled".split())
_MADE = re.compile(rf"\b{_ACTS}\b")
_NOUNS = (
    r"(?:deal|agreement|contract|transaction|acquisition|takeover|merger|order|partnership|memorandum|MoU|MOU|pact"
    r"|venture|round|investment|stake|cooperation|collaboration|offer)"
)
_IT_WAS_MADE = re.compile(
    rf"\b(?:[Tt]he|[Tt]his|[Tt]heir|[Ii]ts|[Tt]hat"
    rf"|[Uu]nder an?) (?:[\w-]+ ){{0,4}}{_NOUNS},? (?:[a-z]+ ){{0,3}}(?:announced|signed|struck|made|reached"
    rf"|concluded"
    rf"|completed|closed|agreed|dates (?:from|back to)|unveiled|inked|finali[sz]ed|sealed)\b"
)
#: What leads to the time of an act; nothing at all does before "last week" and "yesterday".
_LED_IN = re.compile(
    r"(?:\A|[(\[,–—*> ]|\b(?:[Ii]n|[Oo]n|[Dd]ated|back in|[Ee]arlier|[Ll]ater|[Ll]ate|[Dd]ates (?:from|back to)"
    r"|(?:deal|agreement|contract|pact|memorandum) (?:of|from))"
    r"(?: the)? )\Z"
)
_OTHERWISE = re.compile(
    r"\b(?:from|by|until|till|through|to|starting(?: in)?|beginning(?: in)?|start in|begin in|for|after|before|during"
    r"|between|as of|founded in|founded|launched in"
    r"|based in|born in|established in|opened in|due in|scheduled for|and|production in|deliver(?:y|ies) in|valued in"
    r"|expires? in|across|fiscal|of"
    r"|supply in|produced in|delivered in|(?:model|version|edition) in)(?: the| early| mid"
    r"| late)?,? \Z(?<!dates from )(?<!agreement of )(?<!contract of )(?<!deal of )"
)
_SINCE = re.compile(r"\b[Ss]ince(?: early| mid| late)? \Z")
_TOGETHER = re.compile(
    r"\b(?:partner\w*|joint venture|cooperat\w+|together|collaborat\w+|alliance|owns?|owned|shareholder|investor)\b"
)
_BREAK = re.compile(
    r"; |, (?:which|who|while|but|after|when|where|whose)\b| (?:which|who|that) (?:was|were|is|are|has|have|will)\b"
    r"|: | – | — "
)
#: Acts that are no deal; the time belongs to them.
_ELSE = re.compile(
    r"\b(?:launch(?:ed|es|ing)?|founded|introduced|built|opened|produced|released|beg[au]n|started|start|begin|posted"
    r"|reported|grew|fell|rose|unveiled a|went public"
    r"|listed|died|lost|production|deliver(?:y|ies|ed)|supply|suppl(?:ied|ies|y)|manufactured?|expected|scheduled|due"
    r"|planned|plans?|will|would|used|using|build)\b"
)
