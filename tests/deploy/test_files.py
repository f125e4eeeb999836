"""The files of `deploy/`, each run by the program that it is for."""

import re
import subprocess
import time
from pathlib import Path

import orjson
import pytest

from ..command import COMMAND_TIMEOUT, environment, migrated, run, serving
from .programs import DEPLOY, NAME, Client, nginx, program

LIST = "/2.3.0/agencies/?limit=3"
MAX_EXPOSURE = 3.0
"""By systemd's own measure from 0 to 10; below 3.5 it says OK."""


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
        status, fields, body = client.ask(LIST, X_Forwarded_Host="evil.example", X_Forwarded_Prefix="/x")
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
    assert statuses == [200, 200, 304, 200]  # health, the list; the first 304 was nginx's own


def test_caddy_understands_its_file() -> None:
    done = subprocess.run(
        [program("caddy"), "validate", "--config", str(DEPLOY / "Caddyfile"), "--adapter", "caddyfile"],
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
