"""Five hundred different questions, as clients ask them: pages, searches, filters, orderings, records."""

from itertools import count, cycle, islice
from random import Random

HOW_MANY = 500
FIXED = "/2.3.0/spacecraft/?limit=10&ordering=-flights_count"
ORDERINGS = ("name", "-name", "id", "-id", "-flights_count", "mission_ends_count", "-fastest_turnaround")
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


def pages(seed: int = 0) -> list[str]:
    """Pages of ten spacecraft, from the first, in several orders: what the naive peer answers too."""
    orders = cycle(("name", "-name", "-flights_count"))
    steps = (f"/2.3.0/spacecraft/?limit=10&offset={offset % 550}&ordering={next(orders)}" for offset in count(seed, 7))
    return list(islice(dict.fromkeys(islice(steps, 200)), 150))
