"""What tests of delivery have of their own."""

import pytest

from downrange.server import rendering, state


@pytest.fixture(autouse=True)
def _one_connection(monkeypatch: pytest.MonkeyPatch, one_connection: None) -> None:
    """Delivery closes no connection either."""
    for module in (rendering, state):
        monkeypatch.setattr(module, "close_old_connections", lambda: None)
