"""The servers that are measured: each with one process, on one core."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from . import datasette as datasette_database

ROOT = Path(__file__).parent.parent
START_TIMEOUT = 60  # seconds until a server must answer
GRACE = "36500"
"""Days. What is measured is a catalogue that is kept fresh, whose figures change each minute."""
PROBE = b"GET /2.3.0/ HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
MALFORMED = b"?\r\n\r\n"
"""A probe that the parser refuses, so that no application code has run before the first measured request."""
NGINX = """daemon off;
master_process off;
pid {folder}/nginx.pid;
error_log {folder}/nginx.log crit;
events {{ worker_connections 1024; }}
http {{
  access_log off;
  sendfile on;
  tcp_nopush on;
  open_file_cache max=1000;
  keepalive_requests 100000000;
  default_type application/json;
  client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder}; uwsgi_temp_path {folder};
  scgi_temp_path {folder};
  server {{ listen 127.0.0.1:{port}; root {folder}/static; }}
}}
"""


def missing() -> list[str]:
    """What must be installed first, and how."""
    lacking = [
        f"{tool} is not installed (Debian: apt install {package}; macOS: brew install {tool})"
        for tool, package in (("wrk", "wrk"), ("nginx", "nginx-light"))
        if shutil.which(tool) is None
    ]
    if shutil.which(datasette_database.COMMAND) is None:
        lacking.append("datasette is not installed (`make bench` installs it)")
    return lacking


@dataclass(frozen=True, slots=True)
class Server:
    address: str
    process: "subprocess.Popen[bytes]"

    def memory(self) -> float:
        """MiB that the largest worker process holds; 0 where there is no /proc."""
        held = [0]
        for process in self._workers():
            with suppress(OSError):
                fields = dict(line.split(":\t", 1) for line in (process / "status").read_text().splitlines())
                held.append(int(fields.get("VmRSS", "0").split()[0]))
        return max(held) / 1024

    def cpu_seconds(self) -> float:
        """The CPU time that all worker processes have spent, in user and kernel mode; 0 where there is no /proc."""
        spent = 0
        for process in self._workers():
            with suppress(OSError):
                # The second field, the command's name, may hold spaces; the counted ones begin after it.
                fields = (process / "stat").read_text().rpartition(")")[2].split()
                spent += int(fields[11]) + int(fields[12])
        return spent / os.sysconf("SC_CLK_TCK")

    def _workers(self) -> list[Path]:
        """The folders in /proc of the server's child processes."""
        found = []
        for process in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                if int((process / "stat").read_text().rpartition(")")[2].split()[1]) == self.process.pid:
                    found.append(process)
        return found


@contextmanager
def downrange(
    data: Path, core: int | None, *, workers: int = 1, database_url: str = "", probe: bytes = PROBE
) -> Iterator[Server]:
    """Downrange with the catalogue in a folder or a database, or the shipped one."""
    port = free_port()
    options = {"--port": str(port), "--workers": str(workers), "--data": str(data)}
    command = [sys.executable, "-m", "downrange", "serve", *(part for option in options.items() for part in option)]
    variables = {"DOWNRANGE_DATABASE_URL": database_url} if database_url else {}
    with _running(command, port, core, variables, probe=probe) as process:
        yield Server(f"http://127.0.0.1:{port}", process)


@contextmanager
def python(module: str, data: Path, core: int | None, *arguments: str) -> Iterator[str]:
    """A server of this folder, on the same database."""
    port = free_port()
    with _running([sys.executable, "-m", module, str(port), *arguments], port, core, {"DOWNRANGE_DATA": str(data)}):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def nginx(folder: Path, files: Mapping[str, bytes], core: int | None) -> Iterator[str]:
    """nginx with static files, by their paths."""
    port = free_port()
    (folder / "static").mkdir()
    for path, body in files.items():
        (folder / "static" / path.removeprefix("/")).write_bytes(body)
    configuration = folder / "nginx.conf"
    configuration.write_text(NGINX.format(folder=folder, port=port), encoding="utf-8")
    with _running(["nginx", "-p", str(folder), "-c", str(configuration)], port, core):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def datasette(data: Path, folder: Path, core: int | None) -> Iterator[str]:
    """Datasette, on a copy of the same database that nobody writes to."""
    port = free_port()
    copy = datasette_database.still(data / "downrange.sqlite3", folder)
    with _running(datasette_database.command(copy, port), port, core, quiet=True):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def editing(data: Path, seconds: float) -> Iterator[None]:
    """Someone who edits the catalogue again and again."""
    command = [sys.executable, "-m", "bench.editing", str(seconds)]
    with subprocess.Popen(command, env=_environment(DOWNRANGE_DATA=str(data))) as editor:
        try:
            yield
        finally:
            editor.terminate()


def grow(resource: str, size: int, data: Path) -> None:
    """Make a folder with a catalogue that has `size` records of a resource: `spacecraft` or `launches`."""
    command = [sys.executable, "-m", "bench.growing", resource, str(size), str(data)]
    subprocess.run(command, env=_environment(), stdout=subprocess.DEVNULL, check=True)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def _environment(**variables: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DOWNRANGE_", "DJANGO_"))}
    own = {"PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}", "DOWNRANGE_FIGURES_GRACE": GRACE}
    return kept | own | variables


@contextmanager
def _running(
    command: Sequence[str],
    port: int,
    core: int | None,
    variables: Mapping[str, str] | None = None,
    *,
    quiet: bool = False,
    probe: bytes = PROBE,
) -> "Iterator[subprocess.Popen[bytes]]":
    pinned = [] if core is None else ["taskset", "-c", str(core)]
    nowhere, environment = subprocess.DEVNULL, _environment(**(variables or {}))
    errors = nowhere if quiet else None
    with subprocess.Popen([*pinned, *command], env=environment, stdout=nowhere, stderr=errors) as process:
        try:
            _wait(process, port, probe)
            yield process
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(START_TIMEOUT)


def _wait(process: "subprocess.Popen[bytes]", port: int, probe: bytes) -> None:
    until = time.monotonic() + START_TIMEOUT
    while time.monotonic() < until and process.poll() is None:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=START_TIMEOUT) as wire:
                wire.sendall(probe)
                if wire.recv(1):
                    return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(f"{process.args!r} does not answer")
