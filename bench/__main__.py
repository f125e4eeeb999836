"""Measures, in one run and on the same data, what Downrange answers beside others; prints the tables.

    python -m bench [--seconds 3] [--rounds 3] [--without-growth] [--chart FILE]

Every figure is the median of several rounds, and every ratio that of pairs measured one after the other, so that what
else the machine does weighs on both. Each server has one process on one core, wrk another core with 16 connections.
"""

import argparse
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from statistics import mean

from . import chart, comparing, growth, servers
from .load import LoadError
from .measuring import HEADING, Bench, say


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench", description="Measure, side by side.")
    parser.add_argument("--seconds", type=float, default=3, help="of each measurement")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--without-growth", action="store_true", help="leave out the catalogues of up to 100 000 craft")
    parser.add_argument("--chart", type=Path, help="draw the ratios into this file (SVG)")
    given = parser.parse_args()
    if lacking := servers.missing():
        sys.stderr.write("".join(f"make bench: {line}\n" for line in lacking))
        return 2
    with tempfile.TemporaryDirectory(prefix="downrange-bench-") as folder:
        bench = Bench(given.seconds, given.rounds, Path(folder))
        try:
            compare(bench)
            grown = [] if given.without_growth else growth.measure(bench)
        except (LoadError, TimeoutError) as error:
            sys.stderr.write(f"make bench: {error}\n")
            return 1
    if given.chart is not None:
        given.chart.write_text(chart.draw(bench.rows, grown), encoding="utf-8")
    return 0


def compare(bench: Bench) -> None:
    with ExitStack() as stack:
        ours = stack.enter_context(servers.downrange(bench.folder / "data", bench.server_core)).address
        questions = comparing.Questions.of(ours)
        say(f"One process on one core, {bench.rounds} rounds of {bench.seconds:g} s.")
        size = mean(questions.sizes)
        say(f"The mix is {len(questions.targets)} different questions, of {size:,.0f} bytes in the mean.\n\n{HEADING}")
        for section in (comparing.against_itself_and_static, comparing.against_datasette, comparing.against_naive_peer):
            with ExitStack() as others:
                section(bench, ours, questions, others)
    say("")


if __name__ == "__main__":
    sys.exit(main())
