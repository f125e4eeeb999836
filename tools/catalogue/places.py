"""Locations and pads: English names and positions for the codes and names of the facts."""

from typing import NamedTuple

from .countries import Countries
from .facts import Fact
from .records import Catalogue


class Place(NamedTuple):
    name: str
    short_name: str
    country: str
    latitude: float
    longitude: float
    timezone: str


LOCATIONS = {
    "NIIP-5": Place(
        "Baikonur Cosmodrome, Republic of Kazakhstan", "Baikonur Cosmodrome", "KAZ", 45.965, 63.305, "Asia/Qyzylorda"
    ),
    "KSC": Place("Kennedy Space Center, FL, USA", "Kennedy Space Center", "USA", 28.524, -80.651, "America/New_York"),
    "CC": Place("Cape Canaveral SFS, FL, USA", "Cape Canaveral", "USA", 28.489, -80.577, "America/New_York"),
    "MARS": Place("Wallops Flight Facility, Virginia, USA", "Wallops Island", "USA", 37.84, -75.48, "America/New_York"),
    "JQ": Place(
        "Jiuquan Satellite Launch Center, People's Republic of China",
        "Jiuquan Satellite Launch Center",
        "CHN",
        40.96,
        100.298,
        "Asia/Shanghai",
    ),
    "WEN": Place(
        "Wenchang Space Launch Site, People's Republic of China",
        "Wenchang Space Launch Site",
        "CHN",
        19.614,
        110.951,
        "Asia/Shanghai",
    ),
    "TNSC": Place("Tanegashima Space Center, Japan", "Tanegashima Space Center", "JPN", 30.4, 130.97, "Asia/Tokyo"),
    "CSG": Place(
        "Guiana Space Centre, French Guiana", "the Guiana Space Centre", "GUF", 5.236, -52.769, "America/Cayenne"
    ),
    "STB": Place("SpaceX Starbase, TX, USA", "Starbase", "USA", 25.997, -97.157, "America/Chicago"),
    "MOJAVE": Place("Mojave Air and Space Port, CA, USA", "Mojave", "USA", 35.059, -118.15, "America/Los_Angeles"),
    "SPACEPORT_AMERICA": Place(
        "Spaceport America, NM, USA", "Spaceport America", "USA", 32.99, -106.97, "America/Denver"
    ),
}
SAME_LOCATION = {
    "GIK-5": "NIIP-5",
    "Baikonur Cosmodrome (Tyuratam)": "NIIP-5",
    "Kennedy Space Center (ETR)": "KSC",
    "Spaceport Florida Authority": "CC",
    "Jiuquan SLC (Shuang Cheng Tzu)": "JQ",
    "Wenchang Satellite Launch Center": "WEN",
    "Tanegashima Space Center": "TNSC",
    "Starbase, Boca Chica Beach, Texas": "STB",
}
"""Other codes and names of a location in the facts."""

PADS: dict[tuple[str, str], tuple[str, float | None, float | None]] = {
    ("NIIP-5", "LC1"): ("Site 1/5", 45.92, 63.342),
    ("NIIP-5", "LC31"): ("Site 31/6", 45.996, 63.564),
    ("NIIP-5", "LC81/23"): ("Site 81/23", 46.071, 62.978),
    ("NIIP-5", "LC81/24"): ("Site 81/24", 46.071, 62.985),
    ("NIIP-5", "LC200/39"): ("Site 200/39", 46.04, 63.032),
    ("NIIP-5", "LC110L"): ("Site 110/37", 45.965, 63.305),
    ("KSC", "LC39A"): ("Launch Complex 39A", 28.608, -80.604),
    ("KSC", "LC39B"): ("Launch Complex 39B", 28.627, -80.621),
    ("CC", "LC5"): ("Launch Complex 5", 28.439, -80.573),
    ("CC", "LC14"): ("Launch Complex 14", 28.491, -80.547),
    ("CC", "LC19"): ("Launch Complex 19", 28.507, -80.554),
    ("CC", "LC34"): ("Launch Complex 34", 28.522, -80.561),
    ("CC", "LC40"): ("Space Launch Complex 40", 28.562, -80.577),
    ("CC", "SLC37B"): ("Space Launch Complex 37B", 28.532, -80.565),
    ("CC", "SLC41"): ("Space Launch Complex 41", 28.583, -80.583),
    ("MARS", "Pad 0A"): ("Launch Pad 0A", 37.834, -75.488),
    ("JQ", "LC921"): ("Launch Complex 921", 40.958, 100.291),
    ("JQ", "LC43/91"): ("Launch Complex 43/91", 40.958, 100.291),
    ("WEN", "LC101"): ("Launch Complex 101", 19.614, 110.951),
    ("WEN", "LC201"): ("Launch Complex 201", 19.618, 110.955),
    ("TNSC", "Y2"): ("Yoshinobu Launch Complex LP-2", 30.401, 130.977),
    ("CSG", "ELA3"): ("Ariane Launch Area 3", 5.239, -52.768),
    ("STB", "OLP1"): ("Orbital Launch Pad 1", 25.996, -97.154),
    ("MOJAVE", "Runway"): ("Air launch to suborbital flight, Mojave Air and Space Port", None, None),
    ("SPACEPORT_AMERICA", "Runway"): ("Air launch to suborbital flight, Spaceport America", None, None),
}

