"""The access log: one line for each request, whatever a client sends."""

import json
import signal
import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from downrange.messages import Request
from downrange.server import access_log
from downrange.server.access_log import AccessLog, Entry, entry_of

from ..command import COMMAND_TIMEOUT, serving
from .test_worker import connect

pytestmark = pytest.mark.usefixtures("tables")

CACHED = b"GET /2.3.0/config/image_licenses/?limit=1 HTTP/1.1\r\nHost: localhost\r\n"
HEAD = b"HTTP/1.1 404 Not Found\r\nDate: "


def until(condition: Callable[[], Any]) -> Any:
    """What a condition gives, once it is true."""
    deadline = time.monotonic() + COMMAND_TIMEOUT
    while not (found := condition()):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    return found


def lines_of(path: Path, count: int) -> list[dict[str, Any]]:
    """The lines of a log, once it has so many."""

    def read() -> list[str]:
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        return lines if len(lines) >= count else []

    lines = until(read)
    assert len(lines) == count
    return [json.loads(line) for line in lines]


def send(address: str, *requests: bytes) -> None:
    with connect(address) as wire:
        for request in requests:
            wire.sendall(request + b"\r\n")
            wire.recv(65_536)


def test_every_request_is_logged_once(variables: dict[str, str], tmp_path: Path) -> None:
    """Made, cached, known by its bytes, refused, and with HEAD. A file that was moved is opened anew."""
    path = tmp_path / "access.log"
    variables |= {"DOWNRANGE_ACCESS_LOG": str(path), "DOWNRANGE_ACCESS_LOG_FORMAT": "json"}
    with serving(variables, "--empty") as (address, _):
        named = CACHED + b'User-Agent: a\tb"\xe9\r\nReferer: https://x.example/\r\n'
        send(
            address,
            named,
            named,
            named,
            named.replace(b"GET", b"HEAD"),
            b"GET /nowhere HTTP/1.1\r\nHost: localhost\r\n",
        )
        send(address, b"nonsense\r\n")
        made, *cached, headed, lost, refused = lines_of(path, 6)
        assert list(made) == list(access_log.NAMES)
        assert (made["client"], made["method"], made["status"]) == ("127.0.0.1", "GET", 200)
        assert made["target"] == "/2.3.0/config/image_licenses/?limit=1"
        assert (made["user_agent"], made["referer"]) == ('a\tb"é', "https://x.example/")
        assert made["bytes"] > 50
        assert [(each["status"], each["bytes"], each["cached"]) for each in cached] == [(200, made["bytes"], True)] * 2
        assert (made["cached"], lost["cached"]) == (False, False)
        assert (headed["method"], headed["bytes"], headed["status"]) == ("HEAD", 0, 200)
        assert lost["status"] == 404
        assert (refused["method"], refused["target"], refused["status"]) == ("-", "-", 400)
        assert len({each["id"] for each in (made, *cached, headed, lost, refused)}) == 6
        path.rename(tmp_path / "access.log.1")
        send(address, named)
        assert lines_of(path, 1)[0]["cached"] is True
    assert len((tmp_path / "access.log.1").read_text().splitlines()) == 6


def test_a_request_has_the_name_that_a_trusted_proxy_gives_it(variables: dict[str, str], tmp_path: Path) -> None:
    """And the client that it names. A name that is not well-formed is not taken."""
    path = tmp_path / "access.log"
    variables |= {"DOWNRANGE_ACCESS_LOG": str(path), "DOWNRANGE_ACCESS_LOG_FORMAT": "json"}
    with serving(variables, "--empty") as (address, _):
        for name in (b"abc-1", b"a b"):
            send(address, CACHED + b"X-Request-ID: " + name + b"\r\nX-Forwarded-For: 192.0.2.7\r\n")
        first, second = lines_of(path, 2)
    assert (first["id"], first["client"]) == ("abc-1", "192.0.2.7")
    assert second["id"] != "a b"


def test_lines_of_text_go_to_standard_output(variables: dict[str, str]) -> None:
    """With all that is queued when the server stops."""
    with serving(variables | {"DOWNRANGE_ACCESS_LOG": "-"}, "--empty") as (address, server):
        send(address, *[CACHED] * 5)
        server.terminate()
        out, _ = server.communicate(timeout=COMMAND_TIMEOUT)
    lines = [line for line in out.splitlines() if "image_licenses" in line]
    assert len(lines) == 5
    assert ' 127.0.0.1 "GET /2.3.0/config/image_licenses/?limit=1" 200 ' in lines[0]
    assert "Stopping: SIGTERM" in out


def test_no_client_forges_a_line() -> None:
    """Control characters and quotes are escaped, and long texts cut."""
    fields = {b"user-agent": b'x"\r\n2026 1.2.3.4 "GET /" 200', b"referer": b"\x1b[31m" + b"r" * 9000}
    entry = entry_of(Request("GET", b'/"\n', fields), HEAD, 5, 0.0012, is_cached=False, trusted=True)
    text, in_json = entry.as_text(), entry.as_json()
    assert (text.count(b"\n"), in_json.count(b"\n")) == (1, 1)
    assert b"\x1b" not in text
    assert b'\\"' in text
    assert b" 404 5 1.2ms made " in text
    assert len(json.loads(in_json)["referer"]) == access_log.MAX_TEXT


def test_a_log_that_is_behind_drops_lines_and_says_how_many(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The queue is bounded."""
    monkeypatch.setattr(access_log, "MAX_QUEUED", 3)
    log = AccessLog(str(tmp_path / "log"), "text")
    for _ in range(5):
        log.add(Entry(0.0, None, 200, 0, 0.0, is_cached=True, request_id="a"))
    log.start()
    log.stop()
    assert len((tmp_path / "log").read_text().splitlines()) == 3
    assert [record.getMessage() for record in caplog.records] == ["2 lines of the access log were dropped"]


def test_a_log_that_cannot_be_written_stops_nobody(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    log = AccessLog(str(tmp_path), "text")  # a folder
    log.add(Entry(0.0, None, 200, 0, 0.0, is_cached=True, request_id="a"))
    log.start()
    log.stop()
    assert f"cannot write the access log {tmp_path}: Is a directory" in caplog.text


@pytest.mark.parametrize("managed", [True, False])
def test_a_service_manager_is_told_and_may_send_sighup(
    variables: dict[str, str], tmp_path: Path, *, managed: bool
) -> None:
    """It is told when the server is ready. Of a server that a terminal started, SIGHUP is the end."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as channel:
        channel.bind(str(tmp_path / "notify"))
        channel.settimeout(COMMAND_TIMEOUT)
        if managed:
            variables = variables | {"NOTIFY_SOCKET": str(tmp_path / "notify")}
        with serving(variables, "--empty") as (address, server):
            if managed:
                assert channel.recv(100).startswith(b"READY=1")
                server.send_signal(signal.SIGHUP)
                time.sleep(0.5)
                send(address, CACHED)
                server.terminate()
            else:
                server.send_signal(signal.SIGHUP)
            out, _ = server.communicate(timeout=COMMAND_TIMEOUT)
    assert f"Stopping: {'SIGTERM' if managed else 'SIGHUP'}" in out
