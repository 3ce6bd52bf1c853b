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

#: Last words by which a name is a company's without further evidence.
ENDS_OF_NAMES = frozenset(
    """
    advisors aerospace airlines airways automotive bancorp bank batteries biologics biopharma biosciences biotech
    brands breweries brewery brewing capital chemical chemicals diagnostics electric electronics energy enterprises
    entertainment equity films foods healthcare holdings industries insurance lithium logistics materials media metals
    minerals mining mobility motors networks partners petroleum pharma pharmaceuticals pictures railways records
    resources robotics securities semiconductor semiconductors shipbuilding software solar solutions steel studios
    technologies telecom therapeutics vc ventures
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
    Aaron Abigail Abraham Adam Adrian Ahmed Aidan Akio Akira Alan Alberto Alejandra Alejandro Alessandro
    Alex Alexander Alexandra Alexandre Alexei Alexis Alfred Ali Alice Alison Alistair Amanda Amir Amit Amy
    Ana Anders Andrea Andreas Andrei Andrew Andy Angela Angus Anil Ankit Anna Anne Annette Anthony Antoine
    Anton Antonio Arianna Arjun Armin Arnaud Arnold Arthur Ashley Ashok Avi Barbara Ben Benjamin Bernard
    Bernd Bernie Betty Bill Billy Bjorn Björn Bob Bobby Brad Brandon Brendan Brett Brian Brooke Bruce
    Bruno Bryan Caitlin Carl Carla Carlos Carol Caroline Catherine Cecilia Charlene Charles Charlie
    Charlotte Chris Christian Christina Christine Christopher Chuck Cindy Claire Clara Claudia Claudio
    Clay Clive Colette Colin Courtney Craig Curtis Cynthia Dale Damian Damien Dan Daniel Darren Dave David
    Dean Deborah Debra Dennis Derek Diana Diane Dick Dieter Dimitri Dmitri Dmitry Dominic Dominik Don
    Donald Donna Doris Doug Douglas Duncan Dylan Ed Eddie Edsel Eduardo Edward Eiso Eleanor Elena Elias
    Eliot Elise Elizabeth Ella Ellen Elon Emil Emily Emma Emmanuel Enrique Enzo Eric Erik Erika Ernest
    Ernst Esther Ethan Ettore Eva Evan Evelyn Eylon Fabio Fatima Felipe Felix Ferdinand Fernando Fiona
    Florian Frances Francesca Francesco Francis Francisco Frank Franz François Fred Freddie Frederic
    Frederick Frédéric Gabe Gabriel Gabriela Gareth Gary Gaurav Gavin Geoff Geoffrey George Gerald Gerhard
    Gianni Gilbert Giovanni Giulia Giuseppe Glen Glenn Gloria Gordon Grace Graeme Graham Grant Greg
    Gregory Greta Guillaume Gustav Guy Gwen Gwyneth Hannah Hans Harold Harriet Harrison Harry Harvey
    Hassan Heather Hector Helen Henrik Henry Herbert Hilary Hillary Hiroshi Holger Howard Hugh Håkan Iain
    Ian Ibrahim Igor Ilya Ingrid Irene Isaac Isabel Isabella Ivan Jack Jackson Jacob Jacqueline Jaime Jake
    Jakub James Jamie Jan Jane Janet Janice Jared Jason Javier Jay Jean Jeff Jeffery Jeffrey Jennifer
    Jenny Jens Jeremy Jerome Jerry Jessica Jesus Jill Jim Jimmy Joachim Joan Joanna Jochen Jodie Jody Joe
    Joel Johan Johann John Johnny Jon Jonas Jonathan Joost Jordan Jorge Jose Josef Joseph Josephine Josh
    Joshua Juan Judy Julia Julian Julie Juliet Justin Jérôme Jörg Jürgen Kara Karen Karim Karl Kate
    Katherine Kathleen Kathryn Katie Katrina Keith Kelly Ken Kenji Kenneth Kevin Khalid Kim Kirsten Klaus
    Kristen Kristin Kurt Kyle Larry Lars Laura Lauren Laurence Laurent Lawrence Leah Lee Leila Leo Leon
    Leonard Leslie Lewis Liam Linda Lindsay Lionel Lisa Liz Lorenzo Louis Louisa Louise Luca Lucas Luciano
    Lucy Luis Luke Lydia Lynn Madeleine Maggie Magnus Makoto Malcolm Manuel Marc Marcel Marcelo Marco
    Marcus Margaret Maria Mariana Marie Mario Marissa Mark Markus Marta Martha Martin Marvin Mary
    Masayoshi Massimo Mathias Mathieu Matt Matteo Matthew Matthias Maureen Maurice Max Maxime Megan
    Melissa Michael Michelle Mick Miguel Mikael Mike Miranda Mitch Mitchell Mitt Mohamed Mohammad Mohammed
    Molly Monica Mukesh Nancy Naomi Natalia Natalie Nathan Ned Neha Neil Nicholas Nick Nicola Nicolas
    Nigel Nikhil Niklas Nikola Nina Noah Noel Nora Norma Norman Olga Oliver Olivia Olivier Omar Osamu
    Oscar Otto Owen Pablo Pamela Paolo Parag Pascal Patrice Patricia Patrick Paul Paula Pavel Pedro Peter
    Phil Philip Philippe Phillip Phoebe Piero Pierre Pieter Piotr Pradeep Pranav Priya Quentin Rachel
    Rahul Rainer Raj Rajesh Ralf Ralph Ramesh Randall Randy Raphael Raul Ravi Ray Raymond Rebecca Reid
    Ricardo Richard Rick Rishi Rob Robbie Robert Roberto Robin Rodney Rodrigo Roger Rohit Roland Rolf Ron
    Ronald Rory Rosa Rose Ross Roy Rupert Russell Ruth Ryan Sabrina Sally Salman Sam Samantha Samir Samuel
    Sandeep Sandra Sanjay Sara Sarah Satoshi Satya Saul Scott Sean Sebastian Sergei Sergey Sergio Seth
    Shane Sharon Shaun Sheila Sheryl Shirley Sidney Silvia Simon Simone Sofia Soichiro Sonia Sophia Sophie
    Spencer Stacey Stefan Stella Stephanie Stephen Steve Steven Stewart Stuart Sue Sundar Sunil Suresh
    Susan Suzanne Sven Sylvia Takeshi Tamara Tara Taylor Ted Terence Terry Theodore Theresa Thierry Thomas
    Thorsten Tim Timothy Tina Tobias Todd Tom Tomasz Tommy Tony Tracy Travis Trevor Tristan Tyler Tyrone
    Ulrich Ursula Usain Uwe Valentina Valerie Vanessa Veronica Victor Victoria Vijay Vikas Vikram Vincent
    Vinod Virginia Vivek Vivian Vladimir Wallace Walter Warren Wayne Wendy Werner Wesley Whitney Wilhelm
    Will William Winston Wolfgang Xavier Yann Yoshua Yusuf Yves Yvonne Zach Zachary Zoe
    """.split()
)
