"""The kinds of requests by which growth is measured, for each resource that is grown."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count, product
from random import Random
from urllib.parse import urlencode

from . import launch_targets, mix, naming
from .comparing import fetch, keys


@dataclass(frozen=True)
class Catalogue:
    """What there is to ask for: how many records, and the keys of spacecraft, configurations, pads and statuses."""

    size: int
    spacecraft: Sequence[int] = ()
    configurations: Sequence[int] = ()
    spacecraft_statuses: Sequence[int] = ()
    pads: Sequence[int] = ()
    launch_statuses: Sequence[int] = ()

    @classmethod
    def of(cls, address: str, resource: str) -> "Catalogue":
        size = json.loads(fetch(f"{address}/2.3.0/{resource}/?limit=1&mode=list")[1])["count"]
        if resource == "launches":
            pads, statuses = keys(address, "pads"), keys(address, "config/launch_statuses")
            return cls(size, pads=list(pads), launch_statuses=list(statuses))
        return cls(
            size,
            list(keys(address, "spacecraft")),
            list(keys(address, "spacecraft_configurations")),
            list(keys(address, "config/spacecraft_statuses")),
        )


Kind = Callable[[Random, Catalogue], Iterator[str]]


def spacecraft_targets(random: Random, catalogue: Catalogue) -> Iterator[str]:
    """As the mix has them."""
    return mix.spacecraft_targets(catalogue.spacecraft, random.randrange(1_000_000))


def spacecraft_deep_offsets(random: Random, catalogue: Catalogue) -> Iterator[str]:
    """Pages of the last tenth, in every order."""
    while True:
        offset = random.randrange(catalogue.size * 9 // 10, catalogue.size)
        yield spacecraft_page(ordering=random.choice(mix.ORDERINGS), offset=offset)


def spacecraft_searches(random: Random, catalogue: Catalogue) -> Iterator[str]:
    """Terms that find much, little or nothing."""
    purposes = " ".join(naming.PURPOSES).split()
    words = list(dict.fromkeys((*naming.FAMILIES, *naming.SURNAMES, *naming.GIVEN, *naming.ROLES, *purposes)))
    pairs = list(product(words, words))
    for first, second in random.sample(pairs, len(pairs)):
        term = random.choice((first, f"{first} {second}", f"{first} {random.randrange(1000)}"))
        yield spacecraft_page(search=term)


def spacecraft_counts(random: Random, catalogue: Catalogue) -> Iterator[str]:
    """How many there are of a combination of filters."""
    flags = ("true", "false")
    combinations = list(product(catalogue.configurations, catalogue.spacecraft_statuses, flags, flags))
    for configuration, status, in_space, placeholder in random.sample(combinations, len(combinations)):
        filters = {"spacecraft_config": configuration, "status": status, "in_space": in_space}
        yield spacecraft_page(**filters, is_placeholder=placeholder, limit=1)


def launch_targets_of_the_mix(random: Random, catalogue: Catalogue) -> Iterator[str]:
    """As the mix has them."""
    return launch_targets.targets(random.randrange(1_000_000))


def launch_orderings(random: Random, catalogue: Catalogue) -> Iterator[str]:
    """First pages in every order. The parameter `_`, by which clients evade caches, makes each of them new."""
    for number in count():
        ordering, limit = random.choice(launch_targets.ORDERINGS), random.randint(1, 100)
        yield launch_page(ordering=ordering, limit=limit, mode="list", _=number)


def launch_searches(random: Random, catalogue: Catalogue) -> Iterator[str]:
    """Series with and without numbers, rockets and places: terms that find much, little or nothing."""
    words = (*naming.SERIES_OF_MISSIONS, *launch_targets.SEARCHED)
    while True:
        first, second = random.choice(words), random.choice(words)
        term = random.choice((first, f"{first} {second}", f"{first} {random.randrange(1000)}"))
        yield launch_page(search=term, limit=random.randint(1, 20))


def launch_deep_offsets(random: Random, catalogue: Catalogue) -> Iterator[str]:
    """Pages of the last tenth, in every order."""
    while True:
        offset = random.randrange(catalogue.size * 9 // 10, catalogue.size)
        yield launch_page(ordering=random.choice(launch_targets.ORDERINGS), offset=offset)


def launch_counts(random: Random, catalogue: Catalogue) -> Iterator[str]:
    """How many there are of a pad, a status and a span of years."""
    years = range(launch_targets.FIRST_YEAR, launch_targets.LAST_YEAR + 1)
    combinations = list(product(catalogue.pads, catalogue.launch_statuses, years))
    for pad, status, year in random.sample(combinations, len(combinations)):
        yield launch_page(pad=pad, status=status, net__gte=f"{year}-01-01T00:00:00Z", limit=1)


def upcoming_launches(random: Random, catalogue: Catalogue) -> Iterator[str]:
    return _first_pages(launch_targets.UPCOMING, random)


def previous_launches(random: Random, catalogue: Catalogue) -> Iterator[str]:
    return _first_pages(launch_targets.PREVIOUS, random)


def _first_pages(route: str, random: Random) -> Iterator[str]:
    for number in count():
        yield launch_targets.page(route, mode="list", limit=random.randint(1, 100), _=number)


def spacecraft_page(**parameters: object) -> str:
    return f"{mix.BASE}?{urlencode(parameters)}"


def launch_page(**parameters: object) -> str:
    return launch_targets.page(launch_targets.BASE, **parameters)


KINDS: Mapping[str, Mapping[str, Kind]] = {
    "spacecraft": {
        "new requests": spacecraft_targets,
        "deep offsets": spacecraft_deep_offsets,
        "search": spacecraft_searches,
        "count": spacecraft_counts,
    },
    "launches": {
        "new requests": launch_targets_of_the_mix,
        "new orderings": launch_orderings,
        "search": launch_searches,
        "deep offsets": launch_deep_offsets,
        "count": launch_counts,
        "upcoming": upcoming_launches,
        "previous": previous_launches,
    },
}
