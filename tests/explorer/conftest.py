import pytest


@pytest.fixture(autouse=True)
def _writes_are_direct(direct_writes: None) -> None:
    """These tests are about answers: they write records without an edit."""
