"""Five hundred different questions, as clients ask them: pages, searches, filters, orderings, records."""

from itertools import cycle
from random import Random

HOW_MANY = 500
FIXED = "/2.3.0/spacecraft/?limit=10&ordering=-flights_count"
ORDERINGS = ("id", "-id", "flights_count", "-flights_count", "mission_ends_count", "-mission_ends_count")
STEPS = range(0, 550, 22)
WORDS = ("soyuz", "dragon", "progress", "shuttle", "gemini", "crew", "cargo", "apollo", "vostok", "orion")
FILTERS = (
    "in_space=false",
    "is_placeholder=false",
    "status=1",
    "status=4",
    "spacecraft_config=42",
    "spacecraft_config=1",
)


def questions(seed: int = 0) -> list[str]:
    """The same five hundred each time."""
    random = Random(seed)  # noqa: S311 - nothing is secret here
    asked: dict[str, None] = {}
    for kind in cycle(("page", "page", "search", "filter", "record", "record", "agency")):
        match kind:
            case "page":
                query = f"limit={random.choice((1, 5, 10, 10, 20, 50, 100))}&offset={random.randrange(0, 560)}"
                target = f"/2.3.0/spacecraft/?{query}&ordering={random.choice(ORDERINGS)}"
            case "search":
                target = f"/2.3.0/spacecraft/?search={random.choice(WORDS)}&offset={random.randrange(20)}"
            case "filter":
                target = f"/2.3.0/spacecraft/?{random.choice(FILTERS)}&ordering={random.choice(ORDERINGS)}"
            case "record":
                target = f"/2.3.0/spacecraft/{random.randrange(1, 400)}/"
            case _:
                target = f"/2.3.0/agencies/?limit={random.randrange(1, 40)}"
        asked[target] = None
        if len(asked) == 2 * HOW_MANY:
            return list(asked)
    raise AssertionError


def pages() -> list[str]:
    """Pages of ten spacecraft: what the naive peer answers too."""
    return [f"/2.3.0/spacecraft/?limit=10&offset={offset}&ordering={order}" for order in ORDERINGS for offset in STEPS]
