"""What kind of thing a question asks for: a sum, a date, a company, a list, the newest state."""

import re
from enum import StrEnum


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


#: Stems that tell the kind of thing asked for and are rarely in the sentence that answers.
CUES = (
    "price cost value worth amount sum tag bill much many number who whom whose which what when where why how date "
    "year month quarter day time place country location reason compare versus vs latest newest now today current "
    "currently recent recently status far exactly altogether total name list tell know article articles news thanks hi "
    "hello good morning please happen came become remind could"
)

_ROLE = r"ceos?|cfo|coo|cto|chief|boss|chair(?:man|woman|person)?|president|founders?|director|co-ceos?"
#: Many companies at once: who is asked for by what they are.
_COMPANIES = (
    r"compan(?:y|ies)|firms?|car ?makers?|auto ?makers?|suppliers?|makers?|brands?|partners?|banks?|investors?|groups?|"
    r"customers?|start-?ups?|manufacturers?|buyers?|owners?|shareholders?|retailers?|papers?|outlets?|producers?|"
    r"miners?|vendors?"
)
_KINDS: tuple[tuple[Asks, str], ...] = (
    (Asks.REASON, r"\bwhy\b|\bwhat (?:was|is|were) the reasons?\b|\bhow come\b|\breasons?\b"),
    (
        Asks.DURATION,
        r"\bhow long\b|\bhow many (?:years|months|days|weeks)\b|\bduration\b"
        r"|\b(?:mine|service|cycle|battery|shelf|calendar)[ -]life\b|\blife ?(?:span|time)\b|\blife expectancy\b",
    ),
    (
        Asks.DATE,
        # "What did it carry when it sank" asks for no date.
        r"^\W*(?:and |but |so |or )?(?:exactly )?when\b|\b(?:since|by|until|from|as of|and|or|know|tell me|say) when\b"
        r"|\bwhen (?:is|are|was|were|will|would|do|does|did|has|have|had|can|should|exactly)\b|\bwhen\W*$"
        r"|\b(?:what|which) (?:date|day|year|month|quarter|time)\b"
        r"|\b(?:date|deadline|timeline|start of production|sop)\b",
    ),
    (
        Asks.PLACE,
        r"\bwhere\b|\b(?:what|which|in what|in which) (?:countr|cit|state|town|region|place|site|location|province)\w*"
        r"|\blocation\b|\bbased\b|\bheadquarter",
    ),
    # Before what is priced: "price per ton", "what does a kWh cost".
    (
        Asks.MONEY,
        r"\bprices?\b(?! war)|\b(?:fees?|salar(?:y|ies)|wages?|bonus(?:es)?|fines?|royalt(?:y|ies)|fares?|rent)\b"
        r"|\b(?:what|how much) (?:do|does|did|will|would) .{1,80}\b(?:cost|pay|raise|spend|invest|offer|charge)\b"
        r"|\bhow (?:cheap|expensive)\b|\bcosts?\W*$|^\W*(?:the )?costs? (?:of|for)\b",
    ),
    (
        Asks.SHARE,
        r"\b(?:what|how much|how big a|which) (?:percent\w*|share|stake|portion|part(?! of (?:the )?(?-i:[A-Z])))\b"
        r"|(?<!\d )\bpercent|\bmargins?\b",
    ),
    (
        Asks.SHARE,
        r"\bstake\b(?!.*\b(?:price|cost|pay|paid|worth)\b)|\bsplit\b"
        r"|\bhow much of (?:it|that|this|them|those|the|its|their)\b",
    ),
    (
        Asks.QUANTITY,
        r"\bhow many\b|\bcapacity\b|\bgwh\b|\bmwh\b|\bvolumes?\b|\btonn?(?:es|age|s)?\b|\boutput\b|\bhow big\b|\bsize\b"
        r"|\bsq(?:uare)?\.? ?(?:ft|feet|m)\b|\bhow much (?:lithium|capacity|cells|electricity|nickel|range|power|\w+er"
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
        rf"\bwho\b|\bwhom\b|\bwhose\b|\b(?:which|what|all|the|list|name)(?: \w+)? (?:{_COMPANIES})\b"
        rf"|\b(?:suppliers|partners|customers|shareholders|investors|owners|buyers|makers)\b",
    ),
    (Asks.YES_NO, r"^\W*(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|should)\b"),
)
#: Tried first: a question that opens so wants a yes or no, whatever else it names.
_OPENS_YES_NO = re.compile(_KINDS[-1][1], re.IGNORECASE)
_COMPILED = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _KINDS)
#: Said before the question itself: "Do the articles say what …", "Can you tell me who …".
_PREAMBLE = re.compile(
    r"^.{0,80}?\b(?:(?:do|does|did) (?:the|your|any) (?:articles?|sources?|news|texts?) (?:say|mention|state|tell)"
    r"|(?:can|could|would|will) (?:you|anyone|someone) (?:please )?(?:tell|say|remind|explain|let)(?: to)?(?: me| us)?"
    r"(?: know)?|(?:do|does) (?:you|anyone) know|(?:i|we)(?: would|'d)? (?:want|need|like) to know)\s+"
    r"(?=(?:what|who|whom|whose|which|when|where|why|how|if|whether|since|from|by|for|in|at|to)\b)",
    re.IGNORECASE | re.DOTALL,
)

