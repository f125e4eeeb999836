"""Measures, in one run and on the same data, what Downrange answers against what it could at most; prints the ratios.

    python -m bench [--seconds 3] [--rounds 3]

Every figure is the median of several rounds, and every ratio that of pairs measured one after the other, so that what
else the machine does weighs on both. The server has one process on one core, wrk another.
"""

import argparse
import os
import sys
import tempfile
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from statistics import mean, median

from . import mix, servers
from .load import Load, LoadError, load

Measure = Callable[[], Load]
NEW_ROUNDS = 100  # more questions than are answered while one measurement lasts


class Bench:
    def __init__(self, seconds: float, rounds: int, folder: Path) -> None:
        cores: list[int | None] = [*sorted(os.sched_getaffinity(0))] if hasattr(os, "sched_getaffinity") else []
        self.server_core = cores[0] if len(cores) > 1 else None
        self.load_core = cores[1] if len(cores) > 1 else None
        self.seconds, self.rounds, self.folder = seconds, rounds, folder

    def run(self, address: str, targets: Sequence[str], **fields: str) -> Measure:
        named = {name.replace("_", "-"): value for name, value in fields.items()}
        return lambda: load(address, targets, self.folder, seconds=self.seconds, core=self.load_core, fields=named)

    def run_new(self, address: str, targets: Sequence[str]) -> Measure:
        """Each target once, made another question by a parameter that nobody has used before."""
        numbers = count()

        def measure() -> Load:
            new = [f"{target}&n={next(numbers)}" for _ in range(NEW_ROUNDS) for target in targets]
            return load(address, new, self.folder, seconds=self.seconds, core=self.load_core)

        return measure

    def compare(self, name: str, measured: Measure, against: str, reference: Measure) -> None:
        """One row of the table: two things measured in turn."""
        pairs = [(measured(), reference()) for _ in range(self.rounds)]
        ratio = median(ours.rate / theirs.rate for ours, theirs in pairs)
        ours, theirs = (_columns([pair[side] for pair in pairs]) for side in (0, 1))
        say(f"| {name} | {ours} | {against} | {theirs} | {ratio:.2f} |")


def _columns(loads: Sequence[Load]) -> str:
    medians = (median(getattr(load, figure) for load in loads) for figure in ("rate", "p50", "p99"))
    return " | ".join(f"{figure:,.0f}" for figure in medians)


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench", description="Measure, side by side.")
    parser.add_argument("--seconds", type=float, default=3, help="of each measurement")
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    if lacking := servers.missing():
        sys.stderr.write("".join(f"make bench: {line}\n" for line in lacking))
        return 2
    with tempfile.TemporaryDirectory(prefix="downrange-bench-") as folder, ExitStack() as stack:
        try:
            _measure(Bench(given.seconds, given.rounds, Path(folder)), stack)
        except (LoadError, TimeoutError) as error:
            sys.stderr.write(f"make bench: {error}\n")
            return 1
    return 0


def _measure(bench: Bench, stack: ExitStack) -> None:
    folder, core = bench.folder, bench.server_core
    data = folder / "data"
    ours = stack.enter_context(servers.downrange(data, core))
    constant = stack.enter_context(servers.python("bench.constant", data, core))
    targets = _answered(ours, mix.questions())[: mix.HOW_MANY]
    blind = stack.enter_context(servers.python("bench.constant", data, core, "blind"))
    sizes, tags = {}, {}
    for target in targets:
        fields, body = fetch(ours + target)
        sizes[target], tags[target] = len(body), fields["ETag"]
    _, page = fetch(ours + mix.FIXED)
    static = stack.enter_context(servers.nginx(folder, page, core))
    of_page, of_mix = f"/{len(page)}", [f"/{round(mean(sizes.values()))}"]
    conditional = [f"{target}\t{tags[target]}" for target in targets]

    say(
        f"One process on one core, {len(targets)} questions asked before, {bench.rounds} rounds of {bench.seconds:g} s."
    )
    say(f"A page is {len(page):,} bytes, the mean of the mix {mean(sizes.values()):,.0f}. Latencies in µs.\n")
    say("| | /s | p50 | p99 | against | /s | p50 | p99 | ratio |\n|---|--:|--:|--:|---|--:|--:|--:|--:|")
    plain = bench.run(ours, targets)
    one = bench.run(ours, [mix.FIXED])
    bench.compare("one page", one, "a constant of its size", bench.run(constant, [of_page]))
    bench.compare("one page", one, "the constant, requests unread", bench.run(blind, [of_page]))
    bench.compare("one page", one, "nginx, static file", bench.run(static, ["/page.json"]))
    bench.compare("the mix", plain, "a constant of its mean size", bench.run(constant, of_mix))
    bench.compare("the mix, 304", bench.run(ours, conditional), "the constant", bench.run(constant, of_mix))
    for encoding in ("gzip", "zstd"):
        bench.compare(f"the mix, {encoding}", bench.run(ours, targets, Accept_Encoding=encoding), "the mix", plain)

    peer = stack.enter_context(servers.python("bench.peer", data, core))
    pages = mix.pages()
    for target in pages:
        _same(ours, peer, target)
    naive = bench.run(peer, pages)
    bench.compare("pages of ten", bench.run(ours, pages), "naive peer", naive)
    bench.compare("pages of ten, never asked before", bench.run_new(ours, pages), "naive peer", naive)


def _same(ours: str, peer: str, target: str) -> None:
    """Raises `LoadError` unless both answer with the same bytes, but for the address in them."""
    if fetch(ours + target)[1].replace(ours.encode(), peer.encode()) != fetch(peer + target)[1]:
        raise LoadError(f"the naive peer answers {target} otherwise")


def _answered(address: str, targets: Sequence[str]) -> list[str]:
    """Those that are answered with 200."""
    return [target for target in targets if _status(address + target) == 200]


def _status(address: str) -> int:
    try:
        fetch(address)
    except urllib.error.HTTPError as error:
        return error.code
    return 200


def fetch(address: str) -> tuple[Mapping[str, str], bytes]:
    with urllib.request.urlopen(address) as answer:
        return dict(answer.headers), answer.read()


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
