"""Words of trade news that name one thing, so that who asks for batteries is told of cells.

Narrower than `index.asking.concepts`, which helps to find passages: there `charging` also finds what is charged for,
and `plant` all that is built. An alert must be right.
"""

import re
from functools import cache, lru_cache

from bot.alerts.wishes import vocabulary
from bot.alerts.wishes.traits import stemmed

#: A line for each thing; its names are parted by commas. The first of a line may be asked for in other languages.
_NAMES = """
battery, cell, pack, accumulator, batterie, batterien, zellen, batería, baterías, celdas
car, vehicle, automobile, passenger car, fahrzeug, fahrzeuge, auto, autos, coche, coches, vehículo, vehículos
electric vehicle, electric car, electric model, ev, bev, elektroauto, elektrofahrzeug, coche eléctrico
electric truck, electric lorry, elektro-lkw
truck, lorry, lkw, lastwagen, camión, camiones
van, transporter, furgoneta
bus, autobús
chip, semiconductor, processor, halbleiter, semiconductores
charger, charging, supercharger, charge point, ladestation, ladestationen, ladesäule, ladesäulen, cargador, cargadores
plant, factory, gigafactory, fab, werk, werke, fabrik, fabriken, planta, plantas, fábrica, fábricas
lfp, lithium iron phosphate, iron phosphate, lifepo4
nmc, ncm, nickel manganese cobalt, nickel cobalt manganese
solid-state, solid state, all solid state, festkörper, feststoff, festkörperbatterie, festkörperbatterien, estado sólido
energy storage, storage, ess, bess, stationary storage, batteriespeicher, almacenamiento de energía
lithium, spodumene, lithium hydroxide, lithium carbonate, litio
cathode, kathode, cátodo
anode, ánodo
graphite, graphit, grafito
nickel, níquel
cobalt, kobalt, cobalto
copper, kupfer, cobre
steel, stahl, acero
hydrogen, fuel cell, wasserstoff, hidrógeno
recycling, recycle, recycler, black mass, reciclaje
software, operating system
supply chain, lieferkette, cadena de suministro
autonomous driving, self-driving, driverless, robotaxi, autonomes fahren, conducción autónoma
solar, photovoltaic, pv, solarenergie
wind, windkraft, eólica
mine, mining, bergbau, minería
artificial intelligence, ai, ki, inteligencia artificial
""".strip().splitlines()


@lru_cache(maxsize=1 << 12)
def spellings(word: str) -> tuple[str, ...]:
    """The word or phrase and all that names the same, each as `stemmed` makes it, the word itself first."""
    return of_stems(stemmed(word))


def of_stems(own: str) -> tuple[str, ...]:
    """As `spellings`, of what is stemmed already."""
    return (own, *(each for each in _same().get(own, ()) if each != own))


@cache
def phrases() -> re.Pattern[str]:
    """The names of things that are of several words, and their plurals."""
    return vocabulary.any_of(
        form for line in _NAMES for name in _listed(line) if " " in name for form in (name, f"{name}s")
    )


def is_known(word: str) -> bool:
    """Whether it names one of these things."""
    return stemmed(word) in _same()


def _listed(line: str) -> list[str]:
    return [name.strip() for name in line.split(",")]


@cache
def _same() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for line in _NAMES:
        names = tuple(dict.fromkeys(stemmed(name) for name in _listed(line)))
        for name in names:
            found[name] = tuple(dict.fromkeys((*found.get(name, ()), *names)))
    return found
