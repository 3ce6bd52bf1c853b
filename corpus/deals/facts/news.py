"""Whether a deal is an article's news or only recalled in it."""

import math
import re
from datetime import timedelta

from corpus.deals.drafts import DealType, Readable
from corpus.deals.facts.told import Told
from corpus.text import moments


def is_background(article: Readable, told: Told, judged: float | None = None) -> bool:
    """Whether the article only recalls the deal: its news is another. `judged` is a model's probability of it."""
    weight = _weight(article, told)
    if judged is not None:
        weight += _OF_MODEL * (_log_odds(judged) + _USUAL)
    return weight > 0


def background(article: Readable, told: Told) -> float:
    """The probability that the article only recalls the deal: above 0.5 its news is another.

    Weighs where the deal stands (title, lead, deep in the text), how it is told (announced, already,
    long-time, in a relative clause) and when it was, if that is said, against the day of publication.
    """
    return 1 / (1 + math.exp(-_weight(article, told)))


def _weight(article: Readable, told: Told) -> float:
    """Below 0 speaks for news."""
    weight = _of_place(article, told)
    for start, end in told.sentences[:1]:
        sentence = article.text[start : min(end, start + _LONGEST)]
        words, time = _of_words(_LINK.sub("]", sentence)), _of_time(sentence, article)
        # "Last year they announced": what is old stays so, however it is told.
        weight += (max(0.0, words) if time > 1 else words) + time
        weight += _STANDING if told.type in _RUNNING and not told.in_title and not _EVENT.search(sentence) else 0.0
    return weight


def _log_odds(probability: float) -> float:
    probability = min(max(probability, 0.02), 0.98)
    return math.log(probability / (1 - probability))


def _of_place(article: Readable, told: Told) -> float:
    title = article.title.casefold()
    titled = sum(name.casefold() in title for name in told.names if name)
    if told.in_title:
        return -3.2
    if titled > 1:
        return -2.2
    start = told.sentences[0][0] if told.sentences else 0
    mentions = sorted(article.text.count(name) for name in told.names)[:-1]
    # A party named once is hardly whom the article is about.
    weight = 0.5 if mentions and mentions[-1] < 2 else -0.9 if mentions and mentions[-1] > 3 else 0.0
    if _MANY.search(article.title):
        return -0.3
    return weight + (-1.2 if start < _LEAD else 0.9) - (0.6 if titled else 0.0)


def _of_words(sentence: str) -> float:
    weight = sum(points for points, pattern in _WORDS if pattern.search(sentence))
    return max(-3.0, min(3.5, weight))


def _of_time(sentence: str, article: Readable) -> float:
    """What is dated within days of publication is news, what is months older is not."""
    if article.published is None:
        return 0.0
    today = article.published.date()
    past = [
        moment
        for moment in moments.find(sentence, today)
        if moment.first <= today and _is_of_act(sentence, moment.start)
    ]
    if not past:
        return 0.0
    latest = max(min(moment.last, today) for moment in past)
    longest = max((moment.last - moment.first).days for moment in past)
    if latest >= today - _FRESH:
        # "This year" may be any day of it.
        return -2.0 if longest < 10 else 0.0
    return 2.0 if latest < today - _STALE else 0.7


def _is_of_act(sentence: str, start: int) -> bool:
    return not _NO_ACT.search(sentence, max(0, start - 24), start)


