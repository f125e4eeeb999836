"""The small vocabularies, with Launch Library's ids where they are known, else ids of the ledger."""

from .kinds import Kinds
from .records import Catalogue
from .roles import POSITIONS

EARTH = 1
ASDS, RTLS, OCEAN = "Autonomous Spaceport Drone Ship", "Return to Launch Site", "Ocean"
EXPENDED, PARACHUTE, RUNWAY, VERTICAL = "Expended", "Parachute Landing", "Horizontal Landing", "Vertical Landing"

NAMES = {
    "agency_types": {
        1: "Government",
        2: "Multinational",
        3: "Commercial",
        4: "Educational",
        5: "Private",
        6: "Unknown",
    },
    "astronaut_statuses": {
        1: "Active",
        2: "Retired",
        3: "In-Training",
        4: "Lost In Flight",
        5: "Lost In Training",
        6: "Died While In Active Service",
        7: "Dismissed",
        8: "Resigned during Training",
        11: "Deceased",
        14: "Occasional Spaceflight",
    },
    "astronaut_types": {
        1: "Unknown",
        2: "Government",
        3: "Private",
        4: "Non-Astronaut Passenger",
        5: "Payload Specialist",
        6: "Non-Human",
        7: "Commercial",
    },
    "celestial_body_types": {1: "Planet"},
    "event_types": {
        2: "Docking",
        3: "EVA",
        4: "Berthing",
        5: "Static Fire",
        6: "Spacecraft Event",
        7: "Moon Landing",
        8: "Undocking",
        9: "Landing",
        10: "Abort Test",
        11: "Celestial Event",
        12: "Hatch Opening",
        13: "Release",
        14: "Test Flight",
        15: "Change of Command",
        16: "Orbital Insertion",
        17: "Farewell Ceremony",
        18: "Rehearsal",
        19: "Ambient Pressure Test",
        20: "Press Event",
        21: "Cryoproof Test",
        22: "Wet Dress Rehearsal",
        23: "Flyby",
        24: "Launch",
    },
    "payload_types": {4: "Technology Demonstrator"},
    "program_types": {
        2: "Human Spaceflight",
        3: "Communication Constellation",
        4: "Navigation Constellation",
        7: "Technology",
        8: "Earth Observation",
    },
    "space_station_statuses": {1: "Active", 2: "De-Orbited"},
    "space_station_types": {2: "Government"},
    "spacecraft_configuration_types": {
        1: "Unknown",
        2: "Capsule",
        3: "Spaceplane",
        4: "Cargo Resupply",
        6: "Reuseable Upper Stage",
        7: "Lander",
    },
    "spacecraft_statuses": {
        1: "Active",
        2: "Retired",
        3: "Destroyed",
        4: "Single Use",
        5: "Under construction",
    },
}

KNOWN_ROLES = {"Commander": 1}

