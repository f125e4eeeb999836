"""The resources of the contract, a file a family: serializers and declaration side by side."""

from ..resource import Resource
from . import images, landings, launchers, launches, links, pads, programs, vocabulary
from .agencies import AGENCIES
from .spacecraft import SPACECRAFT, SPACECRAFT_CONFIGURATIONS

RESOURCES: tuple[Resource, ...] = (
    AGENCIES,
    SPACECRAFT,
    SPACECRAFT_CONFIGURATIONS,
)
"""In the order of the root listing."""

__all__ = ["RESOURCES", "images", "landings", "launchers", "launches", "links", "pads", "programs", "vocabulary"]
