"""Every derivation of the catalogue, in the order in which they are computed: some read what those before have stored,
such as the fastest turnaround of a configuration, which is the least of its flights' turnarounds.
"""

from functools import cache

from . import agencies, launchers, launches, people, places, spacecraft, spacewalks, stations
from .derivation import Derivation
from .scope import Node, tree

DERIVATIONS = (
    *spacecraft.DERIVATIONS,
    *launches.DERIVATIONS,
    *launchers.DERIVATIONS,
    *agencies.DERIVATIONS,
    *places.DERIVATIONS,
    *stations.DERIVATIONS,
    *people.DERIVATIONS,
    *spacewalks.DERIVATIONS,
)


@cache
def trees() -> tuple[tuple[Derivation, Node], ...]:
    """Each derivation with the tree of what it reads. Only to be called once all models are loaded."""
    return tuple((derivation, tree(derivation)) for derivation in DERIVATIONS)
