"""The names of goods as trade news writes them: "cylindrical lithium-ion battery cells", "spodumene concentrate"."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from corpus.companies.strangers import ADJECTIVES


class Goods(NamedTuple):
    """A noun phrase that names goods, without article, number and whose they are."""

    start: int
    end: int
    #: Whether its noun is a good by itself: "cells" are, "systems" need to be said of what.
    is_plain: bool


def find(text: str, names: tuple[str, ...] = ()) -> Iterator[Goods]:
    """The goods in order. `names` of companies are no part of them."""
    reached = 0
    for match in _HEAD.finditer(text):
        if match.start() < reached:
            continue
        end = _rightwards(text, match.end())
        reached = end
        if _MAKER.match(text, end) or _is_name(text, match, names):
            continue
        start = _leftwards(text, match.start(), names)
        yield Goods(start, end, match["plain"] is not None)


def _rightwards(text: str, end: int) -> int:
    """Where the phrase ends: "battery" goes on to "battery cell technology"."""
    while following := _MORE.match(text, end):
        end = following.end()
    return end


def _leftwards(text: str, start: int, names: tuple[str, ...]) -> int:
    """Where the phrase begins: at most six words before its noun that may describe it."""
    joined = _HYPHENED.search(text, max(0, start - 30), start)  # "in-vehicle"
    start = joined.start() if joined else start
    for _ in range(6):
        word = _WORD_BEFORE.search(text, max(0, start - 40), start)
        if (
            word is None
            or not (_describes(word[1]) or _joins(text, word, start))
            or _is_named(text, word.start(1), names)
        ):
            break
        start = word.start(1)
    opening = _NO_OPENING.match(text, start)
    start = opening.end() if opening else start
    figure = _FIGURE.search(text, max(0, start - 12), start) if _RATING.match(text, start) else None
    return figure.start() if figure else start


def _joins(text: str, word: re.Match[str], start: int) -> bool:
    """Whether "and" stands between two adjectives of one noun: "small and affordable EVs"."""
    before = _WORD_BEFORE.search(text, max(0, word.start(1) - 40), word.start(1))
    return (
        word[1] == "and"
        and before is not None
        and before[1].islower()
        and _describes(before[1])
        and not _HEAD.match(text, before.start(1))
        and _ADJECTIVES.match(text, start) is not None
    )


def _is_name(text: str, match: re.Match[str], names: tuple[str, ...]) -> bool:
    """Whether the noun is the end of a company's name: "General Motors", "Talon Nickel"."""
    if _is_named(text, match.start(), names) and text[match.start()].isupper():
        return True
    if not match[0][0].isupper() or match[0].isupper() or match[0] in {"EVs", "BEVs", "SUVs", "GPUs"}:
        return False
    before = _WORD_BEFORE.search(text, max(0, match.start() - 40), match.start())
    # In a headline every word may have its capital.
    return before is not None and before[1][0].isupper() and len(_SMALL_WORD.findall(text)) > 1


def _describes(word: str) -> bool:
    lower = word.lower().strip("*_()")
    if not lower or lower in _NO_DESCRIPTION or lower.endswith(("'s", "’s", "ly")):
        return False
    if lower[0].isdigit():
        return lower in _FORMATS or not lower.replace(",", "").replace(".", "").isdigit()
    if word in ADJECTIVES or _SUM.match(lower):
        return False
    if lower.endswith("ed"):
        return "-" in lower or lower in _PARTICIPLES
    return not (lower.endswith("ing") and lower not in _GERUNDS)


def _is_named(text: str, position: int, names: tuple[str, ...]) -> bool:
    return any(text.find(name, max(0, position - len(name)), position + len(name)) >= 0 for name in names if name)


