"""What is known of a company besides its name, to tell whom `the Korean battery maker` means."""

import re
from collections import defaultdict
from collections.abc import Sequence

from corpus.companies.gazetteer import Gazetteer
from corpus.deals.parties.appearances import Appearance

_CARS = frozenset({"automaker", "brand"})
_CELLS = frozenset({"battery", "solid_state"})
#: Kinds in the catalogue that a noun may stand for; any other noun says nothing of them.
_KINDS = {
    **dict.fromkeys(("automaker", "carmaker", "evmaker"), _CARS),
    **dict.fromkeys(("truckmaker", "busmaker"), frozenset({"truck"})),
    **dict.fromkeys(("batterymaker", "cellmaker"), _CELLS),
    **dict.fromkeys(("lender", "bank", "fund", "investor"), frozenset({"investor"})),
    "chipmaker": frozenset({"chips"}),
    "miner": frozenset({"mining", "materials"}),
    "recycler": frozenset({"recycling", "materials"}),
    "conglomerate": frozenset({"conglomerate"}),
}
#: Adjectives that do the same: `the battery specialist`.
_TRADES = {"battery": _CELLS, "cell": _CELLS, "automotive": _CARS, "car": _CARS, "mining": _KINDS["miner"]}
_COUNTRIES = {
    **{"American": "US", "US": "US", "U.S": "US", "Austrian": "AT", "Australian": "AU", "Belgian": "BE"},
    **{"Brazilian": "BR", "British": "GB", "UK": "GB", "Canadian": "CA", "Chilean": "CL", "Chinese": "CN"},
    **{"Croatian": "HR", "Czech": "CZ", "Danish": "DK", "Dutch": "NL", "Finnish": "FI", "French": "FR"},
    **{"German": "DE", "Hungarian": "HU", "Indian": "IN", "Indonesian": "ID", "Israeli": "IL", "Italian": "IT"},
    **{"Japanese": "JP", "Korean": "KR", "Norwegian": "NO", "Polish": "PL", "Singaporean": "SG", "Slovak": "SK"},
    **{"Spanish": "ES", "Swedish": "SE", "Swiss": "CH", "Taiwanese": "TW", "Thai": "TH", "Turkish": "TR"},
    **{"Ukrainian": "UA", "Vietnamese": "VN", "Saudi": "SA"},
}
#: Nouns that fit any company.
_PLAIN = frozenset("company firm group business giant".split())
#: Nouns that fit many a company of which the catalogue does not say so.
_LOOSE = frozenset("brand developer maker manufacturer operator producer provider specialist startup supplier".split())
_REACH = 60
_WORD = re.compile(r"[A-Za-z][\w.-]*")
_APPOSITION = re.compile(r",? (?:\([^()\n]{1,30}\) ?)?(?:, )?(?:an?|the|is an?) ([^,.;\n(]{1,80})")


class Descriptions:
    """The trades and nations of an article's companies, from the catalogue and from the article's own words."""

    def __init__(self, text: str, named: Sequence[Appearance], gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._words: defaultdict[str, set[str]] = defaultdict(set)
        done = 0
        for each in named:
            before = text[max(done, each.start - _REACH) : each.start]
            done = each.end
            # What stands right before a name describes it back to the last comma, verb or article.
            self._words[each.slugs[0]].update(_plain(word) for word in _WORD.findall(_tail(before)))
            if apposition := _APPOSITION.match(text, each.end):
                self._words[each.slugs[0]].update(_plain(word) for word in _WORD.findall(apposition[1]))

    def score(self, slug: str, noun: str, adjectives: Sequence[str]) -> int:
        """How well `the … noun` fits a company; less than nothing when it does not, nothing when it may."""
        noun = _plain(noun)
        company = self._gazetteer.company(slug)
        total = 2 * (noun in self._words[slug] and noun not in _PLAIN)
        kinds = _KINDS.get(noun) or next((_TRADES[word] for word in adjectives if word in _TRADES), None)
        if kinds and not total:
            if company is not None and company.kind not in kinds:
                return -3
            total += 2 * (company is not None)
        for word in adjectives:
            if country := _COUNTRIES.get(word.rstrip(".")):
                known = company.country if company is not None else ""
                total += 2 if country == known or _plain(word) in self._words[slug] else -1
            elif word not in _TRADES:
                total += _plain(word) in self._words[slug]
        if total == 0 and kinds is None and noun not in _PLAIN | _LOOSE:
            return -1
        return total


def _plain(word: str) -> str:
    return word.lower().replace("-", "").replace(" ", "").rstrip(".").removesuffix("s")


def _tail(before: str) -> str:
    """The words right before a name that belong to it: `acquired Danish freight forwarder ` -> from `Danish` on."""
    before = before.removesuffix(", ")
    cut = max(before.rfind(sign) for sign in ",;:.\n()")
    words = before[cut + 1 :].split()
    for index in range(len(words) - 1, -1, -1):
        if words[index].lower() in {"a", "an", "the", "of", "with", "by", "from", "to", "and", "in", "for", "that"}:
            return " ".join(words[index + 1 :])
    return " ".join(words)
