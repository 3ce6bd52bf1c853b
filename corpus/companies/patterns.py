"""The turns of phrase around a name that say what it is: company, person, place or product."""

import re
from typing import NamedTuple

from corpus.companies.strangers import ADJECTIVES


class Hint(NamedTuple):
    """A pattern for the text before or after a name, and what it is worth."""

    points: int
    pattern: re.Pattern[str]


def _any(*phrases: str) -> str:
    return "(?:" + "|".join(phrases) + ")"


def _before(pattern: str) -> re.Pattern[str]:
    """For text in small letters: that is quicker than ignoring case."""
    return re.compile(pattern.lower() + r"\Z")


_KIND = _any(
    r"(?:[a-z]+[- ]?)?makers?",
    *("builders?", "contractors?", "licensees?", "licensors?", "franchisees?", "brewers?", "shipyards?"),
    *("manufacturers?", "producers?", "suppliers?", "developers?", "start-?ups?", "firms?"),
    *("compan(?:y|ies)", "subsidiary", "miners?", "recyclers?", "operators?", "providers?", "specialists?"),
    *("giants?", "joint venture", "unicorn", "conglomerate", "venture capital", "refiners?", "utility"),
    *("foundry", "rivals?", "peers?", "lenders?", "insurers?", "retailers?", "publishers?", "studios?", "fintechs?"),
    *("airlines?", "brokers?", "investors?", "funds?", "managers?", "platform", "marketplace", "apps?", "exchange"),
    *("agency", "consultancy", "labels?", "broadcasters?", "streamer", "chain", "banks?", "neobank", "vendors?"),
    *("wholesalers?", "distributors?", "incubator", "accelerator", "carriers?", "biotech", "edtech", "backers?"),
)
_CHIEF = _any(
    *("CEO", "CFO", "CTO", r"chief (?:executive|financial|technology|operating)\b", "(?:co-?)?founders?"),
    *("spokes(?:man|woman|person)", "chair(?:man|woman)", "managing director"),
)
#: Who works `at` something, works at a company.
_STAFF = _any(
    *("partners?", "principal", "analysts?", "engineers?", "researchers?", "vice president", "vp", "directors?"),
    *("manager", "executives?", "officer", "counsel", "strategist", "economists?", "head", "lead", "work(?:s|ed|ing)?"),
)
_DEAL = _any(
    *("deals?", "agreements?", "contracts?", "partner(?:ship|ships|ed|ing|s)?", "joint ventures?", "JVs?"),
    *("MoUs?", "memorandums?", "pacts?", "talks?", "negotiations", "collaborat(?:ion|ions|ed|ing|es)"),
    *("cooperat(?:ion|ed|ing|es)", "tie-?ups?", "team(?:ed|ing|s) up", "alliance", "signed", "merger"),
)
_TAKES = _any(
    *("acqui(?:re|red|res|ring|sition of)", "takeover of", "bought", "invest(?:ed|s|ing|ment)? in"),
    *(
        "stake in",
        "shares? (?:in|of)",
        "orders? from",
        "(?:shares|stake) from",
        "backed by",
        "(?:batteries|cells) from",
    ),
    "(?:supplied|owned|made|produced|manufactured|developed|built|operated|run|taken over|bought out|hired) by",
    "(?:swallow(?:s|ed)?|snapped up|took over|taken over|gobbled up|pursuit of|merged with)",
    *("supplier (?:to|of|for)", "supplies", "distributor (?:for|of)", "merging with", "combination with"),
    "(?:acquired|bought|purchased|sold|licensed) (?:by|from|to)",
    *("(?:bid|deal|offer) for", "(?:purchase|founding) of", "team behind", "tie-up with", "teams? up with"),
    *("selects?", "selected", "picks?", "picked", "chose", "(?:technology|assets|business|operations) of"),
    *("acquir(?:es|e|ing)", "buys", "merge[sdr]? (?:with|of|between)", "spun (?:off|out) (?:from|of)", "rivals?"),
    *("compet(?:e|es|ing) with", "(?:hired|contracted|commissioned|published|distributed) by", "parent company"),
)
#: What is bought from somebody or sold to somebody: `acquired Zelvora from X`.
_TRADED = _any(
    r"(?:acquir|purchas|bought|buy|licens|leas)[a-z]* (?:[\w$€£.%’'-]+ ){1,8}from",
    r"(?:sells?|sold|selling|sale of|suppl(?:y|ie[sd]|ying)|transferred|licensed) (?:[\w$€£.,%’'-]+ ){1,8}to(?: the)?",
    r"(?:deliver|provid|ship)[a-z]* (?:[\w$€£.,%’'-]+ ){1,8}to(?: the)?",
    r"(?:acquisition|purchase|takeover|buyout) (?:[\w$€£.%’'&-]+ ){1,12}from",
    r"(?:orders?|contracts?|commission|tender)(?: (?!of )[\w$€£.,%’'-]+){0,8} (?:from|by|with)(?: the)?",
    r"(?:orders?|contracts?) (?:was |were |has been )?(?:awarded|placed|signed) (?:by|with|to)(?: the)?",
)
#: What only a company can stand after, even one whose name is an ordinary word.
_IS_TAKEN = _any("(?:acquired|bought|purchased) by", "acquisition of", "takeover of", "(?:stakes?|shares) in")
#: Who gives money: `led by X`, `a loan from X`, `investors including X`, `$100 million from X`.
_GIVES = _any(
    *("led by", "participation (?:from|of|by)", "(?:loan|grant|funding|financing|investment)s? (?:from|by)"),
    *(r"raised (?:[^.;\n]|\.\d){1,40} from", r"[$€£¥]\s?[\d.,]+ ?(?:million|billion|m|bn)? (?:[\w-]+ ){0,2}from"),
    "(?:joined|co-led|supported|financed|funded) by",
)
#: What is given examples of: `acquisitions such as X`.
_EXAMPLES = _any(
    *("companies", "firms", "partners", "customers", "clients", "start-?ups", "brands", "investors", "funds"),
    *("acquisitions", "suppliers", "(?:auto|car)makers", "makers", "rivals", "competitors", "banks", "giants"),
    *("backers", "shareholders", "vcs", "retailers", "publishers", "labels", "studios", "investments", "lenders"),
    *("providers", "operators", "developers", "utilities", "miners", "chains", "manufacturers", "producers"),
)
_DOES = _any(
    *("(?:has |have |had )?(?:also )?(?:acquired|merged|raised)", "acquires", "buys"),
    r"(?:has |have )?(?:completed?s?|closed|announce[sd]|finali[sz]e[sd]|concluded) (?:its |the |an? )?(?:[\w$€£.-]+ )?"
    "(?:acquisition|purchase|takeover|merger|sale)",
    *(
        "to (?:acquire|buy|supply|invest|merge|equip|sell)",
        "(?:will|is to|are to) (?:supply|build|buy|deliver|provide|acquire|invest|sell|pay|manufacture)",
        "supplies",
        "manufactures",
        "is (?:building|developing)",
    ),
    *("plans to build", "filed for", "secured", "(?:has )?agreed to", "entered into", "went public"),
    r"(?:raises|nabs|bags|lands|snags|secures|closes|scoops|picks up|bagged|nabbed|landed|closed) (?:an? )?[$€£]",
    r"(?:has |have )?(?:w[io]ns?|lands?|landed|bag(?:s|ged)|secure[sd]|receive[sd]|clinche[sd]|place[sd]|book(?:s|ed))"
    r" (?:an?|its|the) (?:[\w$€£.,-]+ ){0,6}(?:orders?|contracts?|deal|tender|funding|investment|loan|grant)",
    r"(?:has |have )?been (?:awarded|selected|chosen|picked|contracted|appointed|tapped)",
    *("(?:is|was|would be) acquiring", "was founded (?:in|by)", "(?:announced|confirmed) (?:its|the) acquisition"),
    r"announced (?:its |an? )?(?:plans?|intent(?:ion)?|deal|agreement) to (?:acquire|buy|merge|sell)",
    r"(?:co-)?invests? in",
)
#: What a clause after the name tells of companies only: `X, which raised $5 million`.
_CLAUSE = _any(
    r"(?:which|that) (?:has |had |also )?(?:raised|acquired|bought|sells|makes|operates|owns|offers|develops|provides"
    r"|supplies|builds|produces)",
    *(r"founded (?:in|by)", r"backed by", r"(?:owned|acquired|led) by", "the (?:maker|owner|developer|parent) of"),
)
#: Deals that a company in front of them does.
_DEALS = _any(
    r"(?:has |have )?(?:signed|signs|inked|struck|sealed|closed|reached|entered)"
    r" (?:an?|its|the|into) (?:[\w-]+ ){0,4}(?:deals?|agreement|contract|partnership|mou|memorandum|venture)",
    r"(?:has )?(?:announced|said) (?:that )?(?:it|they) (?:is|was|has|had|would|will) (?:acquir|buy|agree|sign)\w*",
    *(
        "(?:has )?(?:spent|paid) [^.;\n]{0,30}(?:to (?:acquire|buy)|for)",
        "(?:is |are |was |also )?participat(?:ed|ing)",
        "(?:is|are) in (?:[a-z]+ )?talks",
        "(?:was|is|has been|is being) (?:acquired|bought|taken over)",
        "(?:has )?invested",
    ),
    *("(?:has |have )?(?:partnered|teamed up|merged|collaborated|joined forces) (?:up )?with", "partners with"),
    *("teams up with", "(?:has |have )?selected", "selects", "(?:has |have )?(?:placed|awarded)", "licenses"),
    r"(?:has |have |had )?(?:sold|bought|purchased|licensed|ordered) (?:an?|its|the|all|[\d.,]+%?) ",
)
_LEADS = r"(?:is |are )?(?:co-)?(?:led|leads|leading) (?:the|an?|its) (?:[\w$.’'-]+ ){0,6}(?:round|investment|funding)"
_MOVES = (
    r"(?:soared|surged|jumped|fell|rose|dropped|plunged|slid|gained|lost|rocketed) (?:more than |by )?[\d.]+ ?(?:%|per)"
)
_OWNS = _any(
    *("shares", "stock", "factor(?:y|ies)", "gigafactory", "customers", "investors", "headquarters"),
    *("ownership", "acquisition", "takeover", "board", "app", "platform", "valuation", "parent", "IPO", "backers"),
)
_EXCHANGE = _any("NYSE", "NASDAQ", "Nasdaq", r"TSX\S*", "ASX", "HKEX", "LSE", "AIM", "KOSDAQ", "SZSE", r"OTC\w*")
_ROLE = _any(
    *("CEO", "executive", "founder", "president", "chair(?:man|woman)", "minister", "analyst", r"spokes\w+"),
    *("manager", "actor", "author", "coach", "director", r"[MD][rs]\.?", r"Mrs\.?"),
)

