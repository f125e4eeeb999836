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
    "launcher_statuses": ("Active", "Destroyed", "Expended", "Inactive", "In Production", "Lost", "Retired"),
    "mission_types": (
        "Astrophysics",
        "Communications",
        "Dedicated Rideshare",
        "Earth Science",
        "Government/Top Secret",
        "Heliophysics",
        "Human Exploration",
        "Lunar Exploration",
        "Materials Science",
        "Mission Extension",
        "Navigation",
        "Planetary Science",
        "Resupply",
        "Robotic Exploration",
        "Space Situational Awareness",
        "Space Station Assembly",
        "Technology",
        "Test Flight",
        "Tourism",
        "Unknown",
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
    "program_types": ("Cargo Resupply", "Military", "Robotic Exploration", "Space Science"),
    "road_closure_statuses": ("Closure Canceled", "Closure Possible", "Closure Scheduled", "Closure Over", "Closed"),
    "vid_url_types": ("Documentary", "Official Webcast", "Other", "Press Briefing", "Replay", "Unofficial Webcast"),
}

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


class Kinds:
    """The ids of these vocabularies, by table and name."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._ids: dict[tuple[str, str], int] = {}
        for table, names in NAMES.items():
            for name in names:
                self._add(table, name, {"name": name})
        for name, code in LANGUAGES:
            self._add("languages", code, {"name": name, "code": code})
        for abbrev, description in TIMELINE_EVENT_TYPES:
            self._add("timeline_event_types", abbrev, {"abbrev": abbrev, "description": description})

    def _add(self, table: str, key: str, values: Values) -> None:
        self._ids[table, key] = self._catalogue.own(table, key, values)

    def id(self, table: str, name: str) -> int:
        """The id of a name of a vocabulary. Raises `KeyError` for an unknown name."""
        return self._ids[table, name]

    def ids(self, table: str) -> dict[str, int]:
        """Name → id of one vocabulary."""
        return {name: pk for (kind, name), pk in self._ids.items() if kind == table}
