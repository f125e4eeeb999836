"""Migrations: nothing is left out of them."""

import pytest
from django.core.management import call_command


@pytest.mark.django_db
def test_every_change_of_a_model_has_a_migration() -> None:
    """Django finds nothing to add."""
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)
