"""Landing locations: the meaning of the short texts of GCAT, as far as it is certain."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from .facts import Fact
from .records import Catalogue

DEGREES = re.compile(r"(?P<degrees>\d+(?:\.\d+)?)(?: (?P<minutes>\d{2}))?(?P<side>[NSEW])")


class Point(NamedTuple):
    """A place on Earth in degrees, north and east positive, and the text that it was read from, written out."""

    latitude: float
    longitude: float
    text: str
    about: bool


class Site(NamedTuple):
    name: str
    abbrev: str
    latitude: float | None = None
    longitude: float | None = None
    location: int | None = None
    body: str = "Earth"


KNOWN_ID = {
    "OCISLY": 1,
    "JRTI": 3,
    "LZ-2": 5,
    "Atlantic Ocean": 6,
    "LZ-4": 7,
    "CR": 11,
    "Unknown": 12,
    "Gulf of Mexico": 16,
    "ASOG": 17,
    "Jacklyn": 51,
    "LC-3": 58,
    "ZQ-3 LZ": 60,
    "LM-12A LZ": 61,
    "LZ-40": 62,
    "LHZ": 63,
}
"""Landing locations whose id in Launch Library is known."""

SITES = {
    "ASOG": Site("A Shortfall of Gravitas", "ASOG"),
    "Atlantic Ocean": Site("Atlantic Ocean", "ATL"),
    "Baikonur": Site("Yubileiny Airfield, Baikonur Cosmodrome", "", location=15),
    "CR": Site("Corn Ranch Landing Pad, West Texas", "CR", location=29),
    "Descartes": Site("Descartes Highlands, Moon", "", -8.973, 15.5, body="Moon"),
    "Dongfeng": Site("Dongfeng landing site, People's Republic of China", ""),
    "Edwards": Site("Edwards Air Force Base, CA, USA", "EAFB", 34.906, -117.884),
    "Fra Mauro": Site("Fra Mauro, Moon", "", -3.645, -17.471, body="Moon"),
    "Gulf of Mexico": Site("Gulf of Mexico", ""),
    "Hadley–Apennine": Site("Hadley–Apennine, Moon", "", 26.132, 3.634, body="Moon"),
    "Indian Ocean": Site("Indian Ocean", ""),
    "Inner Mongolia": Site("Inner Mongolia, People's Republic of China", ""),
    "JRTI": Site("Just Read the Instructions", "JRTI"),
    "JRTI-1": Site("Just Read the Instructions (Marmac 300)", "JRTI-1"),
    "Jacklyn": Site("Jacklyn", "LPV1"),
    "Kazakhstan": Site("Kazakhstan", ""),
    "LC-3": Site("Launch Complex 3 Landing Pad", "LC-3"),
    "LHZ": Site("Ling Hang Zhe", "LHZ"),
    "LM-12A LZ": Site("Long March 12A Landing Site", "LM-12A LZ"),
    "LZ-1": Site("Landing Zone 1", "LZ-1", 28.486, -80.544, location=12),
    "LZ-2": Site("Landing Zone 2", "LZ-2", location=12),
    "LZ-4": Site("Landing Zone 4", "LZ-4", location=11),
    "LZ-40": Site("Landing Zone 40", "LZ-40", location=12),
    "Mojave": Site("Mojave Air and Space Port, CA, USA", "", location=144),
    "OCISLY": Site("Of Course I Still Love You", "OCISLY"),
    "Ocean of Storms": Site("Ocean of Storms, Moon", "", -3.012, -23.422, body="Moon"),
    "Pacific Ocean": Site("Pacific Ocean", ""),
    "SLF": Site("Shuttle Landing Facility, Kennedy Space Center", "SLF", 28.615, -80.695, 27),
    "Sea of Tranquility": Site("Sea of Tranquility, Moon", "", 0.674, 23.473, body="Moon"),
    "Spaceport America": Site("Spaceport America, NM, USA", "", location=31),
    "Starbase": Site("Launch and catch tower, Starbase", "", location=143),
    "Taurus–Littrow": Site("Taurus–Littrow, Moon", "", 20.191, 30.772, body="Moon"),
    "Unknown": Site("Unknown", "N/A"),
    "Vandenberg": Site("Vandenberg Space Force Base, CA, USA", "VSFB"),
    "WSSH": Site("White Sands Space Harbor, NM, USA", "WSSH", 32.943, -106.42),
    "ZQ-3 LZ": Site("Zhuque-3 Landing Site", "ZQ-3 LZ"),
}
STAGE_SITES = {
    "ATL": "Atlantic Ocean",
    "GOM": "Gulf of Mexico",
    "LPV1": "Jacklyn",
    "N/A": "Unknown",
    "PAC": "Pacific Ocean",
    "Starbase tower": "Starbase",
}
"""Other abbreviations of the log for these sites."""

ACTIVE_SITES = frozenset(
    (
        *(
            "ASOG",
            "JRTI",
            "OCISLY",
            "Jacklyn",
            "LHZ",
            "LZ-2",
            "LZ-4",
            "LZ-40",
            "CR",
            "ZQ-3 LZ",
            "LM-12A LZ",
            "Starbase",
            "SLF",
            "WSSH",
            "Vandenberg",
            "Spaceport America",
        ),
        *("Dongfeng", "Inner Mongolia", "Kazakhstan"),
        *("Atlantic Ocean", "Gulf of Mexico", "Indian Ocean", "Pacific Ocean", "Unknown"),
    )
)
"""Sites in use on the catalogue's date. Not in use are the runways of Buran, of the Space Shuttle in California and of
SpaceShipOne, the barge that was retired in 2015, and the zone that was closed in 2025. A sea is always in use. From
general knowledge, not copied from a document. The operators' reports of each landing can confirm it.
"""

WORDS = {
    "Arkalyk": "Kazakhstan",
    "Dongfeng": "Dongfeng",
    "EAFB RW04L": "Edwards",
    "EAFB RW22": "Edwards",
    "KSC RW15": "SLF",
    "KSC RW33": "SLF",
    "Kaz.": "Kazakhstan",
    "Kazakhstan": "Kazakhstan",
    "Kazakstan": "Kazakhstan",
    "POR": "Pacific Ocean",
    "WSSH": "WSSH",
}
BOXES = (
    # site, south, north, west, east: each box lies completely inside the named place
    ("Kazakhstan", 46.0, 52.3, 62.0, 74.0),
    ("Kazakhstan", 47.0, 50.6, 58.5, 62.0),
    ("Inner Mongolia", 40.0, 43.0, 110.0, 113.0),
    ("Dongfeng", 40.9, 42.0, 99.5, 100.5),
    ("Atlantic Ocean", 24.0, 31.5, -80.9, -60.0),
    ("Gulf of Mexico", 26.0, 30.0, -88.0, -83.2),
    ("Pacific Ocean", 26.0, 33.2, -130.0, -117.4),
    ("Pacific Ocean", 33.2, 34.0, -130.0, -120.0),
    ("White Sands", 32.8, 33.0, -106.5, -106.3),
    ("Indian Ocean", -35.0, -10.0, 60.0, 110.0),
)


def read_point(text: str) -> Point | None:
    """`26 44N 71 57W`, `69.70E 47.34N`, `GM 86.2W 29.7N`; a question mark means "about". None for anything else."""
    found = {match["side"]: match for match in DEGREES.finditer(text)}
    north, east = found.get("N") or found.get("S"), found.get("E") or found.get("W")
    rest = DEGREES.sub("", text).replace("?", "").strip()
    if north is None or east is None or rest not in {"", "GM"}:
        return None
    return Point(_degrees(north), _degrees(east), f"{_clear(north)} {_clear(east)}", text.endswith("?"))


def _degrees(match: re.Match[str]) -> float:
    value = float(match["degrees"]) + float(match["minutes"] or 0) / 60
    return -value if match["side"] in "SW" else value


def _clear(match: re.Match[str]) -> str:
    minutes = f"{match['minutes']}′" if match["minutes"] else ""
    return f"{match['degrees']}°{minutes}{match['side']}"


def site_of(text: str | None) -> str | None:
    """The key of the site that a text means; None if that is not certain."""
    if text is None:
        return None
    point = read_point(text)
    if point is None:
        return WORDS.get(text)
    for site, south, north, west, east in BOXES:
        if south <= point.latitude <= north and west <= point.longitude <= east:
            return "WSSH" if site == "White Sands" else site
    return None


def describe_landing(text: str | None) -> str:
    """`Landed at 26°44′N 71°57′W.`; empty if the facts have no more than the site."""
    if text is None:
        return ""
    point = read_point(text)
    if point is not None:
        return f"Landed {'about' if point.about else 'at'} {point.text}."
    if text == "Arkalyk":
        return "Landed near Arkalyk."
    runway = re.search(r"RW(\d{2}[LRC]?)", text)
    return f"Landed on runway {runway[1]}." if runway else ""


class LandingSites:
    """The ids of landing locations, by key."""

    def __init__(self, catalogue: Catalogue, bodies: Mapping[str, int]) -> None:
        catalogue.ledger.reserve("landing_locations", KNOWN_ID.values())
        self._ids: dict[str, int] = {}
        for key, site in SITES.items():
            pk = KNOWN_ID.get(key) or catalogue.ledger.id("landing_locations", key)
            values = {
                "name": site.name,
                "active": key in ACTIVE_SITES,
                "abbrev": site.abbrev,
                "latitude": site.latitude,
                "longitude": site.longitude,
                "location": site.location,
                "celestial_body": bodies[site.body],
            }
            self._ids[key] = catalogue.add("landing_locations", pk, values)

    def id(self, text: str | None, known: str | None = None) -> int:
        """The landing location that a text of the facts means; else the given one; else "Unknown"."""
        return self._ids[site_of(text) or known or "Unknown"]

    def of_stage(self, launch: Fact, place: str | None) -> int:
        """The landing location of a stage, by its abbreviation in the log."""
        key = "Unknown" if place is None else STAGE_SITES.get(place, place)
        if key not in self._ids:
            raise launch.error(f"there is no landing location {place!r}")
        return self._ids[key]
