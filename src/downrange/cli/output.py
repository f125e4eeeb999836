"""What the command says: lines on standard output, complaints on standard error, a progress bar on a terminal."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
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
def progress_bar() -> Iterator[Callable[[str, int, int], None]]:
    """Shows progress while it is open, on a terminal only."""
    if not sys.stderr.isatty():
        yield lambda what, done, total: None
        return
    started, width = monotonic(), 0

    def show(what: str, done: int, total: int) -> None:
        nonlocal width
        rate = done / max(monotonic() - started, 0.001)
        line = f"{what}: {done}/{total} ({rate:.0f}/s)"
        sys.stderr.write(f"\r{line:<{width}}")
        sys.stderr.flush()
        width = len(line)

    try:
        yield show
    finally:
        sys.stderr.write("\r" + " " * width + "\r")
        sys.stderr.flush()
