"""Launch Library 2.3.0. Each file is one family: components and resources side by side."""

from ..contract import Contract
from ..resource import Endpoint
from . import images, links
from .agencies import AGENCIES
from .components import COMPONENTS
from .dashboard import STARSHIP_DASHBOARD
from .docking import DOCKING_EVENTS, DOCKING_LOCATIONS
from .events import EVENTS, PREVIOUS_EVENTS, UPCOMING_EVENTS
from .expeditions import EXPEDITIONS
from .flights import SPACECRAFT_FLIGHTS
from .landings import LANDING_LOCATIONS, LANDINGS
from .launchers import LAUNCHER_CONFIGURATION_FAMILIES, LAUNCHER_CONFIGURATIONS
from .launches import LAUNCHES, ORBITS, PREVIOUS_LAUNCHES, UPCOMING_LAUNCHES
from .moved import MOVED
from .pads import CELESTIAL_BODIES, LOCATIONS, PADS
from .payloads import PAYLOAD_FLIGHTS, PAYLOADS
from .people import ASTRONAUTS
from .programs import MISSION_PATCHES, PROGRAMS
from .spacecraft import SPACECRAFT, SPACECRAFT_CONFIGURATION_FAMILIES, SPACECRAFT_CONFIGURATIONS
from .spacewalks import SPACEWALKS
from .stages import LAUNCHERS
from .stations import SPACE_STATIONS
from .throttle import API_THROTTLE
from .updates import UPDATES
from .vocabulary import VOCABULARIES

NESTED_ONLY = (images, links)
"""Imported for their components, which others nest by name."""

ENDPOINTS: tuple[Endpoint, ...] = (
    AGENCIES,
    API_THROTTLE,
    ASTRONAUTS,
    CELESTIAL_BODIES,
    STARSHIP_DASHBOARD,
    DOCKING_EVENTS,
    EVENTS,
    PREVIOUS_EVENTS,
    UPCOMING_EVENTS,
    EXPEDITIONS,
    LANDINGS,
    LAUNCHER_CONFIGURATION_FAMILIES,
    LAUNCHER_CONFIGURATIONS,
    LAUNCHERS,
    LAUNCHES,
    PREVIOUS_LAUNCHES,
    UPCOMING_LAUNCHES,
    LOCATIONS,
    MISSION_PATCHES,
    PADS,
    PAYLOAD_FLIGHTS,
    PAYLOADS,
    PROGRAMS,
    SPACE_STATIONS,
    SPACECRAFT,
    SPACECRAFT_CONFIGURATION_FAMILIES,
    SPACECRAFT_CONFIGURATIONS,
    SPACECRAFT_FLIGHTS,
    SPACEWALKS,
    UPDATES,
    *sorted((*VOCABULARIES, DOCKING_LOCATIONS, LANDING_LOCATIONS, ORBITS), key=lambda resource: resource.route),
)
"""In the order of the root listing."""

CONTRACT = Contract("2.3.0", COMPONENTS, ENDPOINTS, MOVED)
RESOURCES = CONTRACT.resources
