"""What is asked: about whom, for what kind of thing, and what an earlier question leaves understood."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from corpus.companies import questions as naming
from corpus.companies.gazetteer import Gazetteer, gazetteer
from corpus.text import cleaning
from index.lexical import words


class Asks(StrEnum):
    """The kind of thing that would answer."""

    MONEY = "money"
    SHARE = "share"
    QUANTITY = "quantity"
    DATE = "date"
    DURATION = "duration"
    PLACE = "place"
    PERSON = "person"
    COMPANY = "company"
    REASON = "reason"
    NUMBER = "number"
    YES_NO = "yes_no"
    THING = "thing"


@dataclass(frozen=True)
class Question:
    """A question as read; `terms` and `companies` weigh 1 when asked now, less when only understood."""

    #: With what earlier questions leave understood put behind it.
    text: str
    #: The same as it was said: the earlier ones first, parted by " ; ".
    told: str
    asks: Asks
    is_list: bool
    #: Telling stems, function words and the names of companies left out.
    terms: dict[str, float]
    #: Slugs.
    companies: dict[str, float]
    #: It orders the answerer about, instead of asking what the articles say.
    is_instruction: bool = False
    #: Stems that only say what kind of thing is asked for ("price", "who", "year").
    cues: frozenset[str] = field(default=frozenset())
    #: It wants the newest state, not the first.
    wants_newest: bool = False


#: What an earlier question leaves understood weighs so much; the one before that, the square of it.
UNDERSTOOD = 0.6

#: Characters of a question that are read; nobody asks more, and an article pasted in is none.
LONGEST_QUESTION = 1_000

_ROLE = r"ceos?|cfo|coo|cto|chief|boss|chair(?:man|woman|person)?|president|founders?|director|co-ceos?"
_KINDS: tuple[tuple[Asks, str], ...] = (
    (Asks.REASON, r"\bwhy\b|\bwhat (?:was|is|were) the reasons?\b|\bhow come\b|\breasons? (?:for|why|of)\b"),
    (Asks.DURATION, r"\bhow long\b|\bhow many (?:years|months|days|weeks)\b|\bduration\b|\blife\b"),
    (
        Asks.DATE,
        r"\b(?:since|by|until|from|as of) when\b|\bwhen\b|\b(?:what|which) (?:date|day|year|month|quarter|time)\b"
        r"|\b(?:date|deadline|timeline|start of production|sop)\b",
    ),
    (
        Asks.PLACE,
        r"\bwhere\b|\b(?:what|which|in what|in which) (?:countr|cit|state|town|region|place|site|location|province)\w*"
        r"|\blocation\b|\bbased\b|\bheadquarter",
    ),
    (Asks.SHARE, r"\b(?:what|how much|how big a|which) (?:percent\w*|share|stake|part|portion)\b|\bpercent"),
    (
        Asks.SHARE,
        r"\bstake\b(?!.*\b(?:price|cost|pay|paid|worth)\b)|\bhow much of (?:it|the|its|their)\b|\bsplit\b",
    ),
    (
        Asks.QUANTITY,
        r"\bhow many\b|\bcapacity\b|\bgwh\b|\bmwh\b|\bvolumes?\b|\btonn?(?:es|age|s)?\b|\boutput\b|\bhow big\b|\bsize\b"
        r"|\bsq(?:uare)?\.? ?(?:ft|feet|m)\b|\bhow much (?:lithium|capacity|cells|electricity|nickel|range|power|faster"
        r"|more|per year|does \w+ take)\b|\bnumber of\b",
    ),
    (
        Asks.PERSON,
        rf"\b(?:who|name)\b.*\b(?:{_ROLE}|heads?|headed|runs?|leads?|led|boss|said|says)\b|\b(?:{_ROLE})\b",
    ),
    # Before the kinds that go by a word alone: "who is in charge" asks for no money.
    (Asks.COMPANY, r"^\W*(?:and |but |so )?(?:(?:from|with|to|by|of|for) )?(?:who|whom|whose)\b"),
    (
        Asks.NUMBER,
        r"\b(?:weights?|weighs?|sales|deliver(?:ies|ed)|range|speed|rating|score|density|efficiency|power|torque|"
        r"registrations|length|height|width|mileage|consumption|kwh|wh/kg|wh/l|horsepower|percentage|rate|age|target|"
        r"employees|staff|workforce|headcount|population|users|customers|subscribers|views|revenue|profit|votes?)\b"
        r"|\bhow (?:fast|far|high|tall|old|heavy|often|large|wide|deep)\b",
    ),
    (
        Asks.MONEY,
        r"\bhow much\b|\b(?:price|cost|costs|worth|value|valued|valuation|budget|bill|sum|amount|writedown|write-down"
        r"|charges?|spend|spent|paid|pays?|invested|investment|price tag|dollars?|euros?|yen|won|yuan)\b",
    ),
    (
        Asks.COMPANY,
        r"\bwho\b|\bwhom\b|\bwhose\b|\b(?:which|what) (?:\w+ )?(?:compan|firm|car ?maker|automaker|supplier|maker|brand"
        r"|partner|bank|investor|group|customer|start-?up|manufacturer|buyer|owner|retailer|paper|outlet)\w*",
    ),
    (Asks.YES_NO, r"^\W*(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|should)\b"),
)
#: Tried first: a question that opens so wants a yes or no, whatever else it names.
_OPENS_YES_NO = re.compile(_KINDS[-1][1], re.IGNORECASE)
_COMPILED = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _KINDS)

_LIST = re.compile(
    r"\blist\b|\ball (?:the )?\w+|\bname (?:the|all|some)\b|\bwhich (?:\w+ )?\w+s\b(?! (?:is|was|has|does)\b)"
    r"|\bwhat (?:\w+ )?(?:companies|carmakers|automakers|suppliers|partners|deals|topics|brands|models|countries|plants"
    r"|factories|projects|sources|customers|joint ventures|products|features)\b|\bwho are\b|\bwhat are\b"
    r"|\b(?:shareholders|suppliers|partners|customers|investors|owners|deals|sources|makers|companies)\b",
    re.IGNORECASE,
)
_NEWEST = re.compile(
    r"\b(?:latest|newest|now|today|currently?|current|recent(?:ly)?|still|by now|to date|up to date|last)\b"
    r"|\bwhat (?:came|became|happened)\b|\bstatus\b|\bat the moment\b",
    re.IGNORECASE,
)
#: Stems that tell the kind of thing asked for and are rarely in the sentence that answers.
_CUES = (
    "price cost worth value amount sum tag bill much many number who whom whose which what when where why how date "
    "year month quarter day time place country location reason compare versus vs latest newest now today current "
    "currently recent recently status far exactly altogether total name list tell know article articles news thanks hi "
    "hello good morning please happen come became remind could"
)

_INSTRUCTION = re.compile(
    r"\b(?:ignore|disregard|forget|override|bypass)\b.{0,40}\b(?:rules?|instructions?|prompts?|articles?|above|previous|"
    r"everything|guard\w*|sources?)\b"
    r"|\b(?:system|hidden|secret|initial|developer) (?:prompt|instructions?|message|rules)\b"
    r"|\b(?:print|show|reveal|output|repeat|tell me|give me|what is)\b.{0,40}\b(?:prompt|api[_ ]?key|tokens?|password|"
    r"credentials|environment variables?|instructions)\b"
    r"|\b(?:pretend|act as|role-?play|you are now|let'?s play|from now on|jailbreak|dan mode|developer mode)\b"
    r"|\b(?:invent|make up|fabricate)\b.{0,30}\b(?:source|citation|article|deal|quote|answer|figure|fact)s?\b"
    r"|\badd (?:this|the) (?:link|url)\b|\b[A-Z]+_[A-Z_]*(?:KEY|TOKEN|SECRET)\b",
    re.IGNORECASE | re.DOTALL,
)

_LEANS = re.compile(
    r"^\W*(?:and|but|also|or|what about|how about|so)\b"
    r"|\b(?:it|its|they|them|their|theirs|he|she|his|her|him|there|those|these|both|one|ones)\b"
    r"|\b(?:this|that) (?:deal|agreement|company|plant|venture|stake|contract|merger|partner|order|money|one|time)\b"
    r"|\bthe (?:deal|agreement|two|company|companies|venture|contract|partners?|talks|plan|sum|buyer|seller|former)\b",
    re.IGNORECASE,
)
#: A question with fewer telling words than this cannot stand alone after another one.
_FEW_WORDS = 2


def read(text: str, history: Sequence[str] = (), known: Gazetteer | None = None) -> Question:
    """Reads a question, completed from `history` (earlier questions, oldest first) where it leans on it."""
    known = known or gazetteer()
    text, history = _clean(text), [_clean(earlier) for earlier in history]
    terms, companies = _words_of(text, known)
    asks = _asks(text)
    understood = list(_understood(text, terms, companies, history))
    for weight, earlier in understood:
        earlier_terms, earlier_companies = _words_of(earlier, known)
        for term in earlier_terms:
            terms.setdefault(term, weight)
        # "And with Ford?" asks of Ford what was asked of the other; who else was named is understood.
        for slug in earlier_companies:
            companies.setdefault(slug, weight * (0.5 if _words_of(text, known)[1] else 1.0))
    if understood and asks is Asks.THING:
        asks = _asks(understood[0][1])
    return Question(
        text=" ".join([text, *(earlier for _, earlier in understood)]),
        told=" ; ".join([*(earlier for _, earlier in reversed(understood)), text]),
        asks=asks,
        is_list=bool(_LIST.search(text)),
        terms=terms,
        companies=companies,
        is_instruction=bool(_INSTRUCTION.search(text)),
        cues=frozenset(words(_CUES, keep_all=True)) & terms.keys(),
        wants_newest=bool(_NEWEST.search(text)),
    )


def searched(question: Question, known: Gazetteer | None = None) -> dict[str, float]:
    """The stems to search for and what each counts: its terms, and its companies by all their names."""
    known = known or gazetteer()
    found = dict(question.terms)
    for term in question.cues:
        found[term] *= 0.5
    for slug, weight in question.companies.items():
        company = known.company(slug)
        names = (company.name, *company.aliases[:3], *company.exact[:1]) if company else (slug.replace("_", " "),)
        for position, name in enumerate(names):
            for stem in words(name):
                found[stem] = max(found.get(stem, 0.0), weight * (1.0 if not position else 0.7))
    return found


def _clean(text: str) -> str:
    return cleaning.one_line(text, LONGEST_QUESTION)


def _words_of(text: str, known: Gazetteer) -> tuple[dict[str, float], dict[str, float]]:
    """Its telling stems and its companies, each weighing 1."""
    mentions = naming.find(known, text)
    rest = text
    for mention in reversed(mentions):
        rest = f"{rest[: mention.start]} . {rest[mention.end :]}"
    return dict.fromkeys(words(rest, fallback=False), 1.0), dict.fromkeys((m.slug for m in mentions), 1.0)


def _understood(
    text: str, terms: dict[str, float], companies: dict[str, float], history: Sequence[str]
) -> Iterator[tuple[float, str]]:
    """The earlier questions that this one leans on, the latest first, each with its weight."""
    if not history or not (_LEANS.search(text) or len(terms) + 2 * len(companies) <= _FEW_WORDS or not companies):
        return
    weight = UNDERSTOOD
    for earlier in reversed(history[-4:]):
        yield weight, earlier
        if not _LEANS.search(earlier) and len(words(earlier)) > _FEW_WORDS:
            return
        weight *= UNDERSTOOD


def _asks(text: str) -> Asks:
    if _OPENS_YES_NO.search(text):
        return Asks.YES_NO
    return next((kind for kind, pattern in _COMPILED if pattern.search(text)), Asks.THING)
