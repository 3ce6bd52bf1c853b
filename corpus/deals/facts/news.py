"""Whether a deal is an article's news or only recalled in it."""

import math
import re
from datetime import date, timedelta

from corpus.deals.drafts import DealType, Readable
from corpus.deals.facts.told import Told
from corpus.text import moments

#: A model's usual word on a sentence's being background, and on a deal told plainly; for want of another.
_NEWS, _CERTAIN = 0.02, 0.99


def is_background(article: Readable, told: Told, judged: float = _NEWS, certainty: float = _CERTAIN) -> bool:
    """Whether the article only recalls the deal: its news is another.

    Weighs where the deal stands (title, lead, deep in the text), how it is told (announced, already,
    long-time, in a relative clause, by a writer of himself) and when it was, if that is said, against the
    day of publication. A model's `judged` is its probability that the sentence recalls, its `certainty`
    that there is a deal at all: nobody is to be woken for a guess.
    """
    found = signs(article, told, judged, certainty)
    return _BIAS + sum(_WEIGHTS[name] * value for name, value in found.items()) > _LEAST


def signs(article: Readable, told: Told, judged: float = _NEWS, certainty: float = _CERTAIN) -> dict[str, float]:
    """What speaks for background (above 0) and against it, by name."""
    start, end = told.sentences[0] if told.sentences else (0, 0)
    sentence = article.text[start : min(end, start + _LONGEST)]
    words, time = _of_words(_LINK.sub("]", sentence)), _when(article, told)
    return {
        "place": _of_place(article, told),
        # "Last year they announced": what is old stays so, however it is told.
        "words": max(0.0, words) if time > 1 else words,
        "time": time,
        "standing": float(_is_standing(article, told, sentence)),
        "writer": float(bool(_WRITER.search(sentence))),
        "round-up": -float(bool(_MANY.search(article.title))),
        "model": _log_odds(judged),
        "uncertain": -_log_odds(certainty),
    }


def _is_standing(article: Readable, told: Told, sentence: str) -> bool:
    """Whether the sentence says how things are. In a list of news `A partners with B` is one of them."""
    if told.type not in _RUNNING or told.in_title or _MANY.search(article.title):
        return False
    return not _EVENT.search(sentence)


def _when(article: Readable, told: Told) -> float:
    """What the sentence says of the time, or the one behind it where it is a heading."""
    spans = told.sentences[:2]
    if spans and article.text[spans[0][1] - 1] in '.!?"”':
        spans = spans[:1]
    times = (_of_time(article.text[start : min(end, start + _LONGEST)], article) for start, end in spans)
    return next((time for time in times if time), 0.0)


def _log_odds(probability: float) -> float:
    probability = min(max(probability, 0.005), 0.995)
    return math.log(probability / (1 - probability))


def _of_place(article: Readable, told: Told) -> float:
    title = article.title.casefold()
    titled = sum(_is_titled(name, title) for name in told.names if name)
    if told.in_title:
        return -3.2
    start = told.sentences[0][0] if told.sentences else 0
    # Without a title the first words tell what the article is about.
    if titled > 1 or (not title.strip() and start < _LEAD):
        return -2.2
    mentions = sorted(article.text.count(name) for name in told.names)[:-1]
    # A party named once is hardly whom the article is about.
    weight = 0.5 if mentions and mentions[-1] < 2 else -0.9 if mentions and mentions[-1] > 3 else 0.0
    if _MANY.search(article.title):
        return -0.3
    return weight + (-1.2 if start < _LEAD else 0.9) - (0.6 if titled else 0.0)


def _is_titled(name: str, title: str) -> bool:
    """Titles are short: `Panasonic` for Panasonic Holdings."""
    first = name.split()[0]
    return name.casefold() in title or (
        len(first) > 4 and re.search(rf"\b{re.escape(first.casefold())}\b", title) is not None
    )


def _of_words(sentence: str) -> float:
    weight = sum(points for points, pattern in _WORDS if pattern.search(sentence))
    return max(-3.0, min(3.5, weight))


def _of_time(sentence: str, article: Readable) -> float:
    """What is dated within days of publication is news, what is months older is not."""
    if article.published is None:
        return 0.0
    today = article.published.date()
    told = [moment for moment in moments.find(sentence, today) if moment.first <= today]
    if any(_is_old_beginning(sentence, moment.start, moment.last, today) for moment in told):
        return 4.0
    past = [moment for moment in told if _is_of_act(sentence, moment.start)]
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


def _is_old_beginning(sentence: str, start: int, last: date, today: date) -> bool:
    """`Leased in Japan from 2012`: what began years ago has not been announced now."""
    return last < today - _YEARS and bool(_BEGAN.search(sentence, max(0, start - 24), start))


