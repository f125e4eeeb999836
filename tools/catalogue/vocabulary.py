"""The small vocabularies, with Launch Library's ids where they are known, else ids of the ledger."""

from .kinds import Kinds
from .records import Catalogue
from .roles import POSITIONS

PRECISION = {"SEC": 0, "MIN": 1, "HR": 2, "DAY": 5, "M": 7, "Second": 0, "Minute": 1, "Hour": 2, "Day": 5, "Month": 7}
"""Precisions by name in the facts."""

NAMES = {
    "agency_types": {
        1: "Government",
        2: "Multinational",
        3: "Commercial",
        4: "Educational",
        5: "Private",
        6: "Unknown",
    },
    "astronaut_statuses": {1: "Active", 2: "Retired", 5: "Lost In Training", 11: "Deceased"},
    "astronaut_types": {1: "Unknown", 2: "Government", 6: "Non-Human"},
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
    "program_types": {2: "Human Spaceflight"},
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
    "spacecraft_statuses": {1: "Active", 2: "Retired", 3: "Destroyed", 4: "Single Use"},
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
    (5, "Day", "DAY", "Known to the day."),
    (7, "Month", "M", "Known to the month."),
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
MISSION_TYPES = ("Human Exploration", "Resupply", "Test Flight")

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
ORBITS = (("Low Earth Orbit", "LEO"), ("Suborbital", "Sub"), ("Deep Space", "DS"))


class Vocabulary:
    """The ids of records that have no id in the facts."""

    def __init__(self, catalogue: Catalogue) -> None:
        for table, vocabulary in NAMES.items():
            catalogue.add_named(table, vocabulary)
        self._abbreviated(catalogue, "launch_statuses", LAUNCH_STATUSES)
        self._abbreviated(catalogue, "net_precisions", NET_PRECISIONS)
        catalogue.ledger.reserve("image_licenses", (pk for pk, *_ in IMAGE_LICENSES))
        for pk, name, priority, link in IMAGE_LICENSES:
            catalogue.add("image_licenses", pk, {"name": name, "priority": priority, "link": link})
        self.roles = _roles(catalogue)
        self.astronaut_types = _with_own(catalogue, "astronaut_types", "Private")
        self.astronaut_statuses = _with_own(catalogue, "astronaut_statuses", "Lost In Flight")
        self.mission_types = {name: catalogue.own("mission_types", name, {"name": name}) for name in MISSION_TYPES}
        self.commercial_station = catalogue.own("space_station_types", "Commercial", {"name": "Commercial"})
        types = {"Planet": 1, "Moon": catalogue.own("celestial_body_types", "Moon", {"name": "Moon"})}
        names = ("diameter", "mass", "gravity", "length_of_day", "atmosphere")
        self.bodies = {
            name: catalogue.own(
                "celestial_bodies",
                name,
                {"name": name, "type": types[kind], **dict(zip(names, constants, strict=True))},
            )
            for name, kind, *constants in BODIES
        }
        self.orbits = {
            name: catalogue.own(
                "orbits", name, {"name": name, "abbrev": abbrev, "celestial_body": self.bodies["Earth"]}
            )
            for name, abbrev in ORBITS
        }

        self.kinds = Kinds(catalogue, self.bodies)

    @staticmethod
    def _abbreviated(catalogue: Catalogue, table: str, rows: tuple[tuple[int, str, str, str], ...]) -> None:
        catalogue.ledger.reserve(table, (row[0] for row in rows))
        for pk, name, abbrev, description in rows:
            catalogue.add(table, pk, {"name": name, "abbrev": abbrev, "description": description})

    def precision(self, name: str) -> int:
        """The id of a precision by its name, or its name in the facts. Raises `KeyError` for an unknown name."""
        return PRECISION[name] if name in PRECISION else self.kinds.id("net_precisions", name)

    def orbit(self, destination: str | None) -> int | None:
        """The orbit of a destination: a station is in low Earth orbit."""
        if destination is None:
            return None
        if destination in {"Suborbital", "Indian Ocean"}:
            return self.orbits["Suborbital"]
        return self.orbits["Deep Space" if destination == "Deep space" else "Low Earth Orbit"]


def _with_own(catalogue: Catalogue, table: str, name: str) -> dict[str, int]:
    """Name → id of a vocabulary with one name that Launch Library is not known to have."""
    own = catalogue.own(table, name, {"name": name})
    return {name: own, **{known: pk for pk, known in NAMES[table].items()}}


def _roles(catalogue: Catalogue) -> dict[str, int]:
    """Role → id. Launch Library's id is known for commanders only."""
    catalogue.ledger.reserve("astronaut_roles", KNOWN_ROLES.values())
    ids = {role: KNOWN_ROLES.get(role) or catalogue.ledger.id("astronaut_roles", role) for role in POSITIONS}
    for priority, (role, pk) in enumerate(ids.items()):
        catalogue.add("astronaut_roles", pk, {"role": role, "priority": priority})
    return ids
