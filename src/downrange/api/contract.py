"""A contract: one version of an API, as a value. Several can be served side by side."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from .components import Components
from .resource import Resource


@dataclass(frozen=True, eq=False)
class Contract:
    """`resources` stand in the order of the root listing. Everything of a contract is reached from here: the machinery
    that serves it has no name of it.
    """

    version: str
    components: Components
    resources: tuple[Resource, ...]

    @property
    def base_path(self) -> str:
        """The path below which it is served, such as `/2.3.0/`."""
        return f"/{self.version}/"

    @cached_property
    def by_route(self) -> Mapping[str, Resource]:
        return {resource.route: resource for resource in self.resources}
