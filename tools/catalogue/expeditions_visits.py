"""The visits to Salyut stations that Launch Library lists as expeditions, with their crews.

A visit lasts from the docking of its ship to the departure of the ship of its return. One whose ship could not dock, or
whose crew could not enter the station, lasts from launch to landing. From general knowledge, not copied from a
document. It can be confirmed in RSC Energia's list of visiting expeditions (EP).
"""

from .expeditions import Crew, Departure, Docking, Expedition, Landing, Launch

SALYUT = {1: 10001, 3: 11, 5: 10002, 6: 14, 7: 10003}


def _visit(pk: int, number: int, name: str, mission: str, names: str, end: str | None = None) -> Expedition:
    """A visit to a Salyut, with Launch Library's id; `end` is the ship of the return, if it was another."""
    crew = Crew(mission, tuple(names.split(", ")))
    return Expedition(SALYUT[number], name, Docking(mission), Departure(end or mission), (crew,), pk=pk)


def _attempt(pk: int, number: int, mission: str, names: str) -> Expedition:
    """A flight whose crew did not get aboard."""
    crew = Crew(mission, tuple(names.split(", ")))
    name = mission.replace("-", " ")
    return Expedition(SALYUT[number], name, Launch(mission), Landing(mission), (crew,), pk=pk)


VISITS = (
    _attempt(5, 1, "Soyuz-10", "Vladimir Shatalov, Aleksei Yeliseyev, Nikolay Rukavishnikov"),
    _attempt(95, 3, "Soyuz-15", "Gennadi Sarafanov, Lev Dyomin"),
    _attempt(99, 5, "Soyuz-23", "Vyacheslav Zudov, Valery Rozhdestvensky"),
    _attempt(101, 6, "Soyuz-25", "Vladimir Kovalyonok, Valery Ryumin"),
    _visit(103, 6, "Salyut 6 EP-1", "Soyuz-27", "Vladimir Dzhanibekov, Oleg Makarov", "Soyuz-26"),
    _visit(104, 6, "Salyut 6 EP-2", "Soyuz-28", "Aleksei Gubarev, Vladimír Remek"),
    _visit(106, 6, "Salyut 6 EP-3", "Soyuz-30", "Pyotr Klimuk, Mirosław Hermaszewski"),
    _visit(107, 6, "Salyut 6 EP-4", "Soyuz-31", "Valery Bykovsky, Sigmund Jähn", "Soyuz-29"),
    _attempt(109, 6, "Soyuz-33", "Nikolay Rukavishnikov, Georgi Ivanov"),
    _visit(111, 6, "Salyut 6 EP-5", "Soyuz-36", "Valeri Kubasov, Bertalan Farkas", "Soyuz-35"),
    _visit(112, 6, "Salyut 6 EP-6", "Soyuz T-2", "Yury Malyshev, Vladimir Aksyonov"),
    _visit(113, 6, "Salyut 6 EP-7", "Soyuz-37", "Viktor Gorbatko, Phạm Tuân", "Soyuz-36"),
    _visit(114, 6, "Salyut 6 EP-8", "Soyuz-38", "Yury Romanenko, Arnaldo Tamayo Méndez"),
    _visit(117, 6, "Salyut 6 EP-9", "Soyuz-39", "Vladimir Dzhanibekov, Jügderdemidiin Gürragchaa"),
    _visit(118, 6, "Salyut 6 EP-10", "Soyuz-40", "Leonid Popov, Dumitru Prunariu"),
    _visit(125, 7, "Salyut 7 EP-1", "Soyuz T-6", "Vladimir Dzhanibekov, Aleksandr Ivanchenkov, Jean-Loup Chrétien"),
    _visit(126, 7, "Salyut 7 EP-2", "Soyuz T-7", "Leonid Popov, Aleksandr Serebrov, Svetlana Savitskaya", "Soyuz T-5"),
    _visit(129, 7, "Salyut 7 EP-3", "Soyuz T-11", "Yury Malyshev, Gennadi Strekalov, Rakesh Sharma", "Soyuz T-10"),
    _visit(130, 7, "Salyut 7 EP-4", "Soyuz T-12", "Vladimir Dzhanibekov, Svetlana Savitskaya, Igor Volk"),
    _visit(132, 7, "Salyut 7 EO-4-1b", "Soyuz T-13", "Viktor Savinykh", "Soyuz T-14"),
    _visit(133, 7, "Salyut 7 EP-5", "Soyuz T-14", "Georgy Grechko", "Soyuz T-13"),
)
