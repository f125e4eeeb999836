"""What tests of the server have of their own."""

import pytest

from downrange.config import application


@pytest.fixture(autouse=True)
def _one_connection(monkeypatch: pytest.MonkeyPatch, one_connection: None) -> None:
    """The server closes no connection to the database either."""
    monkeypatch.setattr(application, "close_old_connections", lambda: None)
