"""Questions that the table of deals answers whole: which suppliers, how many joint ventures, whose partners."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from corpus.companies import questions as naming
from corpus.companies.gazetteer import Gazetteer, Mention, gazetteer
from corpus.companies.names import words as name_words
from corpus.deals.drafts import DealType, Role
from index.asking import months, times
from index.asking.times import Span
from index.lexical import words


@dataclass(frozen=True, slots=True)
class Lookup:
    """Which companies stand in what relation to one, or how many do; or which deals of a type there are."""

    #: Slug of the company that is asked about, and what it is in the deals; None: of any company.
    company: str | None
    role: Role | None
    #: What those asked for are.
    others: Role | None
    type: DealType | None
    is_count: bool
    #: Stems of what else is asked: the product, the place.
    about: frozenset[str]
    #: When the deals were first told.
    told: Span


@dataclass(frozen=True, slots=True)
class _Relation:
    """A turn of phrase around the company, which stands as `@`, and what it asks for."""

    pattern: re.Pattern[str]
    role: Role | None
    others: Role | None
    type: DealType | None


def _relation(pattern: str, role: Role | None, others: Role | None, type_: DealType | None) -> _Relation:
    return _Relation(re.compile(pattern, re.IGNORECASE), role, others, type_)


_GIVES = r"(?:suppl(?:y|ies|ied|ying)|sells?|sold|selling|delivers?|delivering|provid(?:es?|ing)|ships?|makes?)"
_TAKES = r"(?:buys?|buying|bought|sourc(?:es?|ed|ing)|gets?|getting|orders?|ordered|purchas(?:es?|ed|ing)|procures?)"
_SUPPLY = DealType.SUPPLY
#: Tried in order.
_RELATIONS = (
    _relation(r"\b(?:joint ventures?|JVs?)\b", Role.PARTNER, Role.PARTNER, DealType.JOINT_VENTURE),
    _relation(r"\b(?:suppliers?|vendors?|sources)\b[^?]*@|@[^?]*\b(?:suppliers?|vendors?|sources)\b",
              Role.BUYER, Role.SUPPLIER, _SUPPLY),
    _relation(r"\bcustomers?\b[^?]*@|@[^?]*\b(?:customers?|buyers?|orders from)\b", Role.SUPPLIER, Role.BUYER, _SUPPLY),
    _relation(rf"\b{_TAKES}\b[^?@]*\b(?:from|of|by) @", Role.SUPPLIER, Role.BUYER, _SUPPLY),
    _relation(rf"@[^?]*\b{_TAKES}\b[^?]*(?:\bfrom\b|\?|$)", Role.BUYER, Role.SUPPLIER, _SUPPLY),
    _relation(rf"\b{_GIVES}\b[^?@]*@", Role.BUYER, Role.SUPPLIER, _SUPPLY),
    _relation(rf"@[^?]*\b{_GIVES}\b", Role.SUPPLIER, Role.BUYER, _SUPPLY),
    _relation(r"\b(?:invested|invest|invests|put (?:its |their )?money|stakes?|shares?)\b[^?@]*\b(?:in|into|of) @"
              r"|\b(?:investors?|backers?|shareholders?|funded|backed)\b[^?]*@|@[^?]*\b(?:investors|backers|shareholders)\b",
              Role.INVESTEE, Role.INVESTOR, DealType.INVESTMENT),
    _relation(r"@[^?]*\b(?:invest(?:s|ed|ing)?|investments?|stakes?|put money)\b",
              Role.INVESTOR, Role.INVESTEE, DealType.INVESTMENT),
    _relation(r"\b(?:acquired|bought|(?:took|taken) over|owns?)\b @|\bacquirers?\b[^?]*@"
              r"|@[^?]*\b(?:bought|acquired) by\b",
              Role.TARGET, Role.ACQUIRER, DealType.ACQUISITION),
    _relation(r"@[^?]*\b(?:acquir(?:es?|ed|ing)|bought|take ?overs?|acquisitions?|taken over)\b|\bacquisitions\b[^?]*@",
              Role.ACQUIRER, Role.TARGET, DealType.ACQUISITION),
    _relation(r"\blicen[cs](?:es?|ed|ing)\b[^?@]*\b(?:from|of) @", Role.LICENSOR, Role.LICENSEE, DealType.LICENSING),
    _relation(r"\blicen[cs](?:es?|ed|ing)\b[^?@]*\bto @|\b(?:gives?|grants?|granted) @[^?]*\blicen[cs]es?\b",
              Role.LICENSEE, Role.LICENSOR, DealType.LICENSING),
    _relation(r"@[^?]*\blicen[cs](?:es?|ed|ing)\b", None, None, DealType.LICENSING),
    _relation(r"\b(?:partners?|partnered|partnerships?|team(?:s|ed)? up|work(?:s|ing)? with|co-?operat\w+|collab\w+)\b",
              None, None, None),
    _relation(r"\b(?:deals?|agreements?|contracts?|pacts?)\b", None, None, None),
)  # fmt: skip
#: What deals are called, of any company.
_CALLED = tuple(
    (re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE), type_)
    for pattern, type_ in (
        (r"joint ventures|JVs", DealType.JOINT_VENTURE),
        (r"acquisitions|takeovers|mergers|buyouts", DealType.ACQUISITION),
        (r"investments|stakes|funding rounds|financing rounds", DealType.INVESTMENT),
        (r"licen[cs]es|licen[cs]ing (?:deals|agreements)", DealType.LICENSING),
        (r"partnerships|alliances|co-?operations", DealType.PARTNERSHIP),
        (r"(?:supply|offtake|purchase) (?:deals|agreements|contracts|orders)|orders", _SUPPLY),
        (r"deals|agreements|contracts|pacts", None),
    )
)
_COUNT = re.compile(r"^\W*(?:and |so )?how many\b|\bnumber of\b", re.IGNORECASE)
#: What is counted must be what the table holds; "how many cells does X buy" is another question.
_COUNTED = re.compile(
    r"\b(?:how many|number of) (?:\w+ ){0,2}(?:suppliers?|customers?|partners?|joint ventures?|JVs?|deals?|agreements?|"
    r"contracts?|acquisitions?|takeovers?|mergers?|partnerships?|alliances?|licen[cs]es|stakes|investors?|investments?|"
    r"companies|firms|carmakers|automakers|makers|start-?ups)\b",
    re.IGNORECASE,
)
_LIST = re.compile(
    r"\b(?:which|what) (?:\w+ ){0,3}\w+s\b|\bwho (?:all|are|else)\b|\b(?:list|name|all|every|everyone|everybody)\b"
    r"|\b(?:suppliers|customers|partners|investors|backers|shareholders|vendors|acquisitions|takeovers|mergers|deals|"
    r"ventures|JVs|sources|partnerships|alliances|investments|licen[cs]es)\b"
    r"|\bwho(?:m|se)? (?:supplies|buys|sources|invested|backs|makes|does|has|is|do)\b",
    re.IGNORECASE,
)
#: Where a company does something, or has it done.
_OF_WHOM = re.compile(
    r"\b(?P<name>[a-z]\w+) (?:has|have|had|does|did|is|was|buys?|bought|gets?|suppl(?:y|ies)|sells?)\b"
    r"|\b(?:deals?|ventures?|partnerships?|agreements?|contracts?) (?:of|with|by) (?P<behind>[a-z]\w+)"
)
#: Words of the relation itself and of whoever is asked for: they narrow nothing.
_IDLE = frozenset(
    words(
        "supply supplies supplier suppliers supplied supplying vendor vendors source sources sourcing sourced buy buys "
        "buying bought purchase order orders get gets sell sells deliver provide make makes customer customers partner "
        "partners partnership joint venture ventures jv jvs deal deals agreement agreements contract contracts pact "
        "invest invests invested investment investments investor investors backer stake stakes shareholder money put "
        "acquire acquired acquisition acquisitions license licence licensing company companies firm firms carmaker "
        "carmakers automaker automakers car maker makers startup name list all every have has had sign signed made "
        "form formed announce announced do does did who whom which what how many number known far so there latest "
        "business work works working team up cooperate together else also currently now year takeover takeovers merger "
        "mergers buyout round rounds funding financing alliance alliances cooperation agreed struck concluded show "
        "give find see tell me us please any some of there been newest recent recently new offtake big biggest happened"
    )
)


def read(question: str, today: date, known: Gazetteer | None = None) -> Lookup | None:
    """The look-up that a question is; None when it is none, or names more than one company.

    "Last month" is counted from `today`.
    """
    known = known or gazetteer()
    is_count = bool(_COUNT.search(question))
    if (is_count and not _COUNTED.search(question)) or (not is_count and not _LIST.search(question)):
        return None
    told = times.read(months.in_full(question), today)
    named = naming.find(known, told.rest) or _small(told.rest, known)
    if len({mention.slug for mention in named}) > 1:
        return None
    masked = _masked(told.rest, named)
    relation = _of_one(masked) if named else _of_any(masked)
    if relation is None:
        return None
    company = {word.key for mention in named for word in name_words(mention.text)}
    about = frozenset(stem for stem in words(masked.replace("@", " ")) if stem not in _IDLE and stem not in company)
    slug = named[0].slug if named else None
    return Lookup(slug, relation.role, relation.others, relation.type, is_count, about, told)


def _small(text: str, known: Gazetteer) -> list[Mention]:
    """Names that are ordinary words, too, in small letters, where only a company can stand: "ford has deals with"."""
    places = {max(match.start("name"), match.start("behind")) for match in _OF_WHOM.finditer(text)}
    return [mention for mention in known.find(text.title()) if mention.start in places]


def asked_role(question: str, known: Gazetteer | None = None) -> tuple[str, Role] | None:
    """Of "who supplies Ford?" the slug of Ford, and that a supplier is asked for; None where that is not plain."""
    known = known or gazetteer()
    named = naming.find(known, question)
    if len({mention.slug for mention in named}) != 1:
        return None
    relation = _of_one(_masked(question, named))
    return (named[0].slug, relation.others) if relation and relation.others else None


def _masked(question: str, named: Sequence[Mention]) -> str:
    """Companies stand as `@`."""
    masked, reached = "", 0
    for mention in named:
        masked += question[reached : mention.start] + "@"
        reached = mention.end
    return masked + question[reached:]


def _of_one(masked: str) -> _Relation | None:
    return next((each for each in _RELATIONS if each.pattern.search(masked)), None)


def _of_any(text: str) -> _Relation | None:
    """The deals themselves are asked for; "which carmakers have partners" asks for companies."""
    found = (_Relation(pattern, None, None, type_) for pattern, type_ in _CALLED if pattern.search(text))
    return next(found, None)
