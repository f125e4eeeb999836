"""The components of Launch Library 2.3.0 by name, and what they all derive from."""

from .. import components

COMPONENTS: components.Components = {}


class Component(components.Component):
    """A component of Launch Library 2.3.0."""

    components = COMPONENTS
