"""The vocabularies whose ids in Launch Library are not known: all their ids are from the ledger.

Compiled for Downrange from general knowledge of spaceflight. Languages are those of ISO 639-1.
"""

from .records import Catalogue, Values

NAMES = {
    "first_stage_types": ("Core", "Strap-On Booster"),
    "image_variant_types": ("Icon", "Landscape", "Portrait", "Square"),
    "info_url_types": (
        "Agency Page",
        "Fact Sheet",
        "Mission Page",
        "News Article",
        "Other",
        "Payload Page",
        "Press Kit",
        "Wikipedia Article",
    ),
    "launcher_statuses": ("Active", "Expended", "Inactive", "In Production", "Lost", "Retired"),
    "mission_types": (
        "Astrophysics",
        "Communications",
        "Dedicated Rideshare",
        "Earth Science",
        "Government/Top Secret",
        "Heliophysics",
        "Lunar Exploration",
        "Navigation",
        "Planetary Science",
        "Robotic Exploration",
        "Space Station Assembly",
        "Technology",
        "Tourism",
    ),
    "notice_types": (
        "Airspace Closure",
        "Beach Closure",
        "Navigational Warning",
        "Notice to Air Missions",
        "Notice to Mariners",
        "Temporary Flight Restriction",
    ),
    "payload_types": (
        "Astronomy Satellite",
        "Communications Satellite",
        "Docking Module",
        "Docking Target",
        "Earth Observation Satellite",
        "Lunar Lander",
        "Navigation Satellite",
        "Planetary Probe",
        "Space Station Module",
    ),
    "program_types": (
        "Cargo Resupply",
        "Commercial Constellation",
        "Military",
        "Robotic Exploration",
        "Space Science",
        "Technology Demonstration",
    ),
    "road_closure_statuses": ("Closure Canceled", "Closure Possible", "Closure Scheduled", "Closure Over", "Closed"),
    "vid_url_types": ("Documentary", "Official Webcast", "Other", "Press Briefing", "Replay", "Unofficial Webcast"),
}

ASDS, RTLS, OCEAN = "Autonomous Spaceport Drone Ship", "Return to Launch Site", "Ocean"
EXPENDED = "Expended"
PARACHUTE, SPLASHDOWN, RUNWAY = "Parachute Landing on Land", "Splashdown", "Runway Landing"

