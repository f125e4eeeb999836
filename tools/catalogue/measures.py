"""Well-known sizes, capacities and first flights of spacecraft. Uncertain values are left out.

From general knowledge, not copied from a document. The manufacturers' user's guides and the articles of Wikipedia can
confirm it. The first flight of a configuration may be outside the log. The build fails if the log contradicts it.
"""

from collections.abc import Mapping

from .records import Values

CREWS = {
    **dict.fromkeys((1, 42, 10001, 10002, 10003, 38), 3),  # Soyuz
    2: 3,  # Shenzhou
    6: 7,  # Crew Dragon 2
    11: 1,  # Mercury
    12: 2,  # Gemini
    13: 1,
    21: 6,  # New Shepard
    29: 3,  # Gaganyaan
    43: 2,  # Apollo Lunar Module
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


KNOWN_CRAFT = frozenset(HEIGHTS) | frozenset(DIAMETERS) | frozenset(CREWS) | frozenset(MAIDEN_FLIGHTS)
"""The configurations of these tables."""


def of_craft(pk: int) -> Values:
    """Values of a spacecraft configuration that complete or correct the facts."""
    known: tuple[tuple[str, Mapping[int, float | str]], ...] = (
        ("height", HEIGHTS),
        ("diameter", DIAMETERS),
        ("maiden_flight", MAIDEN_FLIGHTS),
        ("crew_capacity", CREWS),
    )
    return {name: values[pk] for name, values in known if pk in values}
