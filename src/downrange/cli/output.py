"""What the command says: lines on standard output, complaints on standard error, a progress bar on a terminal."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from shutil import get_terminal_size
from time import monotonic


class CommandError(Exception):
    """What stops a command; its text is one line that says what to do."""


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def complain(reason: object) -> None:
    sys.stderr.write(f"downrange: {' '.join(str(reason).split())}\n")
    sys.stderr.flush()


@contextmanager
def status_line() -> Iterator[Callable[[str], None]]:
    """A line on a terminal that is written over, and gone in the end; an empty one makes room for others. Elsewhere
    nothing is shown.
    """
    if not sys.stderr.isatty():
        yield lambda line: None
        return
    width = 0

    def show(line: str) -> None:
        nonlocal width
        line = line[: get_terminal_size().columns - 1]
        sys.stderr.write(f"\r{line:<{width}}" + ("" if line else "\r"))
        sys.stderr.flush()
        width = len(line)

    try:
        yield show
    finally:
        show("")


@contextmanager
def progress_bar() -> Iterator[Callable[[str, int, int], None]]:
    """Shows progress while it is open, on a terminal only."""
    started = monotonic()
    with status_line() as show:
        yield lambda what, done, total: show(
            f"{what}: {done}/{total} ({done / max(monotonic() - started, 0.001):.0f}/s)"
        )
