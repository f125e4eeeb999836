"""Different requests without end, as clients send them: spacecraft and lists of launches in turn.

The first five hundred are *the mix*; those that follow have not been sent before.
"""

from collections.abc import Iterator, Sequence
from itertools import chain, cycle, islice
from random import Random
from urllib.parse import urlencode

from . import launch_targets

HOW_MANY = 500
BASE = "/2.3.0/spacecraft/"
FIXED = f"{BASE}?limit=10&ordering=-flights_count"
KINDS = ("page", "search", "page", "filter", "record", "page", "record")
LIMITS = (1, 5, 10, 10, 10, 20, 50, 100)
MODES: tuple[dict[str, str], ...] = ({}, {}, {"mode": "detailed"})
NAMES = ("soyuz", "dragon", "progress", "shuttle", "gemini", "crew", "cargo", "apollo", "vostok", "orion", "cygnus")
FIGURES = ("id", "flights_count", "mission_ends_count", "time_in_space", "time_docked")
ORDERINGS = (*FIGURES, *(f"-{figure}" for figure in FIGURES))
FILTERS = ({"in_space": "false"}, {"is_placeholder": "false"}, {"status": 1}, {"status": 4}, {"spacecraft_config": 1})


def spacecraft_targets(keys: Sequence[int], seed: int = 0) -> Iterator[str]:
    """Pages, searches, filters and records of spacecraft with these keys, in both modes. The order is the same each
    time, and none comes twice.
    """
    random = Random(seed)  # noqa: S311 - nothing is secret here
    made = set()
    for kind in cycle(KINDS):
        target = _target(random, kind, keys)
        if target not in made:
            made.add(target)
            yield target


def everything(keys: Sequence[int], seed: int = 0) -> Iterator[str]:
    """Requests for spacecraft with these keys and requests for launches, alternating; none of them twice."""
    return chain.from_iterable(zip(spacecraft_targets(keys, seed), launch_targets.targets(seed), strict=False))


def mix(keys: Sequence[int]) -> list[str]:
    return list(islice(everything(keys), HOW_MANY))


def _target(random: Random, kind: str, keys: Sequence[int]) -> str:
    if kind == "record":
        return f"{BASE}{random.choice(keys)}/"
    parameters: dict[str, object] = {"ordering": random.choice(ORDERINGS), **random.choice(MODES)}
    if kind == "search":
        parameters["search"] = random.choice(NAMES) + random.choice(("", f" {random.randrange(100)}"))
    if kind == "filter":
        parameters |= random.choice(FILTERS)
    parameters["limit"] = random.choice((*LIMITS, random.randint(1, 100)))
    parameters["offset"] = random.randrange({"page": len(keys), "filter": len(keys) // 4, "search": 20}[kind])
    return f"{BASE}?{urlencode(parameters)}"