LANDING_TYPES = (
    (ASDS, "ASDS", "A powered landing on an uncrewed ship."),
    (RTLS, "RTLS", "A powered landing near the launch pad."),
    (OCEAN, "Ocean", "A powered descent to the surface of the sea, where the vehicle is lost."),
    (PARACHUTE, "PL", "A descent under parachutes to land."),
    (SPLASHDOWN, "SD", "A descent under parachutes to water."),
    (RUNWAY, "RWY", "A gliding landing on a runway."),
    ("Powered Landing on Land", "PWR", "A powered descent to land away from the launch site, or on another world."),
    (EXPENDED, "EXP", "No landing is attempted."),
)
LANGUAGES = (
    ("Arabic", "ar"),
    ("Bulgarian", "bg"),
    ("Chinese", "zh"),
    ("Czech", "cs"),
    ("Danish", "da"),
    ("Dutch", "nl"),
    ("English", "en"),
    ("Finnish", "fi"),
    ("French", "fr"),
    ("German", "de"),
    ("Greek", "el"),
    ("Hebrew", "he"),
    ("Hindi", "hi"),
    ("Hungarian", "hu"),
    ("Italian", "it"),
    ("Japanese", "ja"),
    ("Kazakh", "kk"),
    ("Korean", "ko"),
    ("Norwegian", "no"),
    ("Persian", "fa"),
    ("Polish", "pl"),
    ("Portuguese", "pt"),
    ("Romanian", "ro"),
    ("Russian", "ru"),
    ("Spanish", "es"),
    ("Swedish", "sv"),
    ("Turkish", "tr"),
    ("Ukrainian", "uk"),
)
NET_PRECISIONS = (
    ("Morning", "AM", "Known to the morning of the day."),
    ("Afternoon", "PM", "Known to the afternoon of the day."),
    ("Week", "W", "Known to the week."),
    ("Quarter 1", "Q1", "Known to the first quarter of the year."),
    ("Quarter 2", "Q2", "Known to the second quarter of the year."),
    ("Quarter 3", "Q3", "Known to the third quarter of the year."),
    ("Quarter 4", "Q4", "Known to the fourth quarter of the year."),
    ("Half 1", "H1", "Known to the first half of the year."),
    ("Half 2", "H2", "Known to the second half of the year."),
    ("Year", "Y", "Known to the year."),
    ("Fiscal Year", "FY", "Known to the fiscal year of the United States."),
    ("Decade", "D", "Known to the decade."),
)
TIMELINE_EVENT_TYPES = (
    ("Go for Prop Load", "The launch director verifies go for propellant load."),
    ("Prop Load", "The loading of propellant begins."),
    ("Engine Chill", "The engines are chilled before launch."),
    ("Startup", "The flight computer takes over the countdown."),
    ("Ignition", "The engines of the first stage ignite."),
    ("Liftoff", "The vehicle leaves the pad."),
    ("Tower Clear", "The vehicle rises above the tower."),
    ("Max-Q", "The greatest mechanical stress on the vehicle."),
    ("BECO", "Booster engine cutoff."),
    ("Booster Separation", "The boosters separate from the core."),
    ("LES Jettison", "The launch escape system is jettisoned."),
    ("MECO", "Main engine cutoff."),
    ("Stage Separation", "The first stage separates from the second."),
    ("SES-1", "The engine of the second stage starts for the first time."),
    ("Boostback Burn", "The first stage turns back with a burn."),
    ("Fairing Separation", "The halves of the payload fairing separate."),
    ("Entry Burn", "The first stage slows down before it enters the atmosphere."),
    ("Landing Burn", "The first stage slows down for its landing."),
    ("Stage 1 Landing", "The first stage lands."),
    ("SECO-1", "The engine of the second stage cuts off for the first time."),
    ("SES-2", "The engine of the second stage starts for the second time."),
    ("SECO-2", "The engine of the second stage cuts off for the second time."),
    ("Spacecraft Separation", "The spacecraft separates from the last stage."),
    ("Payload Deployment", "The payload is released."),
    ("Solar Array Deployment", "The solar arrays unfold."),
    ("Deorbit Burn", "The stage brakes to leave its orbit."),
)
ORBITS = (
    ("Polar Orbit", "PO", "Earth"),
    ("Sun-Synchronous Orbit", "SSO", "Earth"),
    ("Medium Earth Orbit", "MEO", "Earth"),
    ("Geostationary Transfer Orbit", "GTO", "Earth"),
    ("Geostationary Orbit", "GEO", "Earth"),
    ("Highly Elliptical Orbit", "HEO", "Earth"),
    ("Trans Lunar Injection", "TLI", "Earth"),
    ("Lunar Orbit", "LO", "Moon"),
    ("Mars Orbit", "MO", "Mars"),
    ("Venus Orbit", "VO", "Venus"),
)


class Kinds:
    """The ids of these vocabularies, by table and name. `bodies` are the ids of celestial bodies by name."""

    def __init__(self, catalogue: Catalogue, bodies: dict[str, int]) -> None:
        self._catalogue = catalogue
        self._ids: dict[tuple[str, str], int] = {}
        for table, names in NAMES.items():
            for name in names:
                self._add(table, name, {"name": name})
        described = {"landing_types": LANDING_TYPES, "net_precisions": NET_PRECISIONS}
        for table, rows in described.items():
            for name, abbrev, description in rows:
                self._add(table, name, {"name": name, "abbrev": abbrev, "description": description})
        for name, code in LANGUAGES:
            self._add("languages", code, {"name": name, "code": code})
        for abbrev, description in TIMELINE_EVENT_TYPES:
            self._add("timeline_event_types", abbrev, {"abbrev": abbrev, "description": description})
        for name, abbrev, body in ORBITS:
            self._add("orbits", name, {"name": name, "abbrev": abbrev, "celestial_body": bodies[body]})

    def _add(self, table: str, key: str, values: Values) -> None:
        self._ids[table, key] = self._catalogue.own(table, key, values)

    def id(self, table: str, name: str) -> int:
        """The id of a name of a vocabulary. Raises `KeyError` for an unknown name."""
        return self._ids[table, name]
