"""What a company's name stands for where it stands: a party, or one that only is beside the deal."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from corpus.companies.gazetteer import Gazetteer, Mention
from corpus.companies.strangers import ACRONYMS, PLACES, ROLES
from corpus.companies.vocabulary import DESCRIPTORS
from corpus.deals.parties.appearances import Appearance, Use
from corpus.text.sentences import Span

_REACH = 60
#: Longer than a headline.
_LINE = 200
_KIN = r"(?:subsidiary|subsidiaries|unit|arm|division|affiliate|brand|marque|spin-?off)"
#: News agencies and houses of data: named for what they report wherever they stand.
_AGENCIES = frozenset(
    """
    afp axios bloomberg bloombergnef bnef caixin cnbc cnevpost cnn dow_jones electrek engadget factset
    financial_times forbes gartner getty_images handelsblatt insideevs jato_dynamics kyodo kyodo_news
    marklines mckinsey morningstar nikkei nikkei_asia refinitiv reuters rho_motion s_p_global_mobility
    sne_research techcrunch the_information the_verge the_wall_street_journal trendforce
    wall_street_journal wood_mackenzie xinhua yicai yonhap yonhap_news
    """.split()
)
_SOURCE_BEFORE = re.compile(
    r"(?:\b(?:told|reported (?:by|in)|reports? (?:in|by|from|of)|interviews? with|spoke (?:to|with)|speaking to"
    r"|analysts? (?:at|from|with)|economists? (?:at|from)|strategists? (?:at|from)|data (?:from|by)"
    r"|figures (?:from|by)|survey by|statement to)|\b(?:image|photo|source|credit):) (?:the )?\Z"
)
_SOURCE_AFTER = re.compile(
    r"(?:['’]s)? (?:analysts?|economists?|strategists?) (?!and )|,? (?:has )?(?:first )?reported"
    r" (?:that|earlier|on [A-Z]|last|this)"
)
_ADVISER_BEFORE = re.compile(
    r"\b(?:(?:advised|represented) by|(?:advis[eo]rs?|counsel|bookrunners?|underwriters?)(?: \w+){0,3}"
    r"(?: (?:is|are|was|were|include|includes|included|by)|:|,)) (?:[a-z]+ )?\Z"
)
_ADVISER_AFTER = re.compile(
    r"(?: LLP| & Co\.?)?(?:,? and (?:[A-Z][\w&.]*[ ]){1,4}| )"
    r"(?:(?:is|are|was|were|has|have|acts?|acted|acting|serves?|served|serving) ){1,2}(?:been )?(?:acting |serving )?"
    r"(?:as )?(?:(?:the|its|an?|exclusive|sole|lead|joint|financial|legal|transaction|strategic|placement) ){0,4}"
    r"(?:advis[eo]rs?|advising|counsel|bookrunners?|underwriters?|placement agents?)\b"
)
#: Whom somebody worked for, before or after.
_EMPLOYER_BEFORE = re.compile(
    r"\b(?:former|formerly|ex-?|once|previously|one-time)(?: an?| the| at| of| with)? \Z"
    r"|\b(?:founded|started|set up|led|run) by (?:an? )?(?:former |ex-)\Z"
)
_EMPLOYER_AFTER = re.compile(
    r"(?:['’]s)? (?:[a-z]+ ){0,3}(?:chiefs?|executives?|engineers?|employees?|veterans?|managers?|president|designer"
    r"|boss|staff|alumni|director|founder|CEO|CTO|CFO|COO)\b|,? (?:where|who)\b"
)
_ALUMNI = re.compile(r" (?:veterans?|alumni|alumnus)\b")
_MARKET_BEFORE = re.compile(r"\b(?:listed|traded?|trading|listing|listings|debut|float) (?:on|in) (?:the )?\Z")
_MARKET_AFTER = re.compile(r"-(?:listed|traded)\b|\s?:\s?[A-Z0-9]{1,6}\)| (?:Stock Exchange|ticker|listing)\b")
#: Also the first of `BlackRock- and Shell-backed`.
_OWNED = re.compile(
    r"(?: Group)?-(?:(?:owned|controlled|backed)\b| and [A-Z][\w&. ]{0,30}-(?:owned|controlled|backed)\b)"
)
#: Between a parent and its unit, the parent first; the possessive alone says so of units we know.
_UNIT_OF = re.compile(rf"(?:['’]s?)? (?:[\w-]+ ){{0,4}}?{_KIN},? ")
_POSSESSIVE = re.compile(r"['’]s? (?:(?:new|own|[a-z-]+) ){0,2}")
#: Between a unit and its parent, the unit first.
_IS_UNIT_OF = re.compile(
    rf"(?:,|,? (?:which|that) (?:is|was)| is| \(|,? (?:being|as)) ?(?:an? |the |part )?(?:[\w%.-]+ ){{0,6}}?"
    rf"(?:(?:{_KIN}|company|business|part|member|owned|controlled)(?: [a-z]+){{0,2}} )?(?<=[a-z] )(?:of|by) (?:the )?"
)
#: Between a brand and its parent, where the parent is the one that acts: `TikTok parent ByteDance`.
_PARENT_IS = re.compile(r"(?:['’]s?)?[ -](?:parent|owner)(?: company| group| firm)?,? ")
_WORD_AFTER = re.compile(r" ((?:[A-Z]|i[A-Z]|e-?[A-Z]|\d)[\w.-]*)")
_WORDS_OF_NO_PRODUCT = ROLES | PLACES | ACRONYMS | frozenset("And Group For In Of On The To With".split())


def told(text: str, sentences: Sequence[Span], mentions: Sequence[Mention], gazetteer: Gazetteer) -> list[Appearance]:
    """Each mention (in order) as an appearance with its use."""
    starts = [start for start, _ in sentences]
    homes = [bisect_right(starts, mention.start) for mention in mentions]
    found: list[Use] = []
    for index, mention in enumerate(mentions):
        following = mentions[index + 1] if homes[index : index + 2] == [homes[index]] * 2 else None
        preceding = mentions[index - 1] if index and homes[index - 1] == homes[index] else None
        relative = following is not None and _tells_whose(text, mention, following, gazetteer)
        if preceding and found[-1] is not Use.RELATIVE and _is_parent_of(text, preceding, mention, gazetteer):
            relative = True
        found.append(Use.RELATIVE if relative else _alone(text, mention, following))
    return [
        Appearance(mention.start, mention.end, mention.text, (mention.slug,), use)
        for mention, use in zip(mentions, found, strict=True)
    ]


def _tells_whose(text: str, one: Mention, following: Mention, gazetteer: Gazetteer) -> bool:
    """`Volkswagen's PowerCo`, `Volkswagen's battery unit PowerCo`, `Geely-owned Volvo`, `Jeep parent Stellantis`."""
    if one.slug == following.slug:
        return False
    start, end = one.end, following.start
    if end - start > _REACH:
        return False
    if _OWNED.match(text, start) or _UNIT_OF.fullmatch(text, start, end) or _PARENT_IS.fullmatch(text, start, end):
        return True
    kin = one.slug in gazetteer.ancestors(following.slug) or one.slug in gazetteer.owners(following.slug)
    return kin and _POSSESSIVE.fullmatch(text, start, end) is not None


def _is_parent_of(text: str, preceding: Mention, one: Mention, gazetteer: Gazetteer) -> bool:
    """`PowerCo, a subsidiary of Volkswagen`, `Volvo, owned by Geely`."""
    start, end = preceding.end, one.start
    if end - start > _REACH or preceding.slug == one.slug:
        return False
    between = _IS_UNIT_OF.fullmatch(text, start, end)
    if between is None:
        return False
    return re.search(rf"{_KIN}|owned|controlled", between[0]) is not None or one.slug in gazetteer.ancestors(
        preceding.slug
    )


def _alone(text: str, mention: Mention, following: Mention | None) -> Use:
    """The use that the words around tell, whatever other company stands near."""
    before = text[max(0, mention.start - _REACH) : mention.start].lower()
    if mention.slug in _AGENCIES or _SOURCE_BEFORE.search(before) or _SOURCE_AFTER.match(text, mention.end):
        return Use.SOURCE
    if _ADVISER_BEFORE.search(before) or _ADVISER_AFTER.match(text, mention.end):
        return Use.ADVISER
    if _ALUMNI.match(text, mention.end) or (
        _EMPLOYER_BEFORE.search(before) and _EMPLOYER_AFTER.match(text, mention.end)
    ):
        return Use.EMPLOYER
    if _MARKET_BEFORE.search(before) or _MARKET_AFTER.match(text, mention.end):
        return Use.MARKET
    if _OWNED.match(text, mention.end):
        return Use.RELATIVE
    return Use.PRODUCT if _is_in_product(text, mention, following) else Use.PARTY


def _is_in_product(text: str, mention: Mention, following: Mention | None) -> bool:
    """`Hyundai Kona`, `BMW iX3`; not `Hyundai CEO`, `Toyota Europe`, `Siemens Mobility`."""
    word = _WORD_AFTER.match(text, mention.end)
    if word is None or (following and following.start <= word.start(1)):
        return False
    name = word[1].rstrip(".")
    if name in _WORDS_OF_NO_PRODUCT:
        return name == "Model"
    if name.isdigit():
        return len(name) == 1  # `Renault 5`, not `Tesla 2024 results`
    # A headline's words all have capitals; there only a number in it makes a product's name.
    return name.lower() not in DESCRIPTORS and (any(sign.isdigit() for sign in name) or not _is_headline(text, mention))


def _is_headline(text: str, mention: Mention) -> bool:
    start = text.rfind("\n", max(0, mention.start - _LINE), mention.start) + 1 or max(0, mention.start - _LINE)
    end = text.find("\n", mention.end, mention.end + _LINE)
    words = [word for word in text[start : end if end >= 0 else mention.end + _LINE].split() if word[0].isalpha()]
    return sum(word[0].isupper() for word in words) > 0.6 * len(words)
