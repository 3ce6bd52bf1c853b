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
    Aaron Abraham Adam Ahmed Akio Akira Alan Alberto Alejandra Alejandro Alessandro Alex Alexander
    Alexandra Alexandre Alexei Alexis Alfred Ali Alice Alison Amanda Amir Amit Amy Ana Anders Andrea
    Andreas Andrei Andrew Andy Angela Anil Ankit Anna Anne Annette Anthony Antoine Anton Antonio Arjun
    Armin Arnaud Arthur Ashley Ashok Barbara Ben Benjamin Bernard Bernd Betty Bill Billy Bjorn Björn Bob
    Brad Brandon Brian Bruce Bruno Carl Carla Carlos Carol Caroline Catherine Cecilia Charlene Charles
    Charlie Charlotte Chris Christian Christina Christine Christopher Chuck Claire Clara Claudia Claudio
    Clay Colin Craig Cynthia Dale Dan Daniel Dave David Dean Deborah Debra Dennis Derek Diana Diane Dick
    Dieter Dimitri Dmitri Dmitry Dominic Dominik Don Donald Donna Doug Douglas Dylan Ed Eddie Edsel
    Eduardo Edward Eiso Eleanor Elena Eliot Elizabeth Ella Ellen Elon Emily Emma Emmanuel Enrique Enzo
    Eric Erik Erika Ernest Esther Ethan Ettore Eva Evan Fabio Fatima Felipe Felix Ferdinand Fernando Fiona
    Florian Francesca Francesco Francis Francisco Frank Franz François Fred Frederic Frederick Frédéric
    Gabe Gabriel Gabriela Gary Gavin George Gerald Gerhard Gianni Giovanni Giulia Giuseppe Glenn Gloria
    Gordon Grace Graham Grant Greg Gregory Guillaume Gustav Guy Hannah Hans Harold Harrison Harry Harvey
    Hassan Heather Helen Henrik Henry Herbert Hiroshi Holger Howard Hugh Håkan Ian Ibrahim Isaac Isabel
    Ivan Jack Jackson Jacob Jake Jakub James Jamie Jan Jane Janet Jared Jason Javier Jay Jean Jeff Jeffrey
    Jennifer Jens Jeremy Jerry Jessica Jesus Jill Jim Jimmy Joachim Joan Joanna Jochen Joe Joel Johan
    Johann John Johnny Jon Jonathan Joost Jordan Jorge Jose Josef Joseph Josh Joshua Juan Judy Julia
    Julian Julie Justin Jérôme Jörg Jürgen Karen Karl Kate Katherine Kathleen Kathryn Katie Keith Kelly
    Ken Kenji Kenneth Kevin Khalid Kim Klaus Kristin Kurt Kyle Larry Lars Laura Lauren Laurence Laurent
    Lawrence Lee Leo Leon Leonard Lewis Liam Linda Lisa Liz Lorenzo Louis Louise Luca Lucas Luciano Lucy
    Luis Luke Lynn Magnus Makoto Malcolm Marc Marcel Marco Marcus Margaret Maria Marie Mario Mark Markus
    Marta Martha Martin Mary Massimo Mathias Mathieu Matt Matteo Matthew Matthias Maurice Max Maxime Megan
    Melissa Michael Michelle Miguel Mikael Mike Mitch Mitchell Mohamed Mohammad Mohammed Monica Mukesh
    Nancy Natalia Natalie Nathan Neil Nicholas Nick Nicola Nicolas Niklas Nikola Nina Noah Nora Norman
    Olga Oliver Olivia Olivier Omar Osamu Oscar Otto Owen Pablo Pamela Paolo Pascal Patricia Patrick Paul
    Paula Pavel Pedro Peter Phil Philip Philippe Phillip Piero Pierre Pieter Piotr Priya Rachel Rahul
    Rainer Raj Rajesh Ralf Ralph Ravi Ray Raymond Rebecca Ricardo Richard Rick Rob Robert Roberto Robin
    Roger Rohit Roland Rolf Ron Ronald Rose Ross Roy Russell Ruth Ryan Sally Sam Samantha Samuel Sandra
    Sanjay Sara Sarah Satoshi Satya Scott Sean Sebastian Sergei Sergey Sergio Seth Shane Sharon Shaun
    Shirley Simon Sofia Soichiro Sophia Sophie Stefan Stella Stephanie Stephen Steve Steven Stuart Sue
    Sundar Sunil Susan Suzanne Sven Takeshi Tara Taylor Ted Terry Theodore Theresa Thierry Thomas Thorsten
    Tim Timothy Tina Tobias Todd Tom Tomasz Tommy Tony Tracy Travis Trevor Tyler Ulrich Usain Uwe
    Valentina Valerie Vanessa Victor Victoria Vijay Vikram Vincent Virginia Vladimir Walter Warren Wayne
    Wendy Werner Wilhelm Will William Wolfgang Xavier Yusuf Yves Zach Zoe
    """.split()
)
