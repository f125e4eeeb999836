"""What tests of delivery have of their own."""

from collections.abc import Iterator

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from downrange.delivery import rendering, state


@pytest.fixture(autouse=True)
def _one_connection(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The connection lives as long as the test, whose transaction it holds; Django's own client sees to that too."""
    for module in (rendering, state):
        monkeypatch.setattr(module, "close_old_connections", lambda: None)
    signals = (request_started, request_finished)
    connected = [signal for signal in signals if signal.disconnect(close_old_connections)]
    yield
    for signal in connected:
        signal.connect(close_old_connections)
