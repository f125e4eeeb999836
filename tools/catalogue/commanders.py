"""The commander of each expedition aboard the International Space Station, 1 to 74.

An expedition has one commander. If the command passed on during an expedition, it is the person who held it longest:
Expeditions 65 to 68, 70, 72 to 74, and a few days of others. From general knowledge, not copied from a document. It can
be confirmed in NASA's page of each expedition
(https://www.nasa.gov/international-space-station/space-station-expeditions/), its reports of each change of command,
and the article "List of commanders of the International Space Station" of Wikipedia.
"""

from .roles.positions import COMMANDER, FLIGHT_ENGINEER, Positions

COMMANDERS: dict[str, tuple[int, ...]] = {
    "William Shepherd": (1,),
    "Yury Usachov": (2,),
    "Frank Culbertson": (3,),
    "Yury Onufriyenko": (4,),
    "Valery Korzun": (5,),
    "Kenneth Bowersox": (6,),
    "Yuri Malenchenko": (7,),
    "Michael Foale": (8,),
    "Gennady Padalka": (9, 19, 20, 32, 44),
    "Leroy Chiao": (10,),
    "Sergei Krikalev": (11,),
    "William McArthur": (12,),
    "Pavel Vinogradov": (13, 36),
    "Michael López-Alegría": (14,),
    "Fyodor Yurchikhin": (15, 37, 52),
    "Peggy Whitson": (16, 51),
    "Sergey Volkov": (17,),
    "Edward Fincke": (18,),
    "Frank De Winne": (21,),
    "Jeffrey Williams": (22, 48),
    "Oleg Kotov": (23, 38),
    "Aleksandr Skvortsov": (24,),
    "Douglas Wheelock": (25,),
    "Scott Kelly": (26, 45, 46),
    "Dmitri Kondratyev": (27,),
    "Andrei Borisenko": (28,),
    "Michael Fossum": (29,),
    "Daniel Burbank": (30,),
    "Oleg Kononenko": (31, 58, 59, 71),
    "Sunita Williams": (33, 72),
    "Kevin Ford": (34,),
    "Chris Hadfield": (35,),
    "Koichi Wakata": (39,),
    "Steven Swanson": (40,),
    "Maksim Surayev": (41,),
    "Barry Wilmore": (42,),
    "Terry Virts": (43,),
    "Timothy Kopra": (47,),
    "Anatoli Ivanishin": (49,),
    "Robert Kimbrough": (50,),
    "Randolph Bresnik": (53,),
    "Alexander Misurkin": (54,),
    "Anton Shkaplerov": (55, 66),
    "Andrew Feustel": (56,),
    "Alexander Gerst": (57,),
    "Aleksey Ovchinin": (60,),
    "Luca Parmitano": (61,),
    "Oleg Skripochka": (62,),
    "Christopher Cassidy": (63,),
    "Sergey Nikolayevich Ryzhikov": (64, 73),
    "Akihiko Hoshide": (65,),
    "Oleg Artemyev": (67,),
    "Sergey Prokopyev": (68, 69),
    "Andreas Mogensen": (70,),
    "Sergey Kud-Sverchkov": (74,),
}
"""Commander, by the name in the facts → expeditions."""

BY_EXPEDITION = {number: name for name, numbers in COMMANDERS.items() for number in numbers}


def positions(number: int) -> Positions:
    """The roles of one expedition: its commander, and flight engineers."""
    return Positions({BY_EXPEDITION[number]: COMMANDER}, rest=FLIGHT_ENGINEER)