LAUNCH_STATUSES = (
    (1, "Go for Launch", "Go", "The instant of launch is confirmed."),
    (2, "To Be Determined", "TBD", "The date is a placeholder or a rough estimate."),
    (3, "Launch Successful", "Success", "The payload reached its intended path."),
    (4, "Launch Failure", "Failure", "The payload did not reach a usable path."),
    (5, "On Hold", "Hold", "The countdown is stopped and may go on."),
    (6, "Launch in Flight", "In Flight", "The vehicle has left the pad and its outcome is open."),
    (7, "Launch was a Partial Failure", "Partial Failure", "The payload reached a path other than the intended one."),
    (8, "To Be Confirmed", "TBC", "The date is likely, but not yet confirmed."),
    (9, "Payload Deployed", "Deployed", "The payload was released and its success is not yet known."),
)
NET_PRECISIONS = (
    (0, "Second", "SEC", "Known to the second."),
    (1, "Minute", "MIN", "Known to the minute."),
    (2, "Hour", "HR", "Known to the hour."),
    (3, "Morning", "AM", "Known to the morning of the day."),
    (4, "Afternoon", "PM", "Known to the afternoon of the day."),
    (5, "Day", "DAY", "Known to the day."),
    (6, "Week", "W", "Known to the week."),
    (7, "Month", "M", "Known to the month."),
    (8, "Quarter 1", "Q1", "Known to the first quarter of the year."),
    (9, "Quarter 2", "Q2", "Known to the second quarter of the year."),
    (10, "Quarter 3", "Q3", "Known to the third quarter of the year."),
    (11, "Quarter 4", "Q4", "Known to the fourth quarter of the year."),
    (12, "Year Half 1", "H1", "Known to the first half of the year."),
    (13, "Year Half 2", "H2", "Known to the second half of the year."),
    (14, "Year", "Y", "Known to the year."),
    (15, "Fiscal Year", "FY", "Known to the fiscal year of the United States."),
    (16, "Decade", "D", "Known to the decade."),
)
LANDING_TYPES = (
    (1, ASDS, "ASDS", "A powered landing on an uncrewed ship."),
    (2, RTLS, "RTLS", "A powered landing near the launch pad."),
    (3, OCEAN, "Ocean", "A powered descent to the surface of the sea, where the vehicle is lost."),
    (4, PARACHUTE, "PL", "A descent under parachutes to land or water."),
    (6, RUNWAY, "HL", "A gliding landing on a runway."),
    (7, "Destructive Reentry", "DR", "The vehicle breaks up in the atmosphere."),
    (8, EXPENDED, "EXP", "No landing is attempted."),
    (9, VERTICAL, "VL", "A powered descent to land away from the launch site, or on another world."),
    (10, "Parafoil Landing", "PF", "A descent under a parafoil."),
)
IMAGE_LICENSES = (
    (1, "Unknown", 9, None),
    (
        2,
        "ESA Standard Licence",
        2,
        "https://www.esa.int/ESA_Multimedia/Terms_and_conditions_of_use_of_images_and_videos_available_on_the_esa_website",
    ),
    (4, "NASA Image and Media Guidelines", 0, "https://www.nasa.gov/nasa-brand-center/images-and-media/"),
    (5, "CC BY-NC 2.0", 1, "https://creativecommons.org/licenses/by-nc/2.0/"),
    (10, "ULA Image Use Policy", 3, None),
    (14, "Roscosmos Image Use Policy", 3, None),
    (21, "CC BY-SA 3.0", 4, "https://creativecommons.org/licenses/by-sa/3.0/"),
)
BODIES = (
    # name, type, diameter in m, mass in kg, gravity in m/s^2, day, atmosphere
    ("Earth", "Planet", 12742000.0, 5.972168e24, 9.80665, "P1D", True),
    ("Moon", "Moon", 3474800.0, 7.342e22, 1.62, "P29DT12H44M3S", False),
    ("Mercury", "Planet", 4879400.0, 3.3011e23, 3.7, "P175DT22H36M", False),
    ("Venus", "Planet", 12103600.0, 4.8675e24, 8.87, "P116DT18H", True),
    ("Mars", "Planet", 6779000.0, 6.4171e23, 3.721, "P1DT39M35S", True),
    ("Jupiter", "Planet", 139822000.0, 1.8982e27, 24.79, "PT9H55M30S", True),
    ("Saturn", "Planet", 116464000.0, 5.6834e26, 10.44, "PT10H33M38S", True),
    ("Uranus", "Planet", 50724000.0, 8.681e25, 8.87, "PT17H14M24S", True),
    ("Neptune", "Planet", 49244000.0, 1.02409e26, 11.15, "PT16H6M36S", True),
)
ORBITS = (
    (0, "Elliptical Orbit", "Elliptical", "Earth"),
    (1, "Geostationary Orbit", "GEO", "Earth"),
    (2, "Geostationary Transfer Orbit", "GTO", "Earth"),
    (4, "Geosynchronous Transfer Orbit", "GSTO", "Earth"),
    (5, "Heliocentric L1", "Helio-L1", "Earth"),
    (6, "Heliocentric N/A", "Helio-N/A", "Earth"),
    (8, "Low Earth Orbit", "LEO", "Earth"),
    (9, "Lunar flyby", "LF", "Moon"),
    (11, "Lunar Orbit", "LO", "Moon"),
    (12, "Medium Earth Orbit", "MEO", "Earth"),
    (13, "Polar Orbit", "PO", "Earth"),
    (15, "Suborbital", "Sub", "Earth"),
    (16, "Sun-Earth L2", "L2", "Earth"),
    (17, "Sun-Synchronous Orbit", "SSO", "Earth"),
    (19, "Mars Orbit", "Mars", "Mars"),
    (20, "Venus Orbit", "Venus", "Venus"),
    (21, "Asteroid", "Asteroid", "Earth"),
    (25, "Unknown", "N/A", "Earth"),
)
OWN_ORBITS = (("Deep Space", "DS"), ("Trans Lunar Injection", "TLI"))
"""Orbits whose id in Launch Library is not known."""
PRECISION = {text: pk for pk, name, abbrev, _ in NET_PRECISIONS for text in (name, abbrev)}
"""Precisions by name and by abbreviation, as the facts have them."""