#: Fitted by `tests/benchmarks/fit_news.py`, save that of time: few sentences have a date.
_BIAS = 3.29
_WEIGHTS = {
    "place": 0.81,
    "words": 0.68,
    "time": 0.6,
    "standing": 2.0,
    "writer": 0.3,
    "round-up": 0.76,
    "model": 0.24,
    "uncertain": 0.24,
}
#: The log odds from which on it is background: so both new deals and articles with any are told best.
_LEAST = 0.9
#: Types that go on for years, so that a sentence may state them without anything having happened.
_RUNNING = frozenset({DealType.SUPPLY, DealType.PARTNERSHIP, DealType.LICENSING})
#: `The Zoe uses cells from LG Chem` states how things are: something that happens has such a word.
_EVENT = re.compile(
    r"""\b(?: sign\w* | agree(?:s|d|ments?|ing)? | announc\w* | deals? | contract\w* | order(?:s|ed)? | award\w*
      | select\w* | chose\w* | choos\w* | pick(?:s|ed) | tap(?:s|ped) | secur(?:es?|ed) | w[io]n | wins
      | land(?:s|ed) | bag(?:s|ged) | nam(?:es|ed) | ink(?:s|ed)? | MoU | memorandum | talks
      | discussions | negotiat\w* | rais\w* | invest\w*
      | (?:to|will)\ (?:\w+\ )?(?:supply|provide|deliver|buy|source|purchase|license|use|equip|power|receive|develop
        |build|produce|make|join\w*|cooperate|work|pay|be\ (?:used|produced|made|built|supplied|powered|equipped))
      | (?:is|are)\ (?:partnering|teaming|working\ with|buying|switching)
    )\b""",
    re.VERBOSE | re.IGNORECASE,
)
#: Characters of a lead.
_LEAD = 420
#: Titles of articles that tell many things, each as news.
_MANY = re.compile(
    r"\band more\b(?!: )|\bmore: the\b|round-?up"
    r"|\b(?:week(?:ly)?|daily|morning) (?:in|review|brief\w*|digest|news|wrap)|\bbriefing\b"
    r"|\bdigest\b|newsletter|headlines"
    r"|things (?:to know|we learned)|^ASX\b|Wall Street|stocks to watch|as it happened|, [^,]+ and [^,]*(?:, |$)|; "
    r"|funding news|deals of the",
    re.IGNORECASE,
)
#: A writer who tells of himself comments on what others reported.
_WRITER = re.compile(r"\b(?:I(?:['’](?:m|d|ve|ll))?|my|let['’]s|we['’]ll|hope|think|believe|IMHO)\b")
_LONGEST = 2000
_FRESH = timedelta(days=12)
_STALE = timedelta(days=75)
_YEARS = timedelta(days=730)
_BEGAN = re.compile(r"\b(?:from|starting in|beginning in) \Z")
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
        r"|formed|concluded|reached|entered|completed|sealed|inked)",
    ),
    _said(1.0, r"had (?:\w+ ){1,3}(?:before|earlier)"),
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
        r"|following (?:its|the) (?:completion|clos(?:e|ing)|acquisition|takeover|purchase)"
        r"|for example|for instance|testified|history",
    ),
    _said(
        1.6,
        r"(?:comes?|came) (?:just |only )?(?:\w+ )?(?:days?|weeks?|months?|hours?|years?)? ?after|separate(?:ly)?"
        r"|(?:news|deal|move|announcement|order|agreement|contract) (?:follows|comes|came)|like it did"
        r"|it (?:follows|builds on) (?:an?|the|their|its|earlier|last)"
        r"|was (?:first )?announced (?:in|last)",
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
        -1.0,
        r"last week|past week|this month|(?:in )?recent weeks|days ago|earlier this week"
        r"|(?:raise[sd]?|secure[sd]?|got|lands?|landed|nab(?:s|bed)|pick(?:s|ed) up|close[sd]?|bag(?:s|ged)"
        r"|invest(?:s|ed)) (?:[a-z]+ ){0,3}(?:US|A|C)?[$€£]\d\S*",
    ),
    (1.4, re.compile(r"\A\W*If [^,:]{3,80}, (?:[a-z]+ ){1,3}(?:will|would|could|may)\b")),
    _said(
        -0.9,
        r"new(?:ly)?|recent(?:ly)?|just|under the (?:\w+ ){0,3}(?:agreement|contracts?|deal)"
        r"|said in a statement|press release|finally|soon|reached an agreement|latest|extra|now",
    ),
    _said(-0.5, r"signed|deal|agreement|says|said"),
)
