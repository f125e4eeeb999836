"""Agencies: those of the facts, and the launch service providers and manufacturers that GCAT gives as codes."""

from typing import NamedTuple

from .countries import Countries
from .facts import Facts
from .records import Catalogue

GOVERNMENT, COMMERCIAL = 1, 3

ESA_MEMBERS = "AUT BEL CHE CZE DEU DNK ESP EST FIN FRA GBR GRC HUN IRL ITA LUX NLD NOR POL PRT ROU SVN SWE".split()  # noqa: SIM905


class Known(NamedTuple):
    """Certain values of an agency of the facts, beyond its name."""

    countries: list[str]
    founding_year: int | None = None
    description: str | None = None


OF_THE_FACTS = {
    63: Known(["RUS"], 1992, "Roscosmos is Russia's state corporation for spaceflight."),
    1000: Known(["RUS"], 1946, "Energia builds the Soyuz and Progress spacecraft. It was founded as OKB-1."),
    121: Known(["USA"], 2002, "SpaceX builds and flies the Falcon rockets, the Dragon spacecraft and Starship."),
    257: Known(["USA"], None, "Northrop Grumman Space Systems builds the Cygnus spacecraft."),
    44: Known(["USA"], 1958, "NASA is the civil space agency of the United States."),
    17: Known(["CHN"], 1993, "CNSA is the national space agency of China."),
    80: Known(["USA"], 1916, "Boeing builds the CST-100 Starliner spacecraft."),
    10001: Known(["JPN"], 2003, "JAXA is the national space agency of Japan."),
    10002: Known(ESA_MEMBERS, 1975, "ESA is the space agency of its European member states."),
    10003: Known(["USA"], 2019, "The United States Space Force is the space branch of the United States Armed Forces."),
    10004: Known(["USA"], 1982, "Scaled Composites built SpaceShipOne."),
    10005: Known(["USA"], 2004, "Virgin Galactic flew SpaceShipTwo."),
}


class Own(NamedTuple):
    """An agency that the facts give only as a code, or not at all."""

    name: str
    abbrev: str
    type: int
    countries: list[str]
    founding_year: int | None = None


OWN = {
    "AE": Own("Arianespace", "ASA", COMMERCIAL, ["FRA"], 1980),
    "ASC": Own("Canadian Space Agency", "CSA", GOVERNMENT, ["CAN"], 1989),
    "BIGE": Own("Bigelow Aerospace", "BA", COMMERCIAL, ["USA"], 1999),
    "CALT": Own("China Academy of Launch Vehicle Technology", "CALT", GOVERNMENT, ["CHN"], 1957),
    "GRUMMAN": Own("Grumman Aircraft Engineering Corporation", "Grumman", COMMERCIAL, ["USA"], 1929),
    "KHRU": Own("Khrunichev State Research and Production Space Center", "KhSC", GOVERNMENT, ["RUS"], 1993),
    "LMSC": Own("Lockheed Missiles and Space Company", "LMSC", COMMERCIAL, ["USA"]),
    "MHI": Own("Mitsubishi Heavy Industries", "MHI", COMMERCIAL, ["JPN"]),
    "OSC": Own("Orbital Sciences Corporation", "OSC", COMMERCIAL, ["USA"], 1982),
    "ROCKWELL": Own("Rockwell International", "Rockwell", COMMERCIAL, ["USA"], 1973),
    "RVSN": Own("Soviet Strategic Rocket Forces", "RVSN", GOVERNMENT, ["RUS"], 1959),
    "RVSNR": Own("Russian Strategic Rocket Forces", "RVSN RF", GOVERNMENT, ["RUS"]),
    "SAMP": Own("Progress Rocket Space Centre", "RKTs Progress", GOVERNMENT, ["RUS"]),
    "ULA": Own("United Launch Alliance", "ULA", COMMERCIAL, ["USA"], 2006),
    "UNKS": Own("Chief Directorate of Space Assets of the Soviet Ministry of Defence", "UNKS", GOVERNMENT, ["RUS"]),
    "UNKSR": Own(
        "Chief Directorate of Space Assets of the Russian Ministry of Defence", "UNKS RF", GOVERNMENT, ["RUS"]
    ),
    "USAF": Own("United States Air Force", "USAF", GOVERNMENT, ["USA"], 1947),
    "VKSR": Own("Russian Military Space Forces", "VKS", GOVERNMENT, ["RUS"], 1992),
}

CODES: dict[str, int | str] = {
    "FKA": 63,
    "JAXA": 10001,
    "JSC/MSFC": 44,
    "MSFC": 44,
    "NGIS": 257,
    "RAKA": 63,
    "SCALED": 10004,
    "SPX": 121,
    "VG": 10005,
    "AFSSD": "USAF",
    "AFSSD/MSC": "USAF",
    "AFSSD/STG": "USAF",
    "AFSSD/STGL": "USAF",
    "ULAB": "ULA",
    "ULAL": "ULA",
}
"""Codes of GCAT that mean an agency with an id in the facts, or one of several codes for an agency of our own."""


class Agencies:
    """The ids of agencies, by code of GCAT and by key of `OWN`."""

    def __init__(self, catalogue: Catalogue, facts: Facts, countries: Countries) -> None:
        known = facts.by_id("agencies")
        catalogue.ledger.reserve("agencies", known)
        for pk, fact in known.items():
            about = OF_THE_FACTS.get(pk, Known([]))
            values = {
                "name": fact["name"],
                "abbrev": fact["abbrev"] or "",
                "type": fact["type"]["id"],
                "country": [countries.code(code) for code in about.countries],
                "founding_year": about.founding_year,
                "description": about.description,
            }
            catalogue.add("agencies", pk, values, fact)
        self._own = {
            key: catalogue.own(
                "agencies",
                key,
                {
                    "name": agency.name,
                    "abbrev": agency.abbrev,
                    "type": agency.type,
                    "country": [countries.code(code) for code in agency.countries],
                    "founding_year": agency.founding_year,
                },
            )
            for key, agency in OWN.items()
        }

    def code(self, code: str) -> int:
        """The agency of a code. Raises `KeyError` for an unknown code."""
        meant = CODES.get(code, code)
        return self._own[meant] if isinstance(meant, str) else meant
