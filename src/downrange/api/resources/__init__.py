"""The resources of the contract, a file a family: serializers and declaration side by side."""

from ..resource import Resource
from . import flights, images, launchers, links, payloads, programs
from .agencies import AGENCIES
from .docking import DOCKING_EVENTS, DOCKING_LOCATIONS
from .landings import LANDING_LOCATIONS
from .launches import ORBITS
from .pads import CELESTIAL_BODIES, LOCATIONS, PADS
from .spacecraft import SPACECRAFT, SPACECRAFT_CONFIGURATION_FAMILIES, SPACECRAFT_CONFIGURATIONS
from .stations import SPACE_STATIONS
from .vocabulary import VOCABULARIES

# Imported for the components in them, which others nest by name.
NESTED_ONLY = (flights, images, launchers, links, payloads, programs)

RESOURCES: tuple[Resource, ...] = (
    AGENCIES,
    CELESTIAL_BODIES,
    DOCKING_EVENTS,
    LOCATIONS,
    PADS,
    SPACE_STATIONS,
    SPACECRAFT,
    SPACECRAFT_CONFIGURATION_FAMILIES,
    SPACECRAFT_CONFIGURATIONS,
    *sorted((*VOCABULARIES, DOCKING_LOCATIONS, LANDING_LOCATIONS, ORBITS), key=lambda resource: resource.route),
)
"""In the order of the root listing."""