#: The thing itself that is asked for, where a word names it: "how many *seats*", "which *law firm*", "*salary* of".
_FOCUS = re.compile(
    r"\b(?:how many|how much|which|whose|what(?: is| are| was| were|'s|s)?(?: the| a| an| its| their)?|number of)"
    r" (?P<after>[a-z][\w-]*(?: (?!is|are|was|were|do|does|did|has|have|will|would|can|of|in|for|at|on|to|by|from|with)"
    r"[a-z][\w-]*)?)"
    r"|^\W*(?:the )?(?P<before>[a-z][\w-]*(?: [a-z][\w-]*)?) (?:of|for|from) ",
    re.IGNORECASE,
)

#: What "which" asks for, up to what is said of it.
_SAYS = r"(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|of|in|for|to|with|that|still)\b"
_WHICH = re.compile(
    rf"\W*(?:(?:and|but|so|in|at|by|from|for|of|to|with) )?which(?! of\b)(?: (?!{_SAYS})[\w-]+){{1,3}}", re.IGNORECASE
)

#: Words with an s at their end that name no things.
_NO_PLURAL = r"(?:\w*ss|\w*us|is|was|has|does|this|its|series|news|sales|business|gas)\b"
_LIST = re.compile(
    r"\blist\b|\ball (?:the )?\w+|\bname (?:the|all|some)\b"
    rf"|\bwhich (?:(?!{_NO_PLURAL})\w+ )?(?!{_NO_PLURAL})\w+s\b(?! (?:is|was|has|does)\b)"
    r"|\bwhat (?:\w+ )?(?:companies|carmakers|automakers|suppliers|partners|deals|topics|brands|models|countries|plants"
    r"|factories|projects|sources|customers|joint ventures|products|features)\b|\bwho are\b|\bwhat are\b"
    r"|\b(?:shareholders|suppliers|partners|customers|investors|owners|deals|sources|makers|companies)\b"
    rf"|\bwh(?:at|ich) (?:\w+ )?(?!{_NO_PLURAL})\w{{2,}}ies\b(?! of\b)"
    # "Which plants does it want", not "which business does it own".
    rf"|\bwh(?:at|ich) (?:(?!{_NO_PLURAL})\w+ )?(?!{_NO_PLURAL})\w{{3,}}s (?:do|does|did|will|can|have|are|were)\b",
    re.IGNORECASE,
)
_COUNT = re.compile(rf"\bhow many (?:\w+ )?(?:{_COMPANIES})\b", re.IGNORECASE)
_NEWEST = re.compile(
    r"\b(?:latest|newest|now|today|currently?|current|recent(?:ly)?|still|by now|to date|up to date|last)\b"
    r"|\bwhat (?:came|became|happened)\b|\bstatus\b|\bat the moment\b",
    re.IGNORECASE,
)


def asked(text: str) -> Asks:
    """The kind of thing that would answer."""
    text = without_preamble(text)
    if _OPENS_YES_NO.search(text):
        return Asks.YES_NO
    # "Which company has a cell of 500 Wh/kg" asks for the company, whatever else it names.
    if which := _WHICH.match(text):
        text = which[0]
    return next((kind for kind, pattern in _COMPILED if pattern.search(text)), Asks.THING)


def focus(text: str) -> str:
    """The words that name what is asked for: "seats" of "how many seats does it have"; "" where none do."""
    found = _FOCUS.search(without_preamble(text))
    return (found["after"] or found["before"]) if found else ""


def is_list(text: str) -> bool:
    """Whether several things are asked for."""
    return bool(_LIST.search(text))


def counts_companies(text: str) -> bool:
    """Whether companies are to be counted, which may have to be gathered first."""
    return bool(_COUNT.search(text))


def wants_newest(text: str) -> bool:
    """Whether the newest state is asked for, not the first."""
    return bool(_NEWEST.search(text))


def without_preamble(text: str) -> str:
    """The question itself, where it is wrapped in one that any answer would satisfy."""
    return _PREAMBLE.sub("", text, count=1)
