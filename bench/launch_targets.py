"""Different requests for lists of launches, as clients send them: pages, searches and filters, in two modes."""

from collections.abc import Iterator
from itertools import cycle
from random import Random
from urllib.parse import urlencode

BASE = "/2.3.0/launches/"
UPCOMING, PREVIOUS = f"{BASE}upcoming/", f"{BASE}previous/"
ROUTES = (BASE, BASE, UPCOMING, PREVIOUS)
KINDS = ("page", "filter", "search", "page", "filter")
LIMITS = (1, 2, 5, 10, 10, 10, 20, 30, 50, 100)
MODES: tuple[dict[str, str], ...] = ({}, {"mode": "normal"}, {"mode": "list"})
ORDERINGS = ("net", "-net", "name", "-name", "id", "-id", "last_updated", "-last_updated")
SEARCHED = (
    "soyuz", "falcon", "progress", "starlink", "crew", "shenzhou", "atlas", "baikonur", "kennedy", "nasa", "dragon",
    "artemis", "long march",
)  # fmt: skip
MAX_DEPTH = 600
"""The highest offset. Some thirty more than the offset are left in the shipped catalogue."""
FIRST_YEAR, LAST_YEAR = 1957, 2026


def targets(seed: int = 0) -> Iterator[str]:
    """The same targets in the same order for the same seed, without end, none of them twice."""
    random = Random(seed)  # noqa: S311 - nothing is secret here
    return _unique(_target(random, kind) for kind in cycle(KINDS))


def normal_lists(seed: int = 0) -> Iterator[str]:
    """Lists in normal mode with limits spread evenly over 1 to 100, without end, none of them twice."""
    random = Random(seed)  # noqa: S311 - nothing is secret here
    return _unique(_normal_list(random) for _ in cycle((0,)))


def page(base: str, **parameters: object) -> str:
    return f"{base}?{urlencode(parameters)}"


def _normal_list(random: Random) -> str:
    limit, offset = random.randint(1, 100), random.randrange(MAX_DEPTH)
    return page(BASE, mode="normal", ordering=random.choice(ORDERINGS), limit=limit, offset=offset)


def _target(random: Random, kind: str) -> str:
    parameters: dict[str, object] = {"ordering": random.choice(ORDERINGS), **random.choice(MODES)}
    if kind == "search":
        parameters["search"] = random.choice(SEARCHED) + random.choice(("", f" {random.randrange(100)}"))
    if kind == "filter":
        parameters |= _filter(random)
    parameters["limit"] = random.choice((*LIMITS, random.randint(1, 100)))
    parameters["offset"] = random.randrange({"page": MAX_DEPTH, "filter": 150, "search": 20}[kind])
    return page(random.choice(ROUTES), **parameters)


def _filter(random: Random) -> dict[str, object]:
    first = random.randint(FIRST_YEAR, LAST_YEAR)
    last = random.randint(first, LAST_YEAR) + 1
    filters: tuple[dict[str, object], ...] = (
        {"status": 3},
        {"status": 4},
        {"pad": 87},
        {"net__gte": f"{first}-01-01T00:00:00Z"},
        {"net__lte": f"{last}-01-01T00:00:00Z"},
        {"net__gte": f"{first}-01-01T00:00:00Z", "net__lte": f"{last}-01-01T00:00:00Z"},
    )
    return random.choice(filters)


def _unique(targets: Iterator[str]) -> Iterator[str]:
    given: set[str] = set()
    for target in targets:
        if target not in given:
            given.add(target)
            yield target