_PLAIN = (
    r"batter(?:y|ies)|cells?|packs?|modules?|cathodes?|anodes?|separators?|electrolytes?|precursors?|p?CAM"
    r"|lithium(?: (?:carbonate|hydroxide|sulph?ate|metal))?"
    r"|nickel|cobalt|graphite|manganese|copper|spodumene|concentrates?|carbonate|hydroxide|(?:iron )?phosphate"
    r"|sulph?ate|steel|alumini?um|foils?|magnets?|rare earths?"
    r"|black mass|chips?|semiconductors?|wafers?|sensors?|lidars?|radars?|cameras?|processors?|GPUs?|motors?|engines?"
    r"|inverters?|converters?|axles?|drive units?"
    r"|powertrains?|drivetrains?|transmissions?|gearbox(?:es)?|tyres?|tires?|displays?|windscreens?|vehicles?|EVs"
    r"|BEVs|cars?|SUVs?|vans?|trucks?|bus(?:es)?"
    r"|minibus(?:es)?|scooters?|motorcycles?|pickups?|tractors?|robotaxis?|eVTOLs?|aircraft|planes?|ferries|chargers?"
    r"|[Ss]uperchargers?|charging (?:stations?|points?|networks?|infrastructure|hubs?)"
    r"|energy storage|ESS|BESS|fuel cells?|electroly[sz]ers?|hydrogen|ammonia|turbines?|solar panels?|panels?"
    r"|transformers?|robots?|drones?|vaccines?|satellites?|jets?|LNG|natural gas|crude|uranium"
    r"|electricity|polysilicon|silicon|ore|wheat|seats"
)
_LOOSE = (
    r"systems?|materials?|components?|parts|products?|equipment|machines|technolog(?:y|ies)|platforms?|architectures?"
    r"|software|services?|solutions?|models?|infrastructure|network|plants?|factor(?:y|ies)"
    r"|gigafactor(?:y|ies)|projects?|content|catalogs?|catalogues?|patents?|storage|devices|hardware|apps?|games"
    r"|rights|music|news|operating system|driving|data|licen[cs]es"
)
_HEAD = re.compile(rf"(?<![\w’'])(?:(?P<plain>{_PLAIN})|(?:{_LOOSE}))(?![\w’'])(?!-\w)", re.IGNORECASE)
_MORE = re.compile(
    rf"[ -](?:(?:active|management|energy|storage|thermal) )?(?:{_PLAIN}|systems?|materials?|components?|parts"
    rf"|products?|technolog(?:y|ies)|platforms?|architectures?|software|services?|solutions?|equipment|recycling"
    rf"|plants?|factory|swapping stations?)(?![\w’'-])",
    re.IGNORECASE,
)
#: "A battery maker" names a company, "the vehicle market" no goods.
_MAKER = re.compile(
    r"[ -](?:and [\w-]+ )?(?:makers?|manufactur\w+|producers?|giants?|compan(?:y|ies)|firms?|start-?ups?|markets?"
    r"|industry|industries|sectors?|divisions?|units?\b|business(?:es)?|brands?|dealers?"
    r"|sales|prices?|specialists?|developers?|experts?|customers?|buyers?|owners?|drivers?|research|miners?|groups?"
    r"|arms?|ventures? (?:firm|fund)|operators?|providers?|range|life|demand|costs?)\b",
    re.IGNORECASE,
)
_WORD_BEFORE = re.compile(r"(?<![^\s(–—-])([\w(][\w.+’'/)&-]*\*{0,2}) \Z|(?<=\s)(\(\w+\)) \Z")
#: Words that count or point and may have been taken in from the left.
_NO_OPENING = re.compile(
    r"(?:(?:more|new|additional|further|other|several|various|many|all|large|huge|first|second|next|current|own"
    r"|future|local|full|such|key|joint|of|and|&|[-–]) )+",
    re.IGNORECASE,
)
_HYPHENED = re.compile(r"(?<![\w-])(?:\w+-)+\Z")
_SUM = re.compile(r"(?:[mbtr]\w*illion|yuan|dollar|euro|won)-|\w+-(?:dollar|euro|won|yuan|year|month)\b")
_FIGURE = re.compile(r"(?<![\w.,])[\d.,]+[ -]\Z")
_RATING = re.compile(r"(?:kWh|Ah|kW|V|mm|nm|hp)[ -]")
_ADJECTIVES = re.compile(r"(?:[a-z]+(?:-[a-z]+)*[ -])+(?=[A-Za-z])")
#: Two such words: the text is no headline with capitals throughout.
_SMALL_WORD = re.compile(r"(?<= )(?!with|from|into|over|amid)[a-z]{4,}\b")
_FORMATS = frozenset("18650 21700 2170 4680 4690 4695 46800 46120 26650 32700 622 811 523 712 46-series".split())
_PARTICIPLES = frozenset(
    "advanced used recycled refined connected automated certified combined shared dedicated integrated processed "
    "coated customized customised high-speed".split()
)
_GERUNDS = frozenset(
    "charging driving cooling recycling cloud-gaming gaming computing swapping mining braking steering self-driving "
    "manufacturing streaming lighting wind-turbine processing casting ranking".split()
)
#: No part of the name of goods; most are what stands before one.
_NO_DESCRIPTION = frozenset(
    """
    & a about accelerate accelerates acquire acquires across after against agree agreed agreement agreements agrees
    also an and announce announced announces annual another any approve approves are around as assemble assembles at
    back backs bag bags based be because been before begin begins being between billion boost boosts both bought bring
    brings build builds built but buy buys by can cancel cancelled cancels choose chooses clinch clinches close closes
    co-develop co-developed commercialise commercialize companies company consider considers contract contracts could
    create creates currently cut cuts deal deals debut debuts deepen deepens delay delays deliver delivered delivers
    deploy deploys design designs develop developed develops did discuss discusses distribute distributes ditch
    ditches do does double doubles down dozens drop drops during each eight either end ends enter enters equip equips
    even every exclusively expand expands explore export exports extend extended extends eye eyes few first-ever five
    five-year for forge forges form forms four from get gets gw gwh had halt halts has have he help helps her here his
    how hundreds i if import imports in include includes including ink inks install installs integrate integrates into
    introduce introduces invest invests is it it's its join joins joint jointly just kg land lands latest launch
    launches lead leads let lets licence license licenses like long-term lose loses made make maker makers makes
    manufacture manufactures many may might million more most much mull mulls multi-year must mw mwh need needs nine
    no nor not now obtain obtains of off offer offers on one only or order ordered orders other our out over own owned
    partner partners partnership per percent pick picks plan planned plans power powers produce produced produces
    provide provided provides purchase purchased purchases push pushes put puts raise raises replace replaces reveal
    reveals run runs said says scale score scores scrap scraps seal seals secure secures seek seeks select selects
    sell sells set sets seven several shall she ship ships should sign signed signs since six snag snags so sold some
    source sources start starts strategic strengthen strengthens such supplied supplier suppliers supplies supply t
    take taken takes tap taps target targets team teams ten ten-year terminate terminates test tests than that the
    their then there these they this those thousand three through tie ties to together tonnes tons total toward
    towards trillion two under units until unveil unveils up use uses various venture via want wants was we were what
    when where which while who whose why will win wins with within without won worth would you your
    """.split()
)
