"""Type, agency and status of astronauts: from public knowledge, by name and by facts."""

from .agencies import CNSA, CSA, ESA, JAXA, NASA, ROSCOSMOS
from .careers import DEAD, IN_SERVICE, LEFT
from .facts import Fact
from .lives import LIVES
from .roles import BY_MISSION
from .roles.positions import PAYLOAD_SPECIALIST

GOVERNMENT, PRIVATE, UNKNOWN = "Government", "Private", "Unknown"
ACTIVE, RETIRED, LOST_IN_TRAINING, DECEASED = "Active", "Retired", "Lost In Training", "Deceased"
LOST_IN_FLIGHT = "Lost In Flight"

IN_TRAINING = {"Virgil Grissom", "Edward White"}
"""The crew that died in a test on the pad, in the fire of Apollo 1."""

IN_FLIGHT = frozenset(
    (
        *("Vladimir Komarov", "Georgy Dobrovolsky", "Vladislav Volkov", "Viktor Patsayev"),
        *("Francis Scobee", "Michael Smith", "Judith Resnik", "Ellison Onizuka", "Ronald McNair", "Gregory Jarvis"),
        *("Christa McAuliffe", "Rick Husband", "William McCool", "Michael Anderson", "David Brown", "Kalpana Chawla"),
        *("Laurel Clark", "Ilan Ramon", "Michael J. Adams"),
    )
)
"""The crews of Soyuz 1, Soyuz 11, STS-51-L and STS-107, and the pilot of X-15 flight 191."""

LAST_YEAR_OF_RETIRED = 2011
PERHAPS_IN_SERVICE = frozenset(
    (
        *("Stephanie Wilson", "Douglas Wheelock", "Christer Fuglesang", "Frank De Winne", "Roberto Vittori"),
        *("Aleksandr Kaleri", "Yang Liwei"),
    )
)
"""People whose last flight was long ago, but who are or may still be astronauts of their agency."""

TRAVELLERS = frozenset(
    (
        *("Dennis Tito", "Mark Shuttleworth", "Gregory Olsen", "Anousheh Ansari", "Charles Simonyi"),
        *("Richard Garriott", "Guy Laliberté", "Yusaku Maezawa", "Yozo Hirano"),
        *("Jared Isaacman", "Hayley Arceneaux", "Christopher Sembroski", "Sian Proctor"),
        *("Scott Poteet", "Sarah Gillis", "Anna Menon"),
        *("Larry Connor", "Mark Pathy", "Eytan Stibbe", "John Shoffner"),
        *("Jannicke Mikkelsen", "Rabea Rogge", "Chun Wang", "Eric Philips"),
        *("Michael Melvill", "Brian Binnie"),
        *("David Mackay", "Michael Masucci", "Nicola Pecile", "Kelly Latimer", "Beth Moses", "Colin Bennett"),
        *("Sirisha Bandla", "Richard Branson", "Luke Mays", "Jamila Gilbert", "Christopher Huie", "Jon Goodwin"),
        *("Keisha Schahaff", "Anastatia Mayers", "Ron Rosano", "Trevor Beattie", "Namira Salim"),
    )
)
"""People who flew privately or for a company."""

OF_ESA = frozenset(
    (
        *("Ulf Merbold", "Wubbo Ockels", "Claude Nicollier", "Jean-François Clervoy", "Pedro Duque", "Thomas Reiter"),
        *("Gerhard Thiele", "Hans Schlegel", "Reinhold Ewald", "Léopold Eyharts", "Claudie Haigneré"),
        *("Jean-Pierre Haigneré", "Michel Tognini", "Maurizio Cheli", "Umberto Guidoni", "Roberto Vittori"),
        *("Paolo Nespoli", "Luca Parmitano", "Samantha Cristoforetti", "André Kuipers", "Frank De Winne"),
        *("Christer Fuglesang", "Andreas Mogensen", "Thomas Pesquet", "Alexander Gerst", "Tim Peake"),
        *("Matthias Maurer", "Sophie Adenot", "Marcus Wandt", "Sławosz Uznański-Wiśniewski"),
    )
)
"""Astronauts of ESA at some time in their career."""

