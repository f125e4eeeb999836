"""The command `downrange` as its users run it: a process of its own, in an environment of its own."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent
COMMAND = (sys.executable, "-m", "downrange")
COMMAND_TIMEOUT = 120  # seconds that a command may take


def environment(home: Path) -> dict[str, str]:
    """No setting but the data folder, which does not exist yet."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DOWNRANGE_", "DJANGO_"))}
    return kept | {"DOWNRANGE_DATA": str(home / "data"), "HOME": str(home), "PYTHONPATH": str(ROOT / "src")}


def run(variables: dict[str, str], *arguments: str) -> "subprocess.CompletedProcess[str]":
    """The command, to its end."""
    return subprocess.run(
        [*COMMAND, *arguments], env=variables, capture_output=True, text=True, timeout=COMMAND_TIMEOUT, check=False
    )


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


@contextmanager
def serving(
    variables: dict[str, str],
    *arguments: str,
    command: Sequence[str] = COMMAND,
    folder: Path = ROOT,
    complaints: int = 0,
) -> "Iterator[tuple[str, subprocess.Popen[str]]]":
    """A server that answers: its address, and its process. It must end well when it is told to, with so many lines on
    standard error.
    """
    port = free_port()
    with subprocess.Popen(
        [*command, "serve", "--port", str(port), "--workers", "1", *arguments],
        env=variables,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as server:
        try:
            assert server.stdout is not None
            is_serving = any(line.startswith("Serving") for line in server.stdout)
            assert is_serving, server.communicate()
            yield f"http://127.0.0.1:{port}", server
        finally:
            server.send_signal(signal.SIGTERM)
        _, errors = server.communicate(timeout=COMMAND_TIMEOUT)
        assert (server.returncode, len(errors.splitlines())) == (0, complaints), errors
