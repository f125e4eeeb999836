"""Well-known sizes, capacities and first flights of launchers and spacecraft. Uncertain values are left out.

From general knowledge, not copied from a document. The manufacturers' user's guides and the articles of Wikipedia can
confirm it. The capacity of a launcher is that to low Earth orbit, as its manufacturer states it. The first flight of a
configuration may be outside the log. The build fails if the log contradicts it.
"""

from collections.abc import Mapping
from typing import NamedTuple

from .records import Values


class Launcher(NamedTuple):
    """Date of the first flight, length and diameter in m, capacity to low Earth orbit in kg."""

    maiden_flight: str | None = None
    length: float | None = None
    diameter: float | None = None
    leo_capacity: float | None = None


LAUNCHERS = {
    "Antares 110": Launcher("2013-04-21", 40.5, 3.9),
    "Antares 120": Launcher("2014-01-09", 40.5, 3.9),
    "Antares 130": Launcher("2014-10-28", None, 3.9),
    "Antares 230": Launcher("2016-10-17", 42.5, 3.9),
    "Antares 230+": Launcher("2019-11-02", 42.5, 3.9),
    "Ariane 5ES/ATV": Launcher("2008-03-09", None, 5.4),
    "Atlas D": Launcher("1960-07-29", 28.7, 3.05, 1360),
    "Atlas SLV-3 Agena D": Launcher("1964-08-14", None, 3.05),
    "Atlas V 401": Launcher("2002-08-21", 58.3, 3.81, 9797),
    "Atlas V 501": Launcher("2010-04-22", None, 3.81, 8123),
    "Atlas V N22": Launcher("2019-12-20", 52.4, 3.81),
    "Chang Zheng 2F": Launcher("1999-11-19", 62.0, 3.35, 8400),
    "Chang Zheng 5B": Launcher("2020-05-05", 53.7, 5.0, 25000),
    "Chang Zheng 7": Launcher("2016-06-25", 53.1, 3.35, 13500),
    "Delta 4H": Launcher("2004-12-21", None, 5.1, 28790),
    "Energiya/Buran": Launcher("1988-11-15", 58.8),
    "Falcon 9": Launcher("2010-06-04", 70.0, 3.7, 22800),
    "Falcon Heavy": Launcher("2018-02-06", 70.0, None, 63800),
    "H-IIB": Launcher("2009-09-10", 56.6, 5.2),
    "H3-24W": Launcher("2025-10-26", 63.0, 5.2),
    "Proton-K": Launcher("1968-11-16", None, None, 19760),
    "Redstone": Launcher("1960-11-21", 25.4, 1.78),
    "SLS Block 1": Launcher("2022-11-16", 98.1, 8.4, 95000),
    "Saturn IB": Launcher("1966-02-26", 68.1, 6.6, 21000),
    "Saturn V": Launcher("1967-11-09", 110.6, 10.1, 140000),
    "Soyuz 11A511": Launcher("1966-11-28", None, None, 6450),
    "Soyuz-2-1A": Launcher("2004-11-08", 46.3, None, 7020),
    "Soyuz-FG": Launcher("2001-05-20", 49.5, None, 6900),
    "Soyuz-U": Launcher("1973-05-18"),
    "Soyuz-U2": Launcher("1982-12-28", None, None, 7050),
    "Space Shuttle": Launcher("1981-04-12", 56.1, None, 27500),
    "Starship V1.0": Launcher("2023-04-20", 121.0, 9.0),
    "Starship V2": Launcher("2025-01-16", 123.0, 9.0),
    "Titan II GLV": Launcher("1964-04-08", 33.2, 3.05, 3600),
    "UR-500K/Blok D": Launcher("1967-03-10"),
    "Voskhod 11A57": Launcher("1963-11-16"),
}
"""Launchers by name in the facts."""

CREWS = {
    **dict.fromkeys((1, 42, 10001, 10002, 10003, 38), 3),  # Soyuz
    2: 3,  # Shenzhou
    6: 7,  # Crew Dragon 2
    11: 1,  # Mercury
    12: 2,  # Gemini
    10008: 8,  # Space Shuttle
    10009: 3,  # Apollo
    10010: 4,  # Orion
    10011: 1,  # Vostok
    10012: 3,  # Voskhod
    10013: 3,  # TKS
    10014: 3,  # its return capsule
    10022: 7,  # Starliner
    10024: 3,  # SpaceShipOne
    10025: 8,  # SpaceShipTwo
}
"""Spacecraft configuration → the largest crew that it was built for, or flew with."""

HEIGHTS = {
    11: 3.3,
    12: 5.7,
    10009: 11.0,
    10011: 4.4,
    10012: 5.0,
    10015: 36.4,
    10017: 8.8,
    10022: 5.0,
    10023: 8.9,
    10024: 8.5,
    10025: 18.3,
}
DIAMETERS = {
    **dict.fromkeys((1, 42, 10001), 2.7),
    11: 1.9,
    12: 3.0,
    26: 9.0,
    10010: 5.0,
    10011: 2.4,
    10012: 2.4,
    10014: 2.8,
    10017: 4.5,
}
"""Sizes in m of the whole craft, with its greatest diameter. The facts have those of the descent module for Soyuz and
Gemini, and those of the command module for Apollo.
"""

MAIDEN_FLIGHTS = {11: "1960-07-29", 10009: "1966-02-26", 10025: "2018-12-13"}
"""Spacecraft configuration → its first flight, if it is before the log: Mercury MA-1 and AS-201, which were suborbital,
and the first flight of VSS Unity to space.
"""

FAMILY_MAIDEN_FLIGHTS = {10002: "1960-07-29", 10004: "1966-02-26"}
"""The same for families: Mercury and Apollo."""


def of_launcher(name: str) -> Values:
    """The known values of a launcher, by name in the facts."""
    return LAUNCHERS.get(name, Launcher())._asdict()


def of_craft(pk: int) -> Values:
    """Values of a spacecraft configuration that complete or correct the facts."""
    known: tuple[tuple[str, Mapping[int, float | str]], ...] = (
        ("height", HEIGHTS),
        ("diameter", DIAMETERS),
        ("maiden_flight", MAIDEN_FLIGHTS),
        ("crew_capacity", CREWS),
    )
    return {name: values[pk] for name, values in known if pk in values}
