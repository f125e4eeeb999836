"""The port: one server has it, or says so."""

import socket

import pytest

from downrange.server.master import ServerError, listening

from ..command import free_port


def test_a_port_in_use_is_one_line() -> None:
    """The line says what to do."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(ServerError) as refusal, listening("127.0.0.1", port):
            pass
    assert str(refusal.value) == (
        f"cannot listen on 127.0.0.1 port {port} (Address already in use); give another --port or --host"
    )


def test_a_port_is_taken_from_the_start() -> None:
    """Two servers that start at once do not share a port."""
    port = free_port()
    with (
        listening("127.0.0.1", port),
        pytest.raises(ServerError, match="already in use"),
        listening("127.0.0.1", port),
    ):
        pass


def test_a_port_is_free_again_afterwards() -> None:
    """A server that ended leaves nothing behind."""
    port = free_port()
    for _ in range(2):
        with listening("127.0.0.1", port) as listener:
            assert listener.getsockname() == ("127.0.0.1", port)


def test_a_name_becomes_an_address() -> None:
    """The server listens on addresses only."""
    with listening("localhost", free_port()) as listener:
        assert listener.getsockname()[0] in ("127.0.0.1", "::1")


def test_an_address_of_another_machine_is_one_line() -> None:
    """192.0.2.0/24 is nobody's."""
    with pytest.raises(ServerError, match="cannot listen on"), listening("192.0.2.7", free_port()):
        pass