LANDING_TYPE = {name: pk for pk, name, *_ in LANDING_TYPES}


class Vocabulary:
    """The ids of records that have no id in the facts."""

    def __init__(self, catalogue: Catalogue) -> None:
        for table, vocabulary in NAMES.items():
            catalogue.add_named(table, vocabulary)
        self._abbreviated(catalogue, "launch_statuses", LAUNCH_STATUSES)
        self._abbreviated(catalogue, "net_precisions", NET_PRECISIONS)
        self._abbreviated(catalogue, "landing_types", LANDING_TYPES)
        catalogue.ledger.reserve("image_licenses", (pk for pk, *_ in IMAGE_LICENSES))
        for pk, name, priority, link in IMAGE_LICENSES:
            catalogue.add("image_licenses", pk, {"name": name, "priority": priority, "link": link})
        self.roles = _roles(catalogue)
        self.astronaut_types = _ids("astronaut_types")
        self.astronaut_statuses = _ids("astronaut_statuses")
        self.commercial_station = catalogue.own("space_station_types", "Commercial", {"name": "Commercial"})
        types = {"Planet": 1, "Moon": catalogue.own("celestial_body_types", "Moon", {"name": "Moon"})}
        names = ("diameter", "mass", "gravity", "length_of_day", "atmosphere")
        self.bodies: dict[str, int] = {}
        catalogue.ledger.reserve("celestial_bodies", [EARTH])
        for name, kind, *constants in BODIES:
            pk = EARTH if name == "Earth" else catalogue.ledger.id("celestial_bodies", name)
            values = {"name": name, "type": types[kind], **dict(zip(names, constants, strict=True))}
            self.bodies[name] = catalogue.add("celestial_bodies", pk, values)
        self.orbits = self._orbits(catalogue)
        self.kinds = Kinds(catalogue)
        self.mission_types = self.kinds.ids("mission_types")

    def _orbits(self, catalogue: Catalogue) -> dict[str, int]:
        """Name → id of each orbit."""
        catalogue.ledger.reserve("orbits", (pk for pk, *_ in ORBITS))
        rows = [*ORBITS, *((catalogue.ledger.id("orbits", name), name, abbrev, "Earth") for name, abbrev in OWN_ORBITS)]
        for pk, name, abbrev, body in rows:
            values = {"name": name, "abbrev": abbrev, "celestial_body": self.bodies[body]}
            catalogue.add("orbits", pk, values)
        return {name: pk for pk, name, *_ in rows}

    @staticmethod
    def _abbreviated(catalogue: Catalogue, table: str, rows: tuple[tuple[int, str, str, str], ...]) -> None:
        catalogue.ledger.reserve(table, (row[0] for row in rows))
        for pk, name, abbrev, description in rows:
            catalogue.add(table, pk, {"name": name, "abbrev": abbrev, "description": description})

    @staticmethod
    def precision(name: str) -> int:
        """The id of a precision by its name, or its name in the facts. Raises `KeyError` for an unknown name."""
        return PRECISION[name]

    @staticmethod
    def landing_type(name: str) -> int:
        """The id of a type of landing. Raises `KeyError` for an unknown name."""
        return LANDING_TYPE[name]

    def orbit(self, destination: str | None) -> int | None:
        """The orbit of a destination: a station is in low Earth orbit."""
        if destination is None:
            return None
        if destination in {"Suborbital", "Indian Ocean"}:
            return self.orbits["Suborbital"]
        if destination == "Heliocentric":
            return self.orbits["Heliocentric N/A"]
        if destination in self.orbits:
            return self.orbits[destination]
        return self.orbits["Deep Space" if destination == "Deep space" else "Low Earth Orbit"]


def _ids(table: str) -> dict[str, int]:
    """Name → id of a vocabulary."""
    return {name: pk for pk, name in NAMES[table].items()}


def _roles(catalogue: Catalogue) -> dict[str, int]:
    """Role → id. Launch Library's id is known for commanders only."""
    catalogue.ledger.reserve("astronaut_roles", KNOWN_ROLES.values())
    ids = {role: KNOWN_ROLES.get(role) or catalogue.ledger.id("astronaut_roles", role) for role in POSITIONS}
    for priority, (role, pk) in enumerate(ids.items()):
        catalogue.add("astronaut_roles", pk, {"role": role, "priority": priority})
    return ids
