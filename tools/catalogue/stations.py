"""Space stations: owners, sizes and descriptions.

Sizes are from general knowledge, not copied from a document. They can be confirmed in NASA RP-1357, "Mir Hardware
Heritage", NASA's "Station Facts", and the articles of Wikipedia. Uncertain values are left out.
"""

from collections.abc import Mapping
from typing import NamedTuple

from .agencies import BIGELOW, CNSA, CSA, ESA, JAXA, NASA, ROSCOSMOS
from .facts import Fact
from .records import Catalogue
from .vocabulary import Vocabulary


class Station(NamedTuple):
    """Owners, as in Launch Library: Soviet stations belong to Roscosmos. Mass in t, extent across the long
    axis (the diameter if there is one module) and height in m, pressurised volume in m³.
    """

    owners: tuple[int, ...]
    description: str
    mass: float | None = None
    width: float | None = None
    height: float | None = None
    volume: int | None = None


SOVIET = (ROSCOSMOS,)
CHINESE = (CNSA,)
STATIONS = {
    4: Station(
        (ROSCOSMOS, NASA, JAXA, CSA, ESA),
        "The International Space Station was assembled in low Earth orbit from 1998 on, by the United States, Russia,"
        " Europe, Japan and Canada. It has been inhabited without a break since 2 November 2000.",
        mass=420.0,
        width=109.0,
        volume=1005,
    ),
    5: Station(
        SOVIET,
        "Mir was the first station assembled in orbit from several modules, between 1986 and 1996. Crews of the Soviet"
        " Union and of Russia lived aboard it, later with Americans and Europeans.",
        mass=129.7,
        width=31.0,
        height=27.5,
        volume=350,
    ),
    6: Station(
        (NASA,),
        "Skylab was the first station of the United States, made from the third stage of a Saturn V. Three crews of"
        " three worked aboard it in 1973 and 1974, for 28, 59 and 84 days.",
        mass=76.5,
        width=17.0,
        height=7.4,
    ),
    7: Station(
        CHINESE,
        "Tiangong 1 was China's first station, a module to practise docking with. Two crews visited it, in 2012 and"
        " 2013.",
        mass=8.5,
        width=3.35,
        volume=15,
    ),
    8: Station(
        CHINESE,
        "Tiangong 2 was China's second station, where one crew stayed for a month in 2016 and the first Tianzhou tried"
        " out refuelling in 2017.",
        mass=8.6,
        width=3.35,
    ),
    10: Station(
        SOVIET,
        "Salyut 2 was the first of the military Almaz stations. It lost pressure in orbit within two weeks, and no crew"
        " came to it.",
        width=4.15,
    ),
    11: Station(
        SOVIET,
        "Salyut 3 was a military Almaz station. The crew of Soyuz 14 worked aboard it in July 1974; Soyuz 15 failed to"
        " dock.",
        width=4.15,
        volume=90,
    ),
    12: Station(
        SOVIET,
        "Salyut 4 was a civil station with instruments for astronomy. Two crews worked aboard it in 1975, for a month"
        " and for two.",
        mass=18.9,
        width=4.15,
        volume=90,
    ),
    14: Station(
        SOVIET,
        "Salyut 6 was the first station with a second port, so that Progress craft could supply it while a crew was"
        " aboard. Five long expeditions lived there from 1977 to 1981.",
        mass=19.8,
        width=4.15,
        volume=90,
    ),
    16: Station(
        (BIGELOW,),
        "Genesis I is an inflatable module that Bigelow Aerospace sent into orbit in 2006 to try the technique. Nobody"
        " was ever aboard.",
        mass=1.36,
        width=2.54,
    ),
    10001: Station(
        SOVIET,
        "Salyut 1 was the first space station. The crew of Soyuz 11 lived aboard it for three weeks in June 1971 and"
        " died on the way home.",
        mass=18.4,
        width=4.15,
        volume=99,
    ),
    10002: Station(
        SOVIET,
        "Salyut 5 was the last of the military Almaz stations that flew. Two crews worked aboard it, in 1976 and 1977;"
        " a third could not dock.",
        mass=19.0,
        width=4.15,
    ),
    10003: Station(
        SOVIET,
        "Salyut 7 was the last Salyut. It was inhabited, with breaks, from 1982 to 1986; in 1985 a crew docked to it"
        " while it was dead and cold, and brought it back to work.",
        mass=19.8,
        width=4.15,
        volume=90,
    ),
    10004: Station(
        CHINESE,
        "The Tiangong space station is China's station of three modules: Tianhe, Wentian and Mengtian. Crews of three"
        " relieve each other aboard it; it has been inhabited without a break since June 2022.",
        volume=340,
    ),
}
"""Stations by id."""


def add_stations(catalogue: Catalogue, stations: Mapping[int, Fact], vocabulary: Vocabulary) -> None:
    """Add every station of the facts."""
    catalogue.ledger.reserve("space_stations", stations)
    for pk, fact in stations.items():
        about = STATIONS.get(pk, Station((), ""))
        values = {
            "name": fact["name"],
            "status": fact["status"] and fact["status"]["id"],
            "founded": fact["founded"],
            "deorbited": fact["deorbited"],
            "description": about.description,
            "orbit": vocabulary.orbit(fact["orbit"]),
            "type": fact["type"]["id"] or vocabulary.commercial_station,
            "owners": list(about.owners),
            "height": about.height,
            "width": about.width,
            "mass": about.mass,
            "volume": about.volume,
        }
        catalogue.add("space_stations", pk, values, fact)
