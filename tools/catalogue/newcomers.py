"""Astronauts whom the facts leave out, from public knowledge: name → nationality and page of Wikipedia.

Their ids are in the ledger under their names, where Launch Library's are not known. A page is given only if its title
is certain.
"""

from typing import NamedTuple

WIKIPEDIA = "https://en.wikipedia.org/wiki/"


class Newcomer(NamedTuple):
    """`nationality` is written as in the facts; `page` is the title of an article; `id` is Launch Library's."""

    nationality: str
    page: str | None = None
    id: int | None = None


NEWCOMERS = {
    "William Lenoir": Newcomer("United States", "William_B._Lenoir"),
    "Michael Smith": Newcomer("United States", "Michael_J._Smith"),
    "Gregory Jarvis": Newcomer("United States", "Gregory_Jarvis"),
    "Christa McAuliffe": Newcomer("United States", "Christa_McAuliffe"),
    "James Pawelczyk": Newcomer("United States", "James_A._Pawelczyk"),
    "Jay Buckey": Newcomer("United States", "Jay_C._Buckey"),
    "David Mackay": Newcomer("United Kingdom"),
    "Michael Masucci": Newcomer("United States"),
    "Nicola Pecile": Newcomer("Italy"),
    "Kelly Latimer": Newcomer("United States", "Kelly_Latimer"),
    "Beth Moses": Newcomer("United States", "Beth_Moses"),
    "Colin Bennett": Newcomer("United Kingdom"),
    "Sirisha Bandla": Newcomer("United States", "Sirisha_Bandla"),
    "Richard Branson": Newcomer("United Kingdom", "Richard_Branson"),
    "Luke Mays": Newcomer("United States"),
    "Jamila Gilbert": Newcomer("United States"),
    "Christopher Huie": Newcomer("United States"),
    "Angelo Landolfi": Newcomer("Italy"),
    "Pantaleone Carlucci": Newcomer("Italy"),
    "Jon Goodwin": Newcomer("United Kingdom"),
    "Keisha Schahaff": Newcomer("Antigua and Barbuda"),
    "Anastatia Mayers": Newcomer("Antigua and Barbuda"),
    "Ron Rosano": Newcomer("United States"),
    "Trevor Beattie": Newcomer("United Kingdom", "Trevor_Beattie"),
    "Namira Salim": Newcomer("Pakistan", "Namira_Salim"),
    "Joseph A. Walker": Newcomer("United States", "Joseph_A._Walker", 648),
    "Robert M. White": Newcomer("United States", "Robert_Michael_White", 690),
    "William H. Dana": Newcomer("United States", "William_H._Dana", 691),
    "Robert A. Rushworth": Newcomer("United States", "Robert_A._Rushworth", 692),
    "John B. McKay": Newcomer("United States", "John_B._McKay", 695),
    "William J. Knight": Newcomer("United States", "William_J._Knight"),
    "Michael J. Adams": Newcomer("United States", "Michael_J._Adams"),
}
