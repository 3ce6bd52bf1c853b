"""What companies of a kind usually do, for sentences that do not say who gives and who takes."""

from collections.abc import Mapping

from corpus.companies.gazetteer import Gazetteer
from corpus.deals.relations import Relation

#: Who supplies whom along the chain of value: the lower supplies the higher, and licenses its technology to it.
_CHAIN = {
    "mining": 0,
    "materials": 1,
    "recycling": 1,
    "equipment": 2,
    "chips": 2,
    "solid_state": 2,
    "battery": 3,
    "supplier": 3,
    "software": 3,
    "autonomy": 3,
    "contract_manufacturer": 3,
    "automaker": 4,
    "brand": 4,
    "truck": 4,
    "two_wheeler": 4,
    "fleet": 5,
}
#: How many times likelier the usual way round is than the other, the sentence put aside.
_USUAL = 4.0
_TURNED = (
    (Relation.SUPPLIES, Relation.IS_SUPPLIED),
    (Relation.LICENSES, Relation.IS_LICENSED),
    (Relation.INVESTS, Relation.IS_INVESTED),
    (Relation.ACQUIRES, Relation.IS_ACQUIRED),
)


def weighed(
    relations: Mapping[Relation, float], first: str, second: str, gazetteer: Gazetteer
) -> dict[Relation, float]:
    """The probabilities with what is known of both companies; how likely a deal is at all stays as it was."""
    found = dict(relations)
    kinds = [company.kind if (company := gazetteer.company(slug)) else "" for slug in (first, second)]
    for there, back in _TURNED:
        usual = _usual(there, *kinds)
        both = found[there] + found[back]
        if usual and both:
            factor = _USUAL**usual
            turned = found[there] * factor, found[back] / factor
            found[there], found[back] = (each / sum(turned) * both for each in turned)
    return found


def _usual(relation: Relation, first: str, second: str) -> int:
    """1 when the first usually does it to the second, -1 the other way round, 0 when nothing is usual."""
    if relation in (Relation.SUPPLIES, Relation.LICENSES):
        if first not in _CHAIN or second not in _CHAIN:
            return 0
        return (_CHAIN[first] < _CHAIN[second]) - (_CHAIN[first] > _CHAIN[second])
    return (first == "investor" != second) - (second == "investor" != first)
