"""Programs that stand in front of Downrange, started with the files of `deploy/`."""

import os
import shutil
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPSConnection
from pathlib import Path

import pytest

from ..command import COMMAND_TIMEOUT, ROOT, free_port

DEPLOY = ROOT / "deploy"
NAME = "launches.example"


def program(name: str) -> str:
    """The path of a program; skips the test where it is not installed."""
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin:/usr/local/sbin")
    if found is None:
        pytest.skip(f"{name} is not installed")
    return found


@contextmanager
def nginx(folder: Path, *upstreams: str) -> Iterator[int]:
    """nginx with the file of `deploy/`, but for its paths, its name and its ports, in front of some servers; the port
    that it serves.
    """
    nginx_ = program("nginx")
    port = free_port()
    subprocess.run(
        [
            *(program("openssl"), "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"),
            *("-subj", f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME}"),
            *("-keyout", str(folder / "privkey.pem"), "-out", str(folder / "fullchain.pem")),
        ],
        check=True,
        capture_output=True,
    )
    site = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    for old, new in {
        f"/etc/ssl/{NAME}": str(folder),
        "/var/cache/nginx/downrange": str(folder / "cache"),
        "    listen [::]:443 ssl;\n": "",
        "listen 443": f"listen 127.0.0.1:{port}",
        "server 127.0.0.1:8000;": " ".join(f"server {each.removeprefix('http://')};" for each in upstreams),
    }.items():
        assert old in site
        site = site.replace(old, new)
    (folder / "site.conf").write_text(site, encoding="utf-8")
    temporary = "".join(
        f"{name}_temp_path {folder / name};\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(
        f"{user}\npid {folder / 'pid'};\ndaemon off;\nerror_log stderr;\nevents {{}}\n"
        f"http {{\naccess_log off;\n{temporary}include {folder / 'site.conf'};\n}}\n",
        encoding="utf-8",
    )
    command = [nginx_, "-e", "stderr", "-p", str(folder), "-c", str(folder / "nginx.conf")]
    subprocess.run([*command, "-t"], check=True, capture_output=True)
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            yield port
        finally:
            process.terminate()
            process.communicate(timeout=COMMAND_TIMEOUT)


class Client:
    """Asks nginx, and trusts its certificate. nginx is asked until it answers."""

    def __init__(self, folder: Path, port: int) -> None:
        self.context = ssl.create_default_context(cafile=str(folder / "fullchain.pem"))
        self.port = port
        deadline = time.monotonic() + COMMAND_TIMEOUT
        while True:
            try:
                self.ask("/health/live")
            except OSError:
                assert time.monotonic() < deadline
                time.sleep(0.1)
            else:
                return

    def ask(self, target: str, **fields: str) -> tuple[int, dict[str, str], bytes]:
        connection = HTTPSConnection("127.0.0.1", self.port, timeout=30, context=self.context)
        connection._context.check_hostname = False  # type: ignore[attr-defined] # it is asked by address
        named = {name.replace("_", "-"): value for name, value in fields.items()}
        connection.request("GET", target, headers={"Host": NAME, **named})
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer.status, dict(answer.getheaders()), body
