"""The catalogue's models, one module per family."""

from ..revision import Revision
from .agencies import Agency
from .closures import (
    Notice,
    RoadClosure,
)
from .docking import (
    DockingEvent,
    DockingLocation,
)
from .events import (
    Event,
    Update,
)
from .images import (
    Image,
    ImageLicense,
    ImageVariant,
)
from .landings import (
    Landing,
    LandingLocation,
)
from .launchers import (
    LauncherConfiguration,
    LauncherConfigurationFamily,
)
from .launches import (
    Launch,
    Mission,
    Orbit,
    Rocket,
    TimelineEvent,
)
from .links import (
    InfoURL,
    SocialMedia,
    SocialMediaLink,
    VidURL,
)
from .pads import (
    CelestialBody,
    Location,
    Pad,
)
from .payloads import (
    Payload,
    PayloadFlight,
)
from .people import (
    Astronaut,
    AstronautFlight,
)
from .programs import (
    MissionPatch,
    Program,
)
from .spacecraft import (
    Spacecraft,
    SpacecraftConfiguration,
    SpacecraftConfigurationFamily,
    SpacecraftFlight,
)
from .stages import (
    FirstStage,
    Launcher,
)
from .stations import (
    Expedition,
    SpaceStation,
    Spacewalk,
)
from .vocabulary import (
    AgencyType,
    AstronautRole,
    AstronautStatus,
    AstronautType,
    CelestialBodyType,
    Country,
    EventType,
    FirstStageType,
    ImageVariantType,
    InfoURLType,
    LandingType,
    Language,
    LauncherStatus,
    LaunchStatus,
    MissionType,
    NetPrecision,
    NoticeType,
    PayloadType,
    ProgramType,
    RoadClosureStatus,
    SpacecraftConfigurationType,
    SpacecraftStatus,
    SpaceStationStatus,
    SpaceStationType,
    TimelineEventType,
    VidURLType,
)

__all__ = [
    "Agency",
    "AgencyType",
    "Astronaut",
    "AstronautFlight",
    "AstronautRole",
    "AstronautStatus",
    "AstronautType",
    "CelestialBody",
    "CelestialBodyType",
    "Country",
    "DockingEvent",
    "DockingLocation",
    "Event",
    "EventType",
    "Expedition",
    "FirstStage",
    "FirstStageType",
    "Image",
    "ImageLicense",
    "ImageVariant",
    "ImageVariantType",
    "InfoURL",
    "InfoURLType",
    "Landing",
    "LandingLocation",
    "LandingType",
    "Language",
    "Launch",
    "LaunchStatus",
    "Launcher",
    "LauncherConfiguration",
    "LauncherConfigurationFamily",
    "LauncherStatus",
    "Location",
    "Mission",
    "MissionPatch",
    "MissionType",
    "NetPrecision",
    "Notice",
    "NoticeType",
    "Orbit",
    "Pad",
    "Payload",
    "PayloadFlight",
    "PayloadType",
    "Program",
    "ProgramType",
    "Revision",
    "RoadClosure",
    "RoadClosureStatus",
    "Rocket",
    "SocialMedia",
    "SocialMediaLink",
    "SpaceStation",
    "SpaceStationStatus",
    "SpaceStationType",
    "Spacecraft",
    "SpacecraftConfiguration",
    "SpacecraftConfigurationFamily",
    "SpacecraftConfigurationType",
    "SpacecraftFlight",
    "SpacecraftStatus",
    "Spacewalk",
    "TimelineEvent",
    "TimelineEventType",
    "Update",
    "VidURL",
    "VidURLType",
]
