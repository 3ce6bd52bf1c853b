"""Questions in the other languages spoken that ask whom a company deals with: put in English, without a model.

What they ask further, of a product or a place, is left out.
"""

import re
from collections.abc import Iterator

from bot.conversation.next_questions import Next
from corpus.companies import questions as naming
from corpus.companies.gazetteer import gazetteer

#: How German and Spanish ask for each relation of `cards.RELATIONS`; the company stands as `@`. Tried in order.
_ASKED: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("licensors", (
        r"lizenzgebern?\b", r"von wem (?:hat|bekommt|erhält) @ \S* ?lizenz", r"wer (?:gibt|lizenziert) @",
        r"licenciantes?\b", r"dan? licencias? a @", r"de quién tiene @ (?:una )?licencia",
    )),
    ("licensees", (
        r"lizenznehmern?\b", r"lizenz(?:en)? (?:von|bei) @", r"an wen (?:lizenziert|vergibt) @",
        r"licenciatari[oa]s?\b", r"licencias? de @",
    )),
    ("investors", (
        r"(?:in|an) @ (?:\w+ )?(?:investiert|beteiligt)", r"investier\w* in @", r"anteile an @",
        r"(?:investoren|geldgebern?|aktionären?|anteilseignern?)\b",
        r"(?:invertido|invierten?|invirtió|invirtieron) en @", r"(?:inversores|accionistas)\b", r"participación en @",
    )),
    ("invested_in", (
        r"(?:worin|woran|wo|in (?:wen|welche|was))\b.*(?:@.*(?:investiert|beteiligt)|(?:investiert|beteiligt).*@)",
        r"@s? (?:investitionen|beteiligungen)", r"(?:investitionen|beteiligungen) von @",
        r"en qu[eé]\b.*inver\w+.* @", r"inversiones de @",
    )),
    ("acquirers", (
        r"wer (?:hat|kauft|kaufte|übernimmt|übernahm)(?: sonst| noch| auch)* @(?: sonst| noch| auch)*"
        r"(?: gekauft| übernommen)?\W*$",
        r"von wem wurde @ (?:gekauft|übernommen)",
        r"qui[eé]n (?:más )?(?:ha )?(?:adquirido|comprado|compró|adquirió) @",
    )),
    ("acquired", (
        r"@.*(?:gekauft|übernommen)", r"(?:kaufte|übernahm|übernimmt) @", r"übernahmen von @",
        r"(?:adquirido|comprado|adquirió|compró) @", r"adquisiciones de @", r"ha @ (?:adquirido|comprado)",
    )),
    ("customers", (
        r"(?:kunden|abnehmern?)\b", r"wer(?: sonst| noch)* (?:kauft|bezieht|bestellt)\b.*(?:bei|von) @",
        r"wen\b.*beliefert\b.*@", r"an wen\b.*(?:liefert|verkauft) @", r"(?:clientes|compradores)\b",
        r"compran? (?:.*\b)?(?:a|de) @", r"a qui[eé]n (?:suministra|vende|provee) @",
    )),
    ("suppliers", (
        r"(?:beliefert|versorgt|liefert)\b.*@", r"lieferant(?:en)?\b", r"zuliefer\w*",
        r"(?:von wem|woher|bei wem)\b.*(?:bezieht|kauft|bekommt|bestellt)\b.*@",
        r"(?:suministra|provee|abastece|vende)n?\b.* a @", r"(?:proveedor|suministrador)(?:es)?\b",
        r"(?:a|de) qui[eé]n (?:le )?compra @",
    )),
    ("partners", (
        r"\bpartnern?\b", r"mit wem\b.*@", r"(?:arbeitet|kooperiert).* mit @", r"(?:soci[oa]s|aliad[oa]s)\b",
        r"con qui[eé]n\b.*@", r"(?:colabora|trabaja)n? con @",
    )),
)  # fmt: skip
_RELATIONS = tuple((relation, re.compile("|".join(patterns), re.IGNORECASE)) for relation, patterns in _ASKED)
#: Words that no English question has.
_FOREIGN = re.compile(
    r"\b(?:wer|wen|wem|woher|worin|woran|welche\w*|bei|von|sind|und|kauft|gekauft|übernommen|quién(?:es)?|quien(?:es)?|qué|que|de|los|las|"
    r"cuáles|cuales)\b",
    re.IGNORECASE,
)
_OTHERS = re.compile(r"\b(?:sonst|noch|ander\w+|weitere\w*|más|mas|otr[oa]s?)\b", re.IGNORECASE)
#: "Und bei Toyota?"
_AND = re.compile(
    r"^\W*(?:und|was ist mit|y|qué hay de|y qué hay de)\b(?: (?:bei|von|für|mit|de|con|para|a))* @\W*$", re.I
)


def said(question: str) -> str:
    """The question in English if we can tell what it asks, else as it is."""
    if found := read(question):
        return found.asked()
    named = naming.find(gazetteer(), question)
    spans = [(mention.start, mention.end) for mention in named]
    is_and = len(named) == 1 and _AND.match("".join(_masked(question, spans)))
    return f"And what about {named[0].text}?" if is_and else question


def read(text: str) -> Next | None:
    """Whom of which company it asks for; None when it asks anything else, or names no company or several."""
    named = naming.find(gazetteer(), text)
    if len({mention.slug for mention in named}) != 1:
        return None
    masked = "".join(_masked(text, [(mention.start, mention.end) for mention in named]))
    if not _FOREIGN.search(masked):
        return None
    relation = next((relation for relation, pattern in _RELATIONS if pattern.search(masked)), None)
    company = gazetteer().company(named[0].slug)
    if relation is None or company is None:
        return None
    return Next(relation, company.slug, company.name, bool(_OTHERS.search(masked)))


def _masked(text: str, spans: list[tuple[int, int]]) -> Iterator[str]:
    reached = 0
    for start, end in spans:
        yield f"{text[reached:start]}@"
        reached = end
    yield text[reached:]
