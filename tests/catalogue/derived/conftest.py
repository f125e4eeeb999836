import pytest


@pytest.fixture(autouse=True)
def _writes_are_direct(direct_writes: None) -> None:
    """These tests are about what is derived from a log: they write it without an edit."""
