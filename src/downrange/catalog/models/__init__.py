"""The catalogue's models, a module a family."""

from ..revision import Revision
from .agencies import (
    Agency,
)
from .docking import (
    DockingEvent,
    DockingLocation,
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
from .stations import (
    Expedition,
    SpaceStation,
)
from .vocabulary import (
    AgencyType,
    AstronautRole,
    AstronautStatus,
    AstronautType,
    CelestialBodyType,
    Country,
    ImageVariantType,
    InfoURLType,
    LandingType,
    Language,
    LaunchStatus,
    MissionType,
    NetPrecision,
    PayloadType,
    ProgramType,
    SpacecraftConfigurationType,
    SpacecraftStatus,
    SpaceStationStatus,
    SpaceStationType,
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
    "Expedition",
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
    "LauncherConfiguration",
    "LauncherConfigurationFamily",
    "Location",
    "Mission",
    "MissionPatch",
    "MissionType",
    "NetPrecision",
    "Orbit",
    "Pad",
    "Payload",
    "PayloadFlight",
    "PayloadType",
    "Program",
    "ProgramType",
    "Revision",
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
    "VidURL",
    "VidURLType",
]