AIR_FORCE = 161
OF_THE_AIR_FORCE = {"Michael J. Adams", "Robert A. Rushworth", "Robert M. White", "William J. Knight"}
"""Pilots of the X-15 from the United States Air Force."""

OF_NO_AGENCY = TRAVELLERS | {"Toyohiro Akiyama", "Yulia Peresild", "Klim Shipenko"}
PAYLOAD_SPECIALISTS = {
    name
    for positions in BY_MISSION.values()
    for name, role in positions.by_name.items()
    if role == PAYLOAD_SPECIALIST and name != "John Glenn"
}
"""The Americans among them were mostly not astronauts of NASA."""

BY_NATIONALITY = {
    "Soviet Union": ROSCOSMOS,
    "Russia": ROSCOSMOS,
    "United States": NASA,
    "China": CNSA,
    "Japan": JAXA,
    "Canada": CSA,
}
"""Soviet cosmonauts are under Roscosmos, as Soviet stations are."""

GUESTS = frozenset(
    (
        *("Vladimír Remek", "Mirosław Hermaszewski", "Sigmund Jähn", "Georgi Ivanov", "Bertalan Farkas", "Phạm Tuân"),
        *("Arnaldo Tamayo Méndez", "Jügderdemidiin Gürragchaa", "Dumitru Prunariu", "Jean-Loup Chrétien"),
        *("Rakesh Sharma", "Muhammed Faris", "Aleksandr Panayotov Aleksandrov", "Abdul Mohmand"),
        *("Franz Viehböck", "Klaus-Dietrich Flade", "Ivan Bella", "Marcos Pontes", "Yi So-Yeon"),
        *("Sheikh Muszaphar Shukor", "Hazza Al Mansouri", "Sultan Al Neyadi", "Ilan Ramon", "Leonid Kadeniuk"),
        *("Rayyanah Barnawi", "Ali AlQarni", "Alper Gezeravcı", "Shubhanshu Shukla", "Walter Villadei"),
        *("Talgat Musabayev", "Aidyn Aimbetov", "Marina Vasilevskaya", "Tibor Kapu"),
        *("Ulrich Walter", "Ernst Messerschmid", "Reinhard Furrer", "Patrick Baudry", "Jean-Jacques Favier"),
        *("Philippe Perrin", "Franco Malerba", "Dirk Frimout", "Rodolfo Neri Vela"),
        *("Gary Payton", "William Pailes", "Thomas Hennen", "Angelo Landolfi", "Pantaleone Carlucci"),
    )
)
"""People who flew for their state, without an agency in the catalogue."""


NAMES = DEAD | LEFT | IN_SERVICE | GUESTS | TRAVELLERS
"""Everybody whom these tables name."""


def agency(astronaut: Fact) -> int | None:
    """The agency of an astronaut; None if it is not certain."""
    name, nationality = astronaut["name"], astronaut["nationality"]
    if name in OF_ESA:
        return ESA
    if name in OF_THE_AIR_FORCE:
        return AIR_FORCE
    if name in OF_NO_AGENCY or (nationality == "United States" and name in PAYLOAD_SPECIALISTS):
        return None
    return BY_NATIONALITY.get(nationality)


def type_of(astronaut: Fact) -> str:
    """Government or private; unknown if that is not certain."""
    if astronaut["name"] in TRAVELLERS:
        return PRIVATE
    return GOVERNMENT if agency(astronaut) is not None or astronaut["name"] in GUESTS else UNKNOWN


def status(name: str, last_year: int | None, *, in_space: bool) -> str | None:
    """The status of an astronaut whose last flight began in `last_year`; None if it is not certain."""
    if in_space:
        return ACTIVE
    if name in IN_TRAINING:
        return LOST_IN_TRAINING
    if name in IN_FLIGHT:
        return LOST_IN_FLIGHT
    born, died = LIVES.get(name, (None, None))
    if died or name in DEAD:
        return DECEASED
    if name in LEFT or name in IN_SERVICE:
        return RETIRED if name in LEFT else ACTIVE
    long_ago = last_year is not None and last_year <= LAST_YEAR_OF_RETIRED
    return RETIRED if born and long_ago and name not in PERHAPS_IN_SERVICE | TRAVELLERS else None
