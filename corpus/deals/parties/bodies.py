"""Organisations of state and science that deals name: they lend, grant, and do research with companies."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from corpus.companies.gazetteer import Mention
from corpus.companies.names import learnt_slug

_CAPITAL = r"[A-ZÀ-Þ](?:[\w&-]|[.’'](?=\w))*"
_OF = rf"(?: (?:of|for) (?:the )?{_CAPITAL}(?:(?:,| and| &)? {_CAPITAL}){{0,3}})"
#: Bodies of science and development banks, parties as companies are.
_SCIENCE = r"(?:University|Institute|Laborator(?:y|ies)|Polytechnic|Academy|Research Cent(?:er|re)|Development Bank)"
#: Those that run a town's buses and lights, parties when they order.
_BUYING = r"(?:Authority|Council|Transit|Transport|Utilit(?:y|ies)|Port|Airport|Hospital|Railways?|Metro)"
#: Bodies of state, parties only when they give money.
_STATE = r"(?:Department|Ministry|Agency|Treasury|Government|Export Finance|Development Corporation)"
_BODY = re.compile(
    rf"(?<![\w.&-])(?:[Tt]he )?(?P<name>(?:U\.?S\.? )?(?:{_CAPITAL} ){{0,6}}"
    rf"(?:(?P<science>{_SCIENCE})|(?P<state>{_STATE})|(?P<buying>{_BUYING})){_OF}?"
    rf"|Fraunhofer(?: (?:{_CAPITAL}|[A-Z]+)){{0,3}})(?![\w-])"
)
_REACH = 100
_ORDERING = re.compile(
    r"\b(?:orders?|ordered|contracts?|suppl(?:y|ies|ied|ier)|deliver\w*|purchas\w+|buys?|bought|tender|award(?:s|ed)?"
    r"|select(?:s|ed)|procure\w*|agreement|deal)\b",
    re.IGNORECASE,
)
_GIVING = re.compile(
    r"\b(?:loans?|lend|grants?|granted|subsid\w+|funding|funds?|financ\w+|award(?:ed|s)?|guarantees?)\b", re.IGNORECASE
)
_DEALING = re.compile(
    r"\b(?:agree\w*|partner\w*|collaborat\w+|cooperat\w+|co-operat\w+|consortium|memorandum|MoU|licen[cs]\w+"
    r"|joint\w*|together with|work\w* with|invest\w*|contract|develop\w* with|team\w* up)\b",
    re.IGNORECASE,
)
#: Only where these end a word are the slower patterns worth trying.
_ANY = re.compile(rf"\b(?:{_SCIENCE[3:-1]}|{_STATE[3:-1]}|{_BUYING[3:-1]}|Fraunhofer)\b")


def find(text: str, companies: Sequence[Mention]) -> Iterator[Mention]:
    """The bodies that stand in a deal's words, in order, outside the companies (sorted, disjoint)."""
    starts = [company.start for company in companies]
    for line in _lines_with_body(text):
        for match in _BODY.finditer(text, *line):
            start, end = match.span("name")
            before = bisect_right(starts, end - 1) - 1
            if before >= 0 and companies[before].end > start:
                continue
            around = text[max(line[0], start - _REACH) : min(line[1], end + _REACH)]
            told = _GIVING if match["state"] else _ORDERING if match["buying"] else _DEALING
            if (" " in match["name"] or not match["buying"]) and told.search(around):
                yield Mention(start, end, text[start:end], learnt_slug(text[start:end]))


def _lines_with_body(text: str) -> Iterator[tuple[int, int]]:
    done = 0
    for match in _ANY.finditer(text):
        if match.start() < done:
            continue
        start = text.rfind("\n", 0, match.start()) + 1
        end = text.find("\n", match.end())
        done = end if end >= 0 else len(text)
        yield start, done
