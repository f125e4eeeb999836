"""How speed changes with size: the same kinds of questions of catalogues of a thousand, ten thousand and a hundred
thousand spacecraft, asked one after the other, none twice, of a server that has just started.
"""

import shutil
import socket
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, product
from random import Random
from statistics import quantiles
from urllib.parse import urlencode, urlsplit

from . import mix, naming, servers
from .comparing import keys
from .load import Asking, LoadError
from .measuring import Bench, say

SIZES = (1_000, 10_000, 100_000)
HOW_MANY = 400
"""Questions of each kind."""
CRAWL = 5
"""Times as long as another measurement a crawler asks what nobody has asked, to see what is kept of that."""
TARGET = 5
"""At most so many times slower at the largest size than at the smallest."""


@dataclass(frozen=True)
class Catalogue:
    """What can be asked of: the keys of its spacecraft, their configurations and statuses."""

    spacecraft: Sequence[int]
    configurations: Sequence[int]
    statuses: Sequence[int]

    @classmethod
    def of(cls, address: str) -> "Catalogue":
        return cls(
            list(keys(address, "spacecraft")),
            list(keys(address, "spacecraft_configurations")),
            list(keys(address, "config/spacecraft_statuses")),
        )


Kind = Callable[[Random, Catalogue], Iterator[str]]


def new_questions(random: Random, catalogue: Catalogue) -> Iterator[str]:
    """As the mix has them."""
    return mix.questions(catalogue.spacecraft, random.randrange(1_000_000))


def deep_offsets(random: Random, catalogue: Catalogue) -> Iterator[str]:
    """Pages of the last tenth, in every order."""
    size = len(catalogue.spacecraft)
    while True:
        offset = random.randrange(size * 9 // 10, size)
        yield page(ordering=random.choice(mix.ORDERINGS), offset=offset)


def searches(random: Random, catalogue: Catalogue) -> Iterator[str]:
    """Terms that find much, little or nothing."""
    purposes = " ".join(naming.PURPOSES).split()
    words = list(dict.fromkeys((*naming.FAMILIES, *naming.SURNAMES, *naming.GIVEN, *naming.ROLES, *purposes)))
    pairs = list(product(words, words))
    for first, second in random.sample(pairs, len(pairs)):
        yield page(search=random.choice((first, f"{first} {second}", f"{first} {random.randrange(1000)}")))


def counts(random: Random, catalogue: Catalogue) -> Iterator[str]:
    """How many there are of a combination of filters."""
    flags = ("true", "false")
    combinations = list(product(catalogue.configurations, catalogue.statuses, flags, flags))
    for configuration, status, in_space, placeholder in random.sample(combinations, len(combinations)):
        filters = {"spacecraft_config": configuration, "status": status, "in_space": in_space}
        yield page(**filters, is_placeholder=placeholder, limit=1)


KINDS: dict[str, Kind] = {
    "new questions": new_questions,
    "deep offsets": deep_offsets,
    "search": searches,
    "count": counts,
}


@dataclass(frozen=True, slots=True)
class Growth:
    """A kind of question: half and all but a hundredth were answered within so many µs, at each size."""

    kind: str
    p50: Sequence[float]
    p99: Sequence[float]

    @property
    def ratio(self) -> float:
        """How many times slower at the largest size than at the smallest."""
        return self.p50[-1] / self.p50[0]

    def __str__(self) -> str:
        figures = " | ".join(f"{p50:,.0f} | {p99:,.0f}" for p50, p99 in zip(self.p50, self.p99, strict=True))
        return f"| {self.kind} | {figures} | {self.ratio:.1f} × | {TARGET} × |"


def measure(bench: Bench) -> list[Growth]:
    """Every kind at every size; what the processes took of memory is printed beside."""
    took: dict[str, list[tuple[float, float]]] = {kind: [] for kind in KINDS}
    for size in SIZES:
        data = bench.folder / f"grown-{size}"
        servers.grow(size, data)
        for kind, questions in KINDS.items():
            with servers.downrange(data, bench.server_core) as server:
                catalogue = Catalogue.of(server.address)
            with servers.downrange(data, bench.server_core) as server:
                random = Random(0)  # noqa: S311 - nothing is secret here
                took[kind].append(ask(server.address, islice(_once(questions(random, catalogue)), HOW_MANY)))
                if kind == "new questions":
                    before = server.memory()
                    crawled = Asking(address=server.address, new=mix.questions(catalogue.spacecraft, 1), every=1)
                    load = bench.load(crawled, longer=CRAWL)
                    asked = load.rate * bench.seconds * CRAWL
                    say(
                        f"{size:,} spacecraft: a process has {before:.0f} MiB after {HOW_MANY} questions,"
                        f" {server.memory():.0f} MiB after {asked:,.0f} more."
                    )
        shutil.rmtree(data)
    rows = [Growth(kind, *zip(*figures, strict=True)) for kind, figures in took.items()]
    sizes = " | ".join(f"{size:,}: p50 µs | p99 µs" for size in SIZES)
    say(f"\n| spacecraft | {sizes} | slower | at most |\n|---|{'--:|' * (2 * len(SIZES) + 2)}")
    for row in rows:
        say(str(row))
    return rows


def ask(address: str, targets: Iterator[str]) -> tuple[float, float]:
    """Ask one question after the other over one connection; the latencies that half and all but a hundredth had."""
    place = urlsplit(address)
    took = []
    with socket.create_connection((place.hostname, place.port)) as wire, wire.makefile("rb") as answers:
        for target in targets:
            began = time.perf_counter()
            wire.sendall(f"GET {target} HTTP/1.1\r\nHost: {place.netloc}\r\n\r\n".encode())
            status, length = answers.readline(), 0
            while (line := answers.readline().lower()) not in (b"\r\n", b""):
                if line.startswith(b"content-length:"):
                    length = int(line.split(b":")[1])
            answers.read(length)
            took.append((time.perf_counter() - began) * 1e6)
            if b" 200 " not in status:
                raise LoadError(f"{address}{target} is answered with {status!r}")
    percentiles = quantiles(took, n=100)
    return percentiles[49], percentiles[98]


def page(**asked: object) -> str:
    return f"{mix.BASE}?{urlencode(asked)}"


def _once(targets: Iterator[str]) -> Iterator[str]:
    asked: set[str] = set()
    for target in targets:
        if target not in asked:
            asked.add(target)
            yield target
