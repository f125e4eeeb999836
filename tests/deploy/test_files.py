"""The files of `deploy/`, each run by the program that it is for."""

import os
import re
import shutil
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPSConnection
from pathlib import Path

import orjson
import pytest

from ..command import COMMAND_TIMEOUT, ROOT, environment, free_port, migrated, run, serving

DEPLOY = ROOT / "deploy"
NAME = "launches.example"
LIST = "/2.3.0/agencies/?limit=3"
MAX_EXPOSURE = 3.0
"""By systemd's own measure from 0 to 10; below 3.5 it says OK."""


def program(name: str) -> str:
    """The path of a program; skips the test where it is not installed."""
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin:/usr/local/sbin")
    if found is None:
        pytest.skip(f"{name} is not installed")
    return found


def test_the_unit_is_one_that_systemd_understands(tmp_path: Path) -> None:
    """And it leaves little open. The command that it starts has the options that it names."""
    analyze = program("systemd-analyze")
    unit = tmp_path / "downrange.service"
    text = (DEPLOY / "downrange.service").read_text(encoding="utf-8")
    (start,) = re.findall(r"^ExecStart=\S+ (.*)$", text, re.MULTILINE)
    unit.write_text(text.replace("/opt/downrange/bin/downrange", "/bin/true"), encoding="utf-8")
    verified = subprocess.run([analyze, "verify", unit], capture_output=True, text=True, check=False)
    assert str(unit) not in verified.stderr
    assert verified.returncode == 0, verified.stderr
    done = subprocess.run([analyze, "security", "--offline=true", unit], capture_output=True, text=True, check=False)
    (exposure,) = re.findall(r"Overall exposure level for downrange.service: ([0-9.]+)", done.stdout)
    assert float(exposure) <= MAX_EXPOSURE
    helped = run(environment(tmp_path), start.split()[0], "--help")
    assert "--wait SECONDS" in helped.stdout


@contextmanager
def nginx(folder: Path, upstream: str) -> Iterator[int]:
    """nginx with the file of `deploy/`, but for its paths, its name and its ports; the port that it serves."""
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
        "127.0.0.1:8000": upstream.removeprefix("http://"),
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
    """Asks nginx, and trusts its certificate."""

    def __init__(self, folder: Path, port: int) -> None:
        self.context = ssl.create_default_context(cafile=str(folder / "fullchain.pem"))
        self.port = port

    def ask(self, target: str, **fields: str) -> tuple[int, dict[str, str], bytes]:
        connection = HTTPSConnection("127.0.0.1", self.port, timeout=30, context=self.context)
        connection._context.check_hostname = False  # type: ignore[attr-defined] # it is asked by address
        named = {name.replace("_", "-"): value for name, value in fields.items()}
        connection.request("GET", target, headers={"Host": NAME, **named})
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer.status, dict(answer.getheaders()), body


@pytest.mark.slow
def test_nginx_serves_and_keeps_serving(tmp_path: Path) -> None:
    """TLS in the links; what clients say of proxies is not believed; a stored response is asked about, and sent while
    Downrange is away; a long poll is let through.
    """
    log = tmp_path / "access.log"
    variables = migrated(tmp_path) | {
        "DOWNRANGE_ALLOWED_HOSTS": NAME,
        "DOWNRANGE_ACCESS_LOG": str(log),
        "DOWNRANGE_ACCESS_LOG_FORMAT": "json",
    }
    with serving(variables) as (address, server), nginx(tmp_path, address) as port:
        client = Client(tmp_path, port)
        deadline = time.monotonic() + COMMAND_TIMEOUT
        while True:
            try:
                status, fields, body = client.ask(LIST, X_Forwarded_Host="evil.example", X_Forwarded_Prefix="/x")
                break
            except OSError:
                assert time.monotonic() < deadline
                time.sleep(0.1)
        assert status == 200
        page = orjson.loads(body)
        assert page["next"].startswith(f"https://{NAME}/2.3.0/agencies/?")
        assert client.ask(LIST, If_None_Match=fields["ETag"])[0] == 304
        time.sleep(2.1)  # nginx counts in whole seconds
        assert client.ask(LIST)[2] == body
        started = time.monotonic()
        revision = fields["X-Catalog-Revision"]
        assert orjson.loads(client.ask(f"/changes/?since={revision}&wait=2")[2])["results"] == []
        assert time.monotonic() - started >= 2
        server.terminate()
        server.communicate(timeout=COMMAND_TIMEOUT)
        assert client.ask(LIST)[::2] == (200, body)
        assert client.ask("/2.3.0/agencies/?limit=4")[0] == 502
    statuses = [orjson.loads(line)["status"] for line in log.read_text(encoding="utf-8").splitlines()]
    assert statuses == [200, 304, 200]  # the first 304 was nginx's own


def test_caddy_understands_its_file() -> None:
    done = subprocess.run(
        [program("caddy"), "validate", "--config", str(DEPLOY / "Caddyfile"), "--adapter", "caddyfile"],
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
