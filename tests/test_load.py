"""How `make bench` is called, and what it does between two measurements."""

import socket
import sys
from pathlib import Path
from subprocess import CompletedProcess
from threading import Thread

import pytest
from bench import load
from bench.__main__ import main


def test_a_database_is_refused_where_it_would_not_be_measured(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """By one line, with exit status 2."""
    monkeypatch.setattr(sys, "argv", ["bench", "--only", "peer", "--database", "postgres://localhost/bench"])
    with pytest.raises(SystemExit, match="2"):
        main()
    assert "--database goes with `--only scaling`" in capsys.readouterr().err


def test_it_waits_until_a_server_has_answered_what_came_before() -> None:
    """A server of one connection at a time answers those that are waiting before it answers this one."""
    answered = []
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        waiting = [socket.create_connection(("127.0.0.1", port)) for _ in range(3)]

        def serve() -> None:
            for number in range(4):
                connection, _ = listener.accept()
                with connection:
                    answered.append(number)
                    connection.sendall(b"HTTP/1.1 204 No Content\r\n\r\n")

        server = Thread(target=serve)
        server.start()
        load.drain(f"http://127.0.0.1:{port}")
        assert answered == [0, 1, 2, 3]
        server.join()
    for connection in waiting:
        connection.close()


def test_a_load_is_over_once_the_server_has_answered_all(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """So that the next measurement has the core to itself."""
    printed = "BENCH 300 3.0 1000 2000 0 0\n"
    drained: list[str] = []
    monkeypatch.setattr(load.subprocess, "run", lambda command, **_: CompletedProcess(command, 0, printed, ""))
    monkeypatch.setattr(load, "drain", drained.append)
    measured = load.load(load.Workload(address="http://a", targets=["/"]), tmp_path, seconds=3, core=None)
    assert (measured.rate, measured.p50, measured.p99) == (100, 1000, 2000)
    assert drained == ["http://a"]


def test_a_server_that_has_died_is_said_to_have(tmp_path: Path) -> None:
    """By the error that the bench reports."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
    with pytest.raises(load.LoadError, match="does not answer"):
        load.drain(address)