ACTIVE_LOCATIONS = frozenset(LOCATIONS)
"""Locations with a pad or runway in service, in the catalogue or not: all of them."""

ACTIVE_PADS = frozenset(
    (
        *(("NIIP-5", pad) for pad in ("LC31", "LC81/24", "LC200/39")),
        *(("KSC", "LC39A"), ("KSC", "LC39B"), ("CC", "LC40"), ("CC", "SLC41"), ("MARS", "Pad 0A")),
        *(("JQ", "LC921"), ("JQ", "LC43/91"), ("WEN", "LC101"), ("WEN", "LC201"), ("TNSC", "Y2")),
        *(("STB", "OLP1"), ("SPACEPORT_AMERICA", "Runway")),
    )
)
"""Pads in service on the catalogue's date, or being prepared for another launcher of the family that flew from them:
Antares at Wallops, Starship at Starbase, SpaceShip at Spaceport America. `JQ` has two names for one pad.

From general knowledge, not copied from a document. It can be confirmed in the operators' reports of each launch and
in Wikipedia's articles "Baikonur Cosmodrome", "Cape Canaveral Space Force Station", "Jiuquan Satellite Launch Center",
"Wenchang Space Launch Site", "Guiana Space Centre" and "SpaceX Starbase".
"""


class Places:
    """The ids of pads, by location and pad in the facts."""

    def __init__(self, catalogue: Catalogue, countries: Countries, earth: int) -> None:
        self.locations = {
            code: catalogue.own(
                "locations",
                code,
                {
                    "name": place.name,
                    "celestial_body": earth,
                    "active": code in ACTIVE_LOCATIONS,
                    "country": countries.code(place.country),
                    "latitude": place.latitude,
                    "longitude": place.longitude,
                    "timezone_name": place.timezone,
                },
            )
            for code, place in LOCATIONS.items()
        }
        self._pads = {
            (code, pad): catalogue.own(
                "pads",
                f"{code} {pad}",
                {
                    "name": name,
                    "active": (code, pad) in ACTIVE_PADS,
                    "latitude": latitude,
                    "longitude": longitude,
                    "country": countries.code(LOCATIONS[code].country),
                    "location": self.locations[code],
                },
            )
            for (code, pad), (name, latitude, longitude) in PADS.items()
        }

    def pad(self, launch: Fact) -> int | None:
        """The pad of a launch; null if the source does not name it."""
        code, pad = location_code(launch), (launch["pad_name"] or "").rstrip("?")
        if code is None or not pad:
            return None
        if (code, pad) not in self._pads:
            raise launch.error(f"there is no pad {pad!r} at {code!r}")
        return self._pads[code, pad]


def location_code(launch: Fact) -> str | None:
    """The code of the location of a launch, one for each location; null if the source does not name it."""
    named = launch["location_code"] or launch["location_name"]
    if named is None:
        return None
    code: str = SAME_LOCATION.get(named, named)
    if code not in LOCATIONS:
        raise launch.error(f"there is no location {named!r}")
    return code
