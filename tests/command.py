"""The command `downrange` as its users run it: a process of its own, in an environment of its own."""

import fcntl
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent
COMMAND = (sys.executable, "-m", "downrange")
COMMAND_TIMEOUT = 120  # seconds that a command may take
ANY = -1
"""As many lines on standard error as there are."""


templates = Path(tempfile.gettempdir())
"""Where data folders are that are made once and copied: a folder that all processes of a run share, see `conftest`."""


def environment(home: Path) -> dict[str, str]:
    """No setting but the data folder, which does not exist yet."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DOWNRANGE_", "DJANGO_"))}
    return kept | {"DOWNRANGE_DATA": str(home / "data"), "HOME": str(home), "PYTHONPATH": str(ROOT / "src")}


def migrated(home: Path) -> dict[str, str]:
    """The same, with a database in the data folder that has all tables and no record. To make one takes seconds."""
    return _copied("migrated", home, "key", "list")


def filled(home: Path) -> dict[str, str]:
    """The same, with the shipped catalogue in the database."""
    return _copied("filled", home, "load")


def _copied(name: str, home: Path, *making: str) -> dict[str, str]:
    """A copy of the data folder that a command makes."""
    made = templates / name
    with (templates / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            draft = templates / f"{name}.part"
            done = run(environment(draft), *making)
            assert done.returncode == 0, done.stderr
            draft.rename(made)
    variables = environment(home)
    shutil.copytree(made / "data", variables["DOWNRANGE_DATA"], dirs_exist_ok=True)
    return variables


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
        assert server.returncode == 0, errors
        assert complaints in (ANY, len(errors.splitlines())), errors
