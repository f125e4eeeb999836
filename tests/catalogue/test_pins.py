"""What was edited here is not overwritten by a load, until it is released."""

from pathlib import Path

import pytest

from downrange.catalog import models
from downrange.catalog.changes import Change
from downrange.catalog.editing import SOURCES, editing
from downrange.catalog.pins import Pin, Pins
from downrange.seed.load import Loaded, load

from .small_catalogue import NOW

pytestmark = pytest.mark.django_db


def test_an_edited_field_is_kept(folder: Path, loaded: Loaded) -> None:
    """A load keeps the value of a field that was edited here, and says so; the others are the seed's."""
    with editing(by="Ada", source="local", now=NOW):
        models.DockingLocation.objects.update(name="Salyut 6 forward")
    again = load(folder, NOW)
    assert models.DockingLocation.objects.get().name == "Salyut 6 forward"
    assert (str(again.kept), again.added, again.changed) == ("1 field of 1 record", 0, 0)
    assert again.revision == loaded.revision + 1


def test_another_field_of_the_record_is_the_seeds(folder: Path, loaded: Loaded) -> None:
    """A pin holds one field, not its record."""
    with editing(by="Ada", source="local", now=NOW):
        models.Agency.objects.filter(pk=163).update(name="Space Forces")
    with editing(by="sync", source="mirror", now=NOW):
        models.Agency.objects.filter(pk=163).update(founding_year=1957)
    load(folder, NOW)
    agency = models.Agency.objects.get(pk=163)
    assert (agency.name, agency.founding_year) == ("Space Forces", 1992)


def test_edited_memberships_are_kept(folder: Path, loaded: Loaded) -> None:
    """A many-to-many field is pinned like any other."""
    with editing(by="Ada", source="local", now=NOW):
        models.Agency.objects.get(pk=163).country.set([2])
    assert str(load(folder, NOW).kept) == "1 field of 1 record"
    assert [country.pk for country in models.Agency.objects.get(pk=163).country.all()] == [2]


def test_a_deleted_record_stays_deleted(folder: Path, loaded: Loaded) -> None:
    """A record of the seed that was deleted here does not come back."""
    with editing(by="Ada", source="local", now=NOW):
        models.DockingEvent.objects.get().delete()
    assert str(load(folder, NOW).kept) == "1 whole record"
    assert not models.DockingEvent.objects.exists()


def test_a_record_created_here_is_not_the_seeds(folder: Path, loaded: Loaded) -> None:
    """A load leaves alone a record that was created here under a key of the seed."""
    with editing(by="sync", source="mirror", now=NOW):
        models.Landing.objects.get(pk=6).delete()
    with editing(by="Ada", source="local", now=NOW):
        models.Landing.objects.create(pk=6, downrange_distance=7)
    load(folder, NOW)
    assert models.Landing.objects.get(pk=6).downrange_distance == 7


def test_release_gives_back_what_was_edited(folder: Path, loaded: Loaded) -> None:
    """A load that releases removes the pins and loads what the files say."""
    with editing(by="Ada", source="local", now=NOW):
        models.DockingLocation.objects.update(name="Salyut 6 forward")
        models.DockingEvent.objects.get().delete()
    again = load(folder, NOW, release=True)
    assert (str(again.kept), again.added, again.changed) == ("", 1, 1)
    assert models.DockingLocation.objects.get().name == "Salyut 6 aft"
    assert not Pin.objects.exists()


def test_only_local_edits_pin(loaded: Loaded) -> None:
    """What the seed and the mirror write is not pinned."""
    with editing(by="sync", source="mirror", now=NOW):
        models.DockingLocation.objects.update(name="Salyut 6 forward")
    assert Change.objects.latest("id").source == "mirror"
    assert not Pin.objects.exists()


def test_pins_bind_the_seed_and_the_mirror_alone(loaded: Loaded) -> None:
    """An edit here, and the clock, may write what is pinned."""
    with editing(by="Ada", source="local", now=NOW):
        models.DockingLocation.objects.update(name="Salyut 6 forward")
    pinned = {source: Pins.against(source).of(models.DockingLocation, 1) for source in SOURCES}
    assert pinned == {"seed": {"name"}, "mirror": {"name"}, "local": frozenset(), "clock": frozenset()}