#: Types that go on for years, so that a sentence may state them without anything having happened.
_RUNNING = frozenset({DealType.SUPPLY, DealType.PARTNERSHIP, DealType.LICENSING})
#: `The Zoe uses cells from LG Chem` states how things are: something that happens has such a word.
_STANDING = 1.6
_EVENT = re.compile(
    r"""\b(?: sign\w* | agree\w* | announc\w* | deal | contract\w* | order\w* | award\w* | select\w* | chosen?
      | chose | choos\w* | pick\w* | tap(?:s|ped) | secur\w* | won | wins? | land(?:s|ed) | bag(?:s|ged)
      | nam(?:es|ed) | ink\w* | will
      | to\ (?:supply|provide|deliver|use|buy|source|get|power|equip|develop|work|jointly|cooperate|license)
      | plans?\ to | starts? | begins? | launch\w* | reveal\w* | confirm\w* | report\w* | unveil\w*
      | join\w* | team\w* | rais\w* | invest\w* | acquir\w* | bought | buys? | takes? | took
      | partner(?:s|ed)\ with | memorandum | MoU | talks | negotiat\w* | extend\w* | expand\w* | renew\w*
      | strik\w* | switch\w* | replac\w* | cancel\w* | terminat\w* | ends | ended | new | now | enter\w*
    )\b""",
    re.VERBOSE | re.IGNORECASE,
)
#: Characters of a lead.
_LEAD = 420
#: Titles of articles that tell many things, each as news.
_MANY = re.compile(
    r"\band more\b|round-?up|\b(?:week(?:ly)?|daily|morning) (?:in|review|brief\w*|digest|news|wrap)|\bbriefing\b"
    r"|\bdigest\b|newsletter|headlines"
    r"|things (?:to know|we learned)|^ASX\b|Wall Street|stocks to watch|as it happened|, [^,]+ and [^,]*(?:, |$)|; "
    r"|funding news|deals of the",
    re.IGNORECASE,
)
#: How much a model's log odds count.
_OF_MODEL = 0.1
#: What it usually says, as log odds: nearly every sentence is news to it. Both chosen on the tune half.
_USUAL = 4.0
_LONGEST = 2000
_FRESH = timedelta(days=12)
_STALE = timedelta(days=75)
_LINK = re.compile(r"\]\([^()\s]{0,300}\)")
_NO_ACT = re.compile(r"\b(?:from|until|till|through|by|for|model|version|the|starting in|beginning in|edition) \Z")


def _said(points: float, phrases: str) -> tuple[float, re.Pattern[str]]:
    return points, re.compile(rf"\b(?:{phrases})\b", re.IGNORECASE)


#: What words of the sentence are worth; below 0 they speak for news.
_WORDS = (
    _said(1.6, r"already|existing|previously|long[- ]?time|long[- ]?standing|former(?:ly)?|back in|originally"),
    _said(
        1.4,
        r"since (?:19|20)\d\d|years ago|in recent years|over the years|for years|for decades|at the time"
        r"|so far|to date",
    ),
    _said(
        1.4,
        r"last year|earlier this year|last (?:spring|summer|autumn|fall|winter|month|quarter)|the year before"
        r"|the same month|months ago",
    ),
    _said(
        1.2,
        r"(?:which|who|that) (?:was|were|had|has been|have been|is|are) (?:\w+ )?(?:acquired|bought|owned"
        r"|backed|supplied|made|part|co-owned)",
    ),
    _said(
        0.9,
        r"had (?:\w+ )?(?:signed|agreed|acquired|bought|announced|invested|struck|been|made|planned|raised"
        r"|formed)",
    ),
    _said(
        1.3,
        r"currently|also (?:supplies|works|owns|uses|has|provides|buys|holds)|other (?:suppliers|partners"
        r"|customers|investors)|early investor|such as|likes of",
    ),
    _said(
        0.9,
        r"as part of (?:its|the|their) (?:partnership|joint venture|alliance)|joint venture partner|partner of"
        r"|supplier of|owned by|subsidiary of|\w+-owned|\w+-backed",
    ),
    _said(
        1.3,
        r"remember|recall|like(?:ly)? know|after (?:its|the) (?:acquisition|takeover|purchase)"
        r"|following (?:its|the) (?:acquisition|takeover|purchase)|for example|for instance|testified|history",
    ),
    _said(0.7, r"uses?|supplies|owns?|holds?|relies on|works with|are partners|is a partner|partnerships? with"),
    _said(
        -1.6,
        r"announced(?: today)?|today|this week|yesterday|on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
        r"|this morning",
    ),
    _said(
        -1.3,
        r"(?:has|have) (?:\w+ )?(?:signed|agreed|acquired|bought|inked|struck|sealed|selected|ended|scrapped"
        r"|cancell?ed|completed|closed|raised|entered|been selected|partnered|teamed|extended|picked up|won)",
    ),
    _said(
        -1.0,
        r"signs?|to (?:acquire|supply|buy|invest|form)|will (?:\w+ )?(?:supply|acquire|buy|invest|provide|form"
        r"|develop|build|deliver|jointly|establish|explore|be)|(?:is|are) (?:acquiring|buying|investing"
        r"|partnering|teaming|taking|in talks|joining|leading|being)|plans to",
    ),
    _said(
        -0.9,
        r"new(?:ly)?|recent(?:ly)?|just|under the (?:\w+ ){0,3}(?:agreement|contracts?|deal)"
        r"|said in a statement|press release|finally|soon|reached an agreement|latest|extra|now",
    ),
    _said(-0.5, r"signed|deal|agreement|says|said"),
)
