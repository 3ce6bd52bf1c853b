"""Questions that the table of deals answers whole: which suppliers, how many joint ventures, whose partners."""

import re
from dataclasses import dataclass

from corpus.companies import questions as naming
from corpus.companies.gazetteer import Gazetteer, gazetteer
from corpus.companies.names import words as name_words
from corpus.deals.drafts import DealType, Role
from index.lexical import words


@dataclass(frozen=True, slots=True)
class Lookup:
    """Which companies stand in what relation to one, or how many do."""

    #: Slug of the company that is asked about, and what it is in the deals.
    company: str
    role: Role | None
    #: What those asked for are.
    others: Role | None
    type: DealType | None
    is_count: bool
    #: Stems of what else is asked: the product, the place.
    about: frozenset[str]


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
    _relation(r"\b(?:acquired|bought|took over|owns?)\b @|\bacquirers?\b[^?]*@|@[^?]*\b(?:bought|acquired) by\b",
              Role.TARGET, Role.ACQUIRER, DealType.ACQUISITION),
    _relation(r"@[^?]*\b(?:acquir(?:es?|ed|ing)|bought|take ?overs?|acquisitions?|taken over)\b|\bacquisitions\b[^?]*@",
              Role.ACQUIRER, Role.TARGET, DealType.ACQUISITION),
    _relation(r"\blicen[cs](?:es?|ed|ing)\b[^?@]*\b(?:from|of) @", Role.LICENSOR, Role.LICENSEE, DealType.LICENSING),
    _relation(r"@[^?]*\blicen[cs](?:es?|ed|ing)\b", None, None, DealType.LICENSING),
    _relation(r"\b(?:partners?|partnered|partnerships?|team(?:s|ed)? up|work(?:s|ing)? with|co-?operat\w+|collab\w+)\b",
              None, None, None),
    _relation(r"\b(?:deals?|agreements?|contracts?|pacts?)\b", None, None, None),
)  # fmt: skip
_COUNT = re.compile(r"^\W*(?:and |so )?how many\b|\bnumber of\b", re.IGNORECASE)
#: What is counted must be what the table holds; "how many cells does X buy" is another question.
_COUNTED = re.compile(
    r"\b(?:how many|number of) (?:\w+ ){0,2}(?:suppliers?|customers?|partners?|joint ventures?|JVs?|deals?|agreements?|"
    r"contracts?|acquisitions?|investors?|investments?|companies|firms|carmakers|automakers|makers|start-?ups)\b",
    re.IGNORECASE,
)
_LIST = re.compile(
    r"\b(?:which|what) (?:\w+ ){0,3}\w+s\b|\bwho (?:all|are|else)\b|\b(?:list|name|all|every|everyone|everybody)\b"
    r"|\b(?:suppliers|customers|partners|investors|backers|shareholders|vendors|acquisitions|deals|ventures|JVs|sources)\b"
    r"|\bwho(?:m|se)? (?:supplies|buys|sources|invested|backs|makes|does|has|is|do)\b",
    re.IGNORECASE,
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
        "business work works working team up cooperate together else also currently now year"
    )
)


def read(question: str, known: Gazetteer | None = None) -> Lookup | None:
    """The look-up that a question is; None when it is none, or names no company or more than one."""
    known = known or gazetteer()
    is_count = bool(_COUNT.search(question))
    if (is_count and not _COUNTED.search(question)) or (not is_count and not _LIST.search(question)):
        return None
    named = naming.find(known, question)
    if len({mention.slug for mention in named}) != 1:
        return None
    masked, reached = "", 0
    for mention in named:
        masked += question[reached : mention.start] + "@"
        reached = mention.end
    masked += question[reached:]
    relation = next((each for each in _RELATIONS if each.pattern.search(masked)), None)
    if relation is None:
        return None
    company = {word.key for mention in named for word in name_words(mention.text)}
    about = frozenset(stem for stem in words(masked.replace("@", " ")) if stem not in _IDLE and stem not in company)
    return Lookup(named[0].slug, relation.role, relation.others, relation.type, is_count, about)
