"""Whether two products may be one: "LFP batteries" and "LFP cells" may, "LFP" and "prismatic NCM" may not."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Features:
    """A product taken apart: what it is of each kind, and the words left that say more than "battery"."""

    kinds: Mapping[str, frozenset[str]]
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Likeness:
    """`agree`: from 0, nothing in common that says much, to 1; None: one of them says nothing."""

    agree: float | None
    #: The two values that cannot both be true of one product; None: they can.
    contradiction: str | None = None


#: Kinds in which a product has one value; a second one is another product.
_KINDS = {
    "chemistry": {
        "lfp": r"lfp|lithium iron phosphate|iron phosphate",
        "lmfp": r"lmfp",
        "ncma": r"ncma",
        "ncm": r"ncm|nmc|nickel cobalt manganese|nickel manganese cobalt",
        "nca": r"nca|nickel cobalt alumini?um",
        "lmr": r"lmr|(?:lithium )?manganese rich",
        "lnmo": r"lnmo",
        "sodium": r"sodium",
        "solid": r"(?:all |semi )?solid state",
        "sulphur": r"lithium sul(?:f|ph)ur",
    },
    "format": {
        "prismatic": r"prismatic",
        "cylindrical": r"cylindrical|46\d{2}|21700|2170|18650|46 ?(?:series|mm)",
        "pouch": r"pouch",
    },
    "ion": {"sodium-ion": r"sodium", "lithium-ion": r"lithium ion"},
    "ratio": {value: rf"(?:ncm|nmc) ?{value}|{value}" for value in ("111", "523", "622", "712", "811")},
    "use": {
        "storage": r"ess|bess|energy storage|grid storage|stationary storage|data cent(?:er|re)s?",
        "vehicles": r"evs?|vehicles?|cars?|trucks?|bus(?:es)?|vans?|automotive|motorcycles?|electric mobility",
    },
    "thing": {
        "lithium": r"lithium(?! ion| iron| metal| mangan| sul| nickel)|spodumene",
        "nickel": r"(?<!high )nickel(?! cobalt| mangan| rich| based)",
        "cobalt": r"(?<!nickel )(?<!manganese )cobalt(?! free| mangan| alumin)",
        "manganese": r"(?<!nickel )(?<!cobalt )(?<!lithium )manganese(?! rich| cobalt)",
        "graphite": r"graphite",
        "cathodes": r"cathodes?|precursors?|p?cam",
        "anodes": r"anodes?",
        "separators": r"separators?",
        "electrolytes": r"electrolytes?",
        "copper": r"copper",
        "rare earths": r"rare earths?|magnets?|neodymium",
        "steel": r"steel",
        "aluminium": r"alumini?um(?! cobalt)",
        "recycling": r"recycl\w+|black mass|scrap",
        "charging": r"chargers?|charging(?: \w+)?|supercharg\w+",
        "swapping": r"(?:battery )?swap\w*",
        "chips": r"chips?|semiconductors?|silicon carbide|sic|processors?|microcontrollers?",
        "lidar": r"lidars?",
        "displays": r"displays?",
        "motors": r"motors?|e axles?|drive units?|powertrains?",
        "software": r"software|operating systems?|driver assist\w+|adas",
    },
}
#: Of several things this is the least: battery materials and battery swapping are no batteries.
_BATTERY = re.compile(r"\b(?:batter(?:y|ies)|cells?|packs?|modules?)\b(?!.*\bmaterials?\b)")
_VEHICLE = re.compile(r"\b(?:evs?|vehicles?|cars?|trucks?|bus(?:es)?|vans?|suvs?)\b")
_CAPACITY = re.compile(r"\b(\d+(?:\.\d+)?) ?(ah|kwh)\b")
#: Things that say little.
_LOOSE = frozenset({"battery", "vehicles", "lithium-ion"})
#: What follows says what it is used for.
_USE = re.compile(r"\b(?:for|to power|used in|in)\b")
_GENERIC = frozenset(
    "a an and the of for in to with its new next generation advanced high performance quality grade power powered"
    " battery batteries cell cells pack packs module modules system systems solution solutions technology"
    " technologies product products supply material materials components parts electric ev evs vehicle vehicles car"
    " cars lithium ion li automotive rechargeable capacity plant plants factory joint venture business services"
    " service model models large volume long term first second third more additional".split()
)
#: A number may follow at once: NCM811.
_PATTERNS = {
    kind: [(value, re.compile(rf"\b(?:{pattern})(?=\b|\d)")) for value, pattern in values.items()]
    for kind, values in _KINDS.items()
}


@lru_cache(maxsize=16384)
def compare(one: str | None, other: str | None) -> Likeness:
    """How alike two products are, in any order."""
    if not one or not other:
        return Likeness(None)
    a, b = features(one), features(other)
    both = [(a.kinds[kind], b.kinds[kind]) for kind in (*_KINDS, "capacity") if kind in a.kinds and kind in b.kinds]
    for mine, theirs in both:
        if not mine & theirs:
            # One agreement on cars and their batteries is told by either.
            if mine | theirs == {"battery", "vehicles"}:
                return Likeness(0.0)
            first, second = sorted((" ".join(sorted(mine)), " ".join(sorted(theirs))))
            return Likeness(0.0, f"{first} is not {second}")
    shared = [mine & theirs for mine, theirs in both]
    return Likeness(_agreement(a, b, any(values - _LOOSE for values in shared), bool(shared)))


@lru_cache(maxsize=8192)
def features(product: str) -> Features:
    """What the words of a product say."""
    text = re.sub(r"[^a-z0-9.]+", " ", product.lower())
    kinds: defaultdict[str, set[str]] = defaultdict(set)
    for kind, value in _values(text):
        kinds[kind].add(value)
    head = _USE.split(text)[0]
    if not kinds["thing"] and _BATTERY.search(head):
        kinds["thing"].add("battery")
    if not kinds["thing"] and _VEHICLE.search(head):
        kinds["thing"].add("vehicles")
    words = {word.removesuffix("s") for word in text.split() if word not in _GENERIC and len(word) > 1}
    return Features({kind: frozenset(found) for kind, found in kinds.items() if found}, frozenset(words))


def _agreement(a: Features, b: Features, specific: bool, general: bool) -> float:
    shared = a.words & b.words
    if a.words and b.words:
        overlap = len(shared) / min(len(a.words), len(b.words))
        return max(overlap, 0.7 if specific else 0.0)
    # One of them says no more than "batteries".
    return 0.4 if general else 0.3


def _values(text: str) -> Iterator[tuple[str, str]]:
    head = _USE.split(text)[0]
    for kind, patterns in _PATTERNS.items():
        for value, pattern in patterns:
            if pattern.search(head if kind == "thing" else text):
                yield kind, value
    for amount, unit in _CAPACITY.findall(text):
        yield "capacity", amount + unit
