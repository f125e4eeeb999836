"""A PostgreSQL server of the tests' own, to be stopped and started."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from ..command import free_port

PROGRAMS = ("initdb", "pg_ctl", "pg_dump", "pg_restore", "createdb")
USERS = ("postgres", "nobody")
"""PostgreSQL does not run as root; one of these runs it then."""


@dataclass(frozen=True, slots=True)
class Cluster:
    programs: Path
    folder: Path
    port: int
    user: tuple[str, ...]
    """What runs a command as another user, if need be."""

    @property
    def url(self) -> str:
        return f"postgres://postgres@127.0.0.1:{self.port}/postgres"

    @contextmanager
    def replica(self) -> "Iterator[Cluster]":
        """A second cluster that repeats what this one writes, and answers reads."""
        copy = Cluster(self.programs, Path(tempfile.mkdtemp(prefix="downrange-replica-")), free_port(), self.user)
        try:
            if self.user:
                shutil.chown(copy.folder, self.user[2])
            arguments = ("-h", "127.0.0.1", "-p", str(self.port), "-U", "postgres", "-R", "-X", "stream", "-c", "fast")
            copy.run("pg_basebackup", "-D", str(copy.folder / "data"), *arguments)
            copy.start()
            yield copy
            copy.stop("fast")
        finally:
            shutil.rmtree(copy.folder, ignore_errors=True)

    def run(self, program: str, *arguments: str) -> None:
        with (self.folder / "output").open("wb") as output:  # no pipe: the server would keep it open
            done = subprocess.run(
                [*self.user, str(self.programs / program), *arguments],
                cwd=self.folder,
                check=False,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
            )
        assert done.returncode == 0, (self.folder / "output").read_text(encoding="utf-8")

    def start(self) -> None:
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self.folder} -c fsync=off"
        self.run(
            "pg_ctl", "start", "-w", "-D", str(self.folder / "data"), "-l", str(self.folder / "log"), "-o", options
        )

    def stop(self, mode: str = "immediate") -> None:
        """`immediate` is as a crash, `fast` ends all connections."""
        self.run("pg_ctl", "stop", "-w", "-D", str(self.folder / "data"), "-m", mode)


@contextmanager
def cluster() -> Iterator[Cluster]:
    """A cluster that runs. Skips the test where PostgreSQL is not installed."""
    programs = _programs()
    user: tuple[str, ...] = ()
    if os.geteuid() == 0:
        name = next((each.pw_name for each in pwd.getpwall() if each.pw_name in USERS), "")
        if not name or shutil.which("runuser") is None:
            pytest.skip("PostgreSQL does not run as root, and there is no user to run it")
        user = ("runuser", "-u", name, "--")
    folder = Path(tempfile.mkdtemp(prefix="downrange-postgresql-"))
    try:
        if user:
            shutil.chown(folder, user[2])
        made = Cluster(programs, folder, free_port(), user)
        made.run(
            "initdb", "-D", str(folder / "data"), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"
        )
        made.start()
        try:
            yield made
        finally:
            subprocess.run(
                [*user, str(programs / "pg_ctl"), "stop", "-D", str(folder / "data"), "-m", "immediate"],
                cwd=folder,
                capture_output=True,
                check=False,  # a test may have stopped it
            )
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path:
    """The folder with PostgreSQL's programs."""
    found = shutil.which("pg_ctl")
    folders = [
        *sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True),
        *([Path(found).parent] if found else []),
    ]
    for folder in folders:
        if all((folder / name).exists() for name in PROGRAMS):
            return folder
    pytest.skip(f"PostgreSQL's {', '.join(PROGRAMS)} are not installed")
