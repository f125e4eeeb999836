"""The servers that are measured: each with one process, on one core."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent
PATIENCE = 60  # seconds until a server must answer
NGINX = """daemon off;
master_process off;
pid {folder}/nginx.pid;
error_log {folder}/nginx.log crit;
events {{ worker_connections 1024; }}
http {{
  access_log off;
  sendfile on;
  tcp_nopush on;
  open_file_cache max=100;
  keepalive_requests 100000000;
  default_type application/json;
  client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder}; uwsgi_temp_path {folder};
  scgi_temp_path {folder};
  server {{ listen 127.0.0.1:{port}; root {folder}/static; }}
}}
"""


def missing() -> list[str]:
    """What must be installed first, and how."""
    return [
        f"{tool} is not installed (Debian: apt install {package}; macOS: brew install {tool})"
        for tool, package in (("wrk", "wrk"), ("nginx", "nginx-light"))
        if shutil.which(tool) is None
    ]


@contextmanager
def downrange(data: Path, core: int | None, **settings: str) -> Iterator[str]:
    """Downrange with the shipped catalogue."""
    port = free_port()
    command = [sys.executable, "-m", "downrange", "serve", "--port", str(port), "--workers", "1", "--data", str(data)]
    with _running(command, port, core, **{f"DOWNRANGE_{name}": value for name, value in settings.items()}):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def python(module: str, data: Path, core: int | None, *arguments: str) -> Iterator[str]:
    """A server of this folder, on the same database."""
    port = free_port()
    with _running([sys.executable, "-m", module, str(port), *arguments], port, core, DOWNRANGE_DATA=str(data)):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def nginx(folder: Path, body: bytes, core: int | None) -> Iterator[str]:
    """nginx with one static file; the address is the file's."""
    port = free_port()
    (folder / "static").mkdir()
    (folder / "static" / "page.json").write_bytes(body)
    configuration = folder / "nginx.conf"
    configuration.write_text(NGINX.format(folder=folder, port=port), encoding="utf-8")
    with _running(["nginx", "-p", str(folder), "-c", str(configuration)], port, core):
        yield f"http://127.0.0.1:{port}"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


@contextmanager
def _running(command: Sequence[str], port: int, core: int | None, **variables: str) -> Iterator[None]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DOWNRANGE_", "DJANGO_"))}
    pinned = [] if core is None else ["taskset", "-c", str(core)]
    paths = f"{ROOT / 'src'}{os.pathsep}{ROOT}"
    with subprocess.Popen(
        [*pinned, *command], env=kept | {"PYTHONPATH": paths} | variables, stdout=subprocess.DEVNULL
    ) as process:
        try:
            _wait(process, port)
            yield
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(PATIENCE)


def _wait(process: "subprocess.Popen[bytes]", port: int) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as wire:
                wire.sendall(b"GET /2.3.0/ HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
                if wire.recv(1):
                    return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(f"{process.args!r} does not answer")