#: What a list of companies stands after: each of its names is one.
LIST_BEFORE = _before(
    rf"(?:\b{_EXAMPLES}(?:,? (?:such as|including|like)|,? (?:[a-z]+ ){{0,4}}?includ(?:e|es|ed))"
    rf"|(?:\b|(?=[$€£¥])){_GIVES}) "
)
#: What a list may stand after in which one sure company makes all the others companies too.
EXAMPLES_BEFORE = _before(r"\b(?:such as|including|like|both) ")
COMPANY_BEFORE = (
    Hint(3, _before(rf"\b{_KIND},? (?:called |named )?")),
    Hint(2, _before(rf"\b{_CHIEF},? (?:and [\w-]+ )?(?:of|at) ")),
    Hint(2, _before(rf"\b{_DEAL} (?:[\w-]+ ){{0,2}}(?:with|between) (?:both |the )?")),
    Hint(2, _before(rf"\b{_TAKES} ")),
    Hint(2, _before(rf"\b{_IS_TAKEN} ")),
    Hint(2, _before(rf"(?:\b|(?=[$€£¥])){_GIVES} ")),
    Hint(2, _before(rf"\b{_EXAMPLES},? (?:such as|including|like|(?:[a-z]+ )?include[sd]?) ")),
    Hint(2, _before(rf"\b{_STAFF} at (?:the )?")),
    Hint(2, _before(rf"\b{_TRADED} (?:the )?")),
    Hint(2, _before(r"\b(?:subsidiar(?:y|ies)|unit|division|affiliate|shareholders) of (?:the )?")),
)
#: Told beside a name before its verb comes: `Zelva (ZLV)`, `Zelva, which makes anodes, has bought`.
ASIDES = (
    re.compile(r" \((?![^()\n]*\d{4})[^()\n]{1,60}\)"),
    re.compile(
        r"(?: \([^()\n]{1,60}\))?, (?!who\b|told\b|\d|[A-Z][a-z]+,)[^,;:.!?()\n]{3,110},"
        r"(?= (?:has|have|had|is|will|[a-z]+(?:s|ed|ught|old)) )"
    ),
)
COMPANY_AFTER = (
    Hint(2, re.compile(rf"(?:,| is| was) (?:an?|the) [^.,;\n]{{0,50}}?\b{_KIND}\b")),
    Hint(2, re.compile(rf"(?:['’]s?)? {_CHIEF}")),
    Hint(2, re.compile(rf"['’]s? {_OWNS}\b")),
    Hint(2, re.compile(rf" {_DOES}\b")),
    Hint(2, re.compile(rf" (?:[a-z]+ ){{0,3}}?{_DEALS}\b")),
    Hint(3, re.compile(rf" {_LEADS}\b")),
    Hint(2, re.compile(rf",? {_CLAUSE}\b")),
    Hint(2, re.compile(r"-(?:backed|owned|funded|controlled)\b")),
    Hint(2, re.compile(rf" (?:shares|stock|executives|parent)\b| {_MOVES}|(?: [a-z]+)? round\b")),
    Hint(1, re.compile(r" (?:users|customers|employees|investors|accounts)\b")),
    Hint(2, re.compile(rf",? \({_EXCHANGE}\s?:")),
    Hint(1, re.compile(r" (?:said|says|announced|has announced|plans|expects|aims|will|has|also)\b")),
)
PERSON_BEFORE = _before(rf"\b{_ROLE},? ")
PERSON_AFTER = re.compile(
    rf",? (?:\d\d,|who\b|told\b|(?:the )?(?:company['’]s |its )?{_CHIEF}"
    r"|(?:an? )?(?:analyst|director|minister|president|head of)\b)"
)
PLACE_BEFORE = _before(r"(?<!st)\b(?:in|near|across|throughout|outside|(?:south|north|east|west)ern|central) (?:the )?")
PLACE_AFTER = re.compile(r", [A-Z]\w+(?:,| in\b|\.)|-based\b")
#: What may stand between a hint and the name: `with the Chinese X`, `from Boston-based X`.
MODIFIERS = frozenset({"the", "its", "fellow"} | {word.lower() for word in ADJECTIVES})
ENDS_OF_MODIFIERS = ("-based", "-listed", "-owned", "-backed", "-headquartered")
#: `in` here is no preposition of place.
INVESTED_IN = _before(r"(?:invest\w*|stakes?|shares|interest) in ")
PRODUCT_AFTER = re.compile(r" (?:[A-Z]?\d|EV\b|PHEV\b|SUV\b|electric (?:car|SUV)|hatchback|sedan)")
