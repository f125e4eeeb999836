"""The gate while its counters do not answer."""

import logging

import pytest
from django.db import OperationalError, connection

from downrange.access import gate as module
from downrange.access.counters import Count
from downrange.access.gate import Gate, network
from downrange.access.rates import Rate
from downrange.messages import Address

CLIENT: Address = ("192.0.2.7", 50_000)


class Failing:
    """Counters that answer while they are told to."""

    def __init__(self) -> None:
        self.answers, self.asked = True, 0

    def count(self, client: str, rate: Rate) -> Count:
        self.asked += 1
        if not self.answers:
            raise OperationalError("gone\naway")
        return Count(1, allowed=True)

    look = count


@pytest.fixture(autouse=True)
def _kept_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    """None is made: these counters are in no database."""
    monkeypatch.setattr(connection, "close_if_unusable_or_obsolete", lambda: None)
    monkeypatch.setattr(connection, "close", lambda: None)


@pytest.mark.parametrize("fails_open", [True, False])
def test_counters_that_do_not_answer_are_not_asked_by_each_request(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, *, fails_open: bool
) -> None:
    """Each would wait for them. They are asked once a second; a line tells when they are lost, and one when found."""
    now = [1000.0]
    monkeypatch.setattr(module.time, "monotonic", lambda: now[0])
    counters = Failing()
    gate = Gate(counters, Rate(15, 3600), fails_open=fails_open)
    assert gate(None, CLIENT) is None
    counters.answers = False
    refused = [gate(None, CLIENT) for _ in range(5)]
    assert counters.asked == 2
    assert [each.status if each else None for each in refused] == [None if fails_open else 503] * 5
    now[0] += 1
    gate(None, CLIENT)
    assert counters.asked == 3
    counters.answers = True
    now[0] += 1
    assert gate(None, CLIENT) is None
    lines = [(record.levelno, record.getMessage()) for record in caplog.records]
    what = "pass uncounted" if fails_open else "are refused"
    assert lines == [
        (logging.ERROR, f"requests cannot be counted, and {what}: gone away"),
        (logging.WARNING, "requests are counted again"),
    ]


@pytest.mark.parametrize(
    ("address", "client"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", ""),
        ("unix:", "unix:"),
    ],
)
def test_what_a_client_is(address: str, client: str) -> None:
    """Of IPv6 a network, because a household has one."""
    assert network(address) == client
