"""Words that say the same in trade news, so that a question need not use the article's own."""

from functools import cache

from index.lexical import words

#: A line for each meaning. A word may stand in several; a word that is missing stands for itself alone.
_MEANINGS = """
supply supplies supplier source sourcing buy purchase procure provide deliver delivery order offtake \
    contract customer sell vendor get
invest investment investor stake fund funding round raise finance pour commit back capital inject money
acquire acquisition buy takeover purchase merge merger bid own owner takes sale sell bought sold
partner partnership team alliance collaborate \
    collaboration cooperate cooperation joint together tie pact agreement deal mou memorandum sign link
venture jv jvs jointly co-own company form establish found unit
licence license licensing royalty technology patent
end cancel scrap terminate drop abandon withdraw exit quit collapse fail dissolve halt stop walk lose lost
deny reject dismiss refute rumour report speculation
start begin launch open commence first since found establish enter
build construct plant factory facility gigafactory site works assemble
make produce production manufacture output fabricate fab mass-produce assemble
battery cell pack module accumulator
car vehicle auto automobile automaker carmaker automotive model
electric ev bev electrified electrification battery-electric
price cost value worth amount pay paid sum bill consideration charge writedown spend expense budget tag
capacity gwh output volume annual yearly size
job worker employee staff employ hire people headcount
chief ceo boss head president lead run executive chairman director chair
cfo finance financial chief officer
annum annual annually yearly year
tranche slice instalment part first
talk negotiate negotiation discuss consider explore weigh
plan aim intend target want goal expect
pack assemble module
raw lithium spodumene hydroxide carbonate
charge charger charging supercharger station
delay postpone late push
share stake percent holding interest
shareholder owner investor partner
loan credit debt borrow grant subsidy
chip semiconductor processor
software platform architecture
recycle recycling recover scrap
north-american us american america united states
sales sell sold delivery register registration
""".strip().splitlines()


def related(stem: str) -> frozenset[str]:
    """The stems that can stand for this one, itself left out."""
    return _related().get(stem, frozenset())


@cache
def _related() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for line in _MEANINGS:
        stems = set(words(line, keep_all=True))
        for stem in stems:
            found.setdefault(stem, set()).update(stems - {stem})
    return {stem: frozenset(others) for stem, others in found.items()}
