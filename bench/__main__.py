"""Measures, in one run and on the same data, what Downrange answers beside others; prints the tables.

    python -m bench [--seconds 3] [--rounds 3] [--only SECTION] [--largest N] [--chart FILE] [--database URL]

Every figure is the median of several rounds, and every ratio that of pairs measured one after the other, so that what
else the machine does weighs on both. Each server has one process on one core, wrk another core with 16 connections; but
`scaling`, which is measured only by its name, gives them all cores.
"""

import argparse
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from statistics import mean

from . import chart, comparing, growth, scaling, servers, starting
from .load import LoadError
from .measuring import HEADING, Bench, say

COMPARISONS = {
    "static": comparing.against_itself_and_static,
    "datasette": comparing.against_datasette,
    "peer": comparing.against_naive_peer,
}
GROWN: dict[str | None, tuple[str, ...]] = {
    None: ("spacecraft", "launches"),
    "growth": ("spacecraft", "launches"),
    "spacecraft": ("spacecraft",),
    "launches": ("launches",),
}
"""The resources that are grown, by the section that is measured; None for all sections."""
SCALING = "scaling"
SECTIONS = (*COMPARISONS, "start", "growth", "spacecraft", "launches", SCALING)


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench", description="Measure, side by side.")
    parser.add_argument("--seconds", type=float, default=3, help="of each measurement")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", choices=SECTIONS, help="measure one section; `launches` is the growth of launches")
    parser.add_argument("--largest", type=int, default=growth.SIZES[-1], help="records of the largest grown catalogue")
    parser.add_argument("--chart", type=Path, help="draw the ratios into this file (SVG)")
    parser.add_argument("--database", default="", help="URL of an empty PostgreSQL database, for `--only scaling`")
    given = parser.parse_args()
    if given.database and given.only != SCALING:
        parser.error(f"--database goes with `--only {SCALING}`")
    if lacking := servers.missing():
        sys.stderr.write("".join(f"make bench: {line}\n" for line in lacking))
        return 2
    with tempfile.TemporaryDirectory(prefix="downrange-bench-") as folder:
        bench = Bench(given.seconds, given.rounds, Path(folder), is_pinned=given.only != SCALING)
        try:
            if given.only is None or given.only in COMPARISONS:
                compare(bench, given.only)
            if given.only in (None, "start"):
                starting.measure(bench)
            if given.only == SCALING:
                scaling.measure(bench, given.database)
            grown = growth.measure(bench, GROWN.get(given.only, ()), given.largest)
        except (LoadError, TimeoutError) as error:
            sys.stderr.write(f"make bench: {error}\n")
            return 1
    if given.chart is not None:
        given.chart.write_text(chart.draw(bench.rows, grown), encoding="utf-8")
    return 0


def compare(bench: Bench, only: str | None) -> None:
    """Measure all comparisons, or one."""
    with ExitStack() as stack:
        ours = stack.enter_context(servers.downrange(bench.folder / "data", bench.server_core)).address
        of_mix = comparing.Mix.of(ours)
        say(f"One process on one core, {bench.rounds} rounds of {bench.seconds:g} s.")
        size = mean(of_mix.sizes)
        say(f"The mix is {len(of_mix.targets)} different requests, of {size:,.0f} bytes on average.\n\n{HEADING}")
        for section in COMPARISONS.values() if only is None else [COMPARISONS[only]]:
            with ExitStack() as others:
                section(bench, ours, of_mix, others)
    say("")


if __name__ == "__main__":
    sys.exit(main())
