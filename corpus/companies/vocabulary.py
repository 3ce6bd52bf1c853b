"""Words that tell companies from people, places and ordinary things."""

from functools import cache
from importlib.resources import files


@cache
def common_words() -> frozenset[str]:
    """Frequent words of news, small letters: ordinary words, and names of people and places."""
    return frozenset(line.lower() for line in _lines())


@cache
def ordinary_words() -> frozenset[str]:
    """The frequent words of news that are written with a small letter."""
    return frozenset(line for line in _lines() if line.islower())


def is_common(word: str) -> bool:
    """Whether a word in small letters is frequent, in this form or in another: `accuse` for `accused`."""
    known = common_words()
    if word in known or any(word.removesuffix("e") + end in known for end in ("ed", "es", "ing", "er", "s", "ly")):
        return True
    stems = (word.removesuffix(end) for end in ("s", "es", "ed", "ing", "ly", "er", "or", "ism", "ion"))
    return any(4 <= len(stem) < len(word) and (stem in known or stem + "e" in known) for stem in stems)


def _lines() -> list[str]:
    return files(__package__).joinpath("common_words.txt").read_text(encoding="utf-8").split()


#: Words of which companies make their names, small letters.
DESCRIPTORS = frozenset(
    """
    aerospace automobile automobiles automotive auto batteries battery capital chemical chemicals
    components credit dynamics electric electronics energies energy engineering enterprises financial
    finance foundry graphite group holdings industrial industries international lithium logistics
    machinery manufacturing materials metals minerals mining mobility motor motors nickel partners
    petroleum pharma power resources robotics science sciences semiconductor semiconductors silicon
    software solar solutions steel storage systems tech technologies technology telecom trading trucks
    vehicles ventures
    """.split()
)

#: Before a name they make it a person's.
PERSON_TITLES = frozenset(
    """
    Mr Mrs Ms Dr Sir Lord Lady Premier President Prime Senator Sen Governor Gov Judge Justice Rep Mayor
    Minister Secretary Professor Prof Captain Detective Officer
    """.split()
)

#: After a name they make it a place, a prize or the like.
PLACES_AND_PRIZES = frozenset(
    """
    Arena Avenue Control EUV Award Awards Bridge Boulevard Carta Church College County Court Cup
    Foundation Hospital Library Lane Memorial Museum Park Prize River Road School Square Stadium Street
    Theater Theatre Tower University Village Lake Island Falls Bay Beach Hill Hills Valley Speedway
    """.split()
)

#: Frequent given names; before a company's name they make it a family name.
GIVEN_NAMES = frozenset(
    """
    Aaron Abraham Adam Akio Alan Alejandro Alex Alexander Alfred Alice Alison Amanda Amy Ana Andrea
    Andreas Andrew Andy Angela Anna Anne Annette Anthony Antonio Armin Arthur Ashley Barbara Ben Benjamin
    Bernard Betty Bill Billy Bob Brad Brandon Brian Bruce Carl Carla Carlos Carol Caroline Catherine
    Charles Charlie Charlotte Chris Christian Christina Christine Christopher Chuck Claire Clara Clay
    Colin Craig Cynthia Dale Dan Daniel Dave David Dean Deborah Debra Dennis Derek Diana Diane Dick Don
    Donald Donna Doug Douglas Dylan Ed Eddie Edsel Edward Eleanor Elena Eliot Elizabeth Ella Ellen Elon
    Emily Emma Enzo Eric Erik Ernest Ettore Eva Evan Ferdinand Fiona Francis Frank Franz Fred Frederick
    Gary Gavin George Gerald Gianni Giovanni Glenn Gloria Gordon Grace Graham Grant Greg Gregory Gustav
    Guy Hannah Hans Harold Harrison Harry Harvey Heather Helen Henrik Henry Herbert Howard Hugh Ian Isaac
    Isabel Jack Jackson Jacob Jake James Jamie Jan Jane Janet Jared Jason Jay Jean Jeff Jeffrey Jennifer
    Jeremy Jerry Jessica Jesus Jill Jim Jimmy Joan Joanna Joe Joel Johan Johann John Johnny Jon Jonathan
    Jordan Jorge Jose Josef Joseph Josh Joshua Juan Judy Julia Julian Julie Justin Karen Karl Kate
    Katherine Kathleen Kathryn Katie Keith Kelly Ken Kenneth Kevin Kim Kristin Kurt Kyle Larry Laura
    Lauren Laurence Lawrence Lee Leo Leon Leonard Lewis Liam Linda Lisa Liz Lorenzo Louis Louise Lucas
    Lucy Luis Luke Lynn Malcolm Marc Marco Marcus Margaret Maria Marie Mario Mark Marta Martha Martin Mary
    Matt Matthew Maurice Max Megan Melissa Michael Michelle Miguel Mike Mitchell Mohammed Monica Nancy
    Natalie Nathan Neil Nicholas Nick Nicola Nicolas Nikola Nina Noah Nora Norman Oliver Olivia Oscar
    Osamu Otto Owen Pablo Pamela Patricia Patrick Paul Paula Pedro Peter Phil Philip Phillip Pierre Piero
    Rachel Ralph Ray Raymond Rebecca Richard Rick Rob Robert Roberto Robin Roger Roland Ron Ronald Rose
    Ross Roy Russell Ruth Ryan Sally Sam Samantha Samuel Sandra Sara Sarah Scott Sean Sergio Seth Shane
    Sharon Shaun Shirley Simon Soichiro Sofia Sophie Stefan Stella Stephanie Stephen Steve Steven Stuart
    Sue Susan Suzanne Tara Taylor Ted Terry Theodore Theresa Thomas Tim Timothy Tina Todd Tom Tommy Tony
    Tracy Trevor Tyler Usain Valerie Vanessa Victor Victoria Vincent Virginia Walter Warren Wayne Wendy
    Werner Wilhelm Will William Wolfgang Zoe
    """.split()
)
