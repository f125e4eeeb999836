"""A contract: one version of an API, as a value. Several can be served side by side."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from .components import Components
from .resource import ClientObject, Endpoint, Resource
from .versions import Moved


@dataclass(frozen=True, eq=False)
class Contract:
    """`endpoints` stand in the order of the root listing. Everything of a contract is reached from here: the machinery
    that serves it has no name of it.
    """

    version: str
    components: Components
    endpoints: tuple[Endpoint, ...]
    moved: Moved = field(default_factory=Moved)
    """What other versions of it name otherwise."""

    @property
    def base_path(self) -> str:
        """The path below which it is served, such as `/2.3.0/`."""
        return f"/{self.version}/"

    @cached_property
    def resources(self) -> tuple[Resource, ...]:
        """Those of the endpoints that are lists of records."""
        return tuple(endpoint for endpoint in self.endpoints if isinstance(endpoint, Resource))

    @cached_property
    def lists(self) -> Mapping[str, Resource]:
        """The same by route."""
        return {resource.route: resource for resource in self.resources}

    @cached_property
    def by_route(self) -> Mapping[str, Endpoint]:
        return {endpoint.route: endpoint for endpoint in self.endpoints}

    @cached_property
    def client_paths(self) -> tuple[str, ...]:
        """The paths whose answer depends on the client."""
        clients = (endpoint for endpoint in self.endpoints if isinstance(endpoint, ClientObject))
        return tuple(f"{self.base_path}{endpoint.route}/" for endpoint in clients)
