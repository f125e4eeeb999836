"""A mirror that starts on the shipped catalogue: what upstream has under ids of its own is found, and stands once."""

from pathlib import Path

import pytest

from downrange.api.v230 import CONTRACT
from downrange.catalog import clock as ticks
from downrange.catalog import models
from downrange.catalog.identity import Move, is_own
from downrange.catalog.tables import TABLES
from downrange.mirror.models import SetAside
from downrange.seed.load import load

from .conftest import MakeMirror, read_all, serving
from .small import cut

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.usefixtures("one_connection")]


def test_nothing_stands_twice(small: Path, tmp_path: Path, mirror: MakeMirror) -> None:
    """Each table has as many records as before, and every record that a list shows has upstream's id."""
    folder = tmp_path / "renumbered"
    folder.mkdir()
    cut(folder, is_renumbered=True)
    load(small, ticks.tick())
    before = {name: model._base_manager.count() for name, model in TABLES.items()}
    seats = set(models.AstronautFlight.objects.values_list("astronaut__name", "astronaut__date_of_birth"))
    with serving(folder, tmp_path) as address:
        read_all(mirror(address, calls=10_000))
    assert [(each.model, each.key, each.reason) for each in SetAside.objects.all()] == []
    after = {name: model._base_manager.count() for name, model in TABLES.items()}
    assert {name: (before[name], after[name]) for name in before if before[name] != after[name]} == {}
    ours = {
        resource.route: [key for key in resource.model._base_manager.values_list("pk", flat=True) if is_own(key)]
        for resource in CONTRACT.resources
    }
    assert {route: keys for route, keys in ours.items() if keys} == {}
    assert Move.objects.filter(model="launch").exists()
    assert seats == set(models.AstronautFlight.objects.values_list("astronaut__name", "astronaut__date_of_birth"))
