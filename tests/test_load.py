"""How `make bench` is called, and what it does between two measurements."""

import socket
import sys
from threading import Thread

import pytest
from bench.__main__ import main
from bench.load import drain


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
        drain(f"http://127.0.0.1:{port}")
        assert answered == [0, 1, 2, 3]
        server.join()
    for connection in waiting:
        connection.close()
