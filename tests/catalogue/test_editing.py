"""Every change of the catalogue is made in an edit, which says what it changed."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.models import F, Model

from downrange.catalog import models
from downrange.catalog.changes import Change
from downrange.catalog.derived import deriver
from downrange.catalog.editing import Edit, EditingError, editing, unguarded
from downrange.catalog.guard import catalogue_tables
from downrange.catalog.revision import Revision
from downrange.seed.load import Loaded, load

from .small_catalogue import NOW, state

pytestmark = pytest.mark.django_db
TABLES = sorted(catalogue_tables())


WRITES: dict[str, Callable[[type[Model]], object]] = {
    "save": lambda model: model().save(),
    "bulk_create": lambda model: model._base_manager.bulk_create([model()]),
    "update": lambda model: model._base_manager.update(**{model._meta.concrete_fields[-1].attname: None}),
    "delete": lambda model: model._base_manager.all()._raw_delete("default"),
    "SQL": lambda model: connection.cursor().execute(f'DELETE FROM "{model._meta.db_table}"'),  # noqa: S608 - our own names
}


@pytest.mark.parametrize("write", WRITES.values(), ids=list(WRITES))
@pytest.mark.parametrize("table", TABLES)
def test_each_table_is_guarded(table: str, write: Callable[[type[Model]], object]) -> None:
    """A write of any table of the catalogue outside of an edit is refused, with the way to do it."""
    with pytest.raises(EditingError, match=r"with downrange\.catalog\.editing\.editing"):
        write(catalogue_tables()[table])


def edit() -> AbstractContextManager[Edit]:
    return editing(by="Ada", source="local", now=NOW)


def test_a_save_is_a_change(loaded: Loaded) -> None:
    """A change says who, from which source, which record, and which fields from which value to which."""
    with edit():
        port = models.DockingLocation.objects.get(pk=1)
        port.name = "Salyut 6 forward"
        port.save()
    change = Change.objects.latest("id")
    assert (change.id, change.by, change.source) == (loaded.revision + 1, "Ada", "local")
    assert (change.model, change.key, change.action) == ("dockinglocation", "1", "changed")
    assert (change.before, change.after) == ({"name": "Salyut 6 aft"}, {"name": "Salyut 6 forward"})
    assert Revision.current().number == change.id


def test_an_edit_that_changes_nothing_leaves_no_trace(loaded: Loaded) -> None:
    """Saving the same values writes no change and no revision."""
    with edit():
        models.DockingLocation.objects.get(pk=1).save()
    assert Revision.current().number == loaded.revision == Change.objects.count()


def test_memberships_are_a_field_of_their_owner(loaded: Loaded) -> None:
    """A change of a many-to-many relation lists the members' keys before and after."""
    with edit():
        models.Agency.objects.get(pk=163).country.set([2])
    change = Change.objects.latest("id")
    assert (change.model, change.before, change.after) == ("agency", {"country": [1, 2]}, {"country": [2]})


def test_cascades_of_a_deletion_are_noted(loaded: Loaded) -> None:
    """Cascades are deletions, and references set to null are changes."""
    with edit():
        models.Landing.objects.get(pk=5).delete()
        models.SpacecraftFlight.objects.filter(pk=1).delete()
    made = {(c.model, c.key): c.action for c in Change.objects.filter(id__gt=loaded.revision)}
    assert made == {("landing", "5"): "deleted", ("spacecraftflight", "1"): "deleted", ("dockingevent", "1"): "deleted"}


def test_an_error_rolls_everything_back(loaded: Loaded) -> None:
    """An edit that raises leaves no row, no change and no revision."""
    with pytest.raises(ZeroDivisionError), edit():
        models.DockingLocation.objects.update(name="Gone")
        raise ZeroDivisionError
    assert models.DockingLocation.objects.get().name == "Salyut 6 aft"
    assert Revision.current().number == loaded.revision == Change.objects.count()


def test_edits_do_not_nest() -> None:
    """An edit within an edit is refused."""
    with pytest.raises(EditingError, match="do not nest"), edit(), edit():
        pass


def test_raw_sql_is_refused_within_an_edit(loaded: Loaded) -> None:
    """SQL that cannot be noted is refused."""
    with pytest.raises(EditingError), edit(), connection.cursor() as cursor:
        cursor.execute("UPDATE catalog_dockinglocation SET name = 'x'")


def test_a_membership_does_not_move(loaded: Loaded) -> None:
    """An update that gives a membership to another record is refused, for that record was not noted."""
    rows = models.Agency.country.through.objects
    with pytest.raises(EditingError, match="remove it and add another"), edit():
        rows.filter(agency_id=63).update(agency_id=96)


def test_a_primary_key_does_not_change(loaded: Loaded) -> None:
    """An update of a primary key is refused: it would be another record."""
    with pytest.raises(EditingError, match="primary key"), edit():
        models.Landing.objects.filter(pk=6).update(id=7)


def test_an_insert_by_another_key_is_refused(loaded: Loaded) -> None:
    """Records that an insert updates are found by their primary key only."""
    with pytest.raises(EditingError, match="an upsert must conflict on the primary key"), edit():
        models.Landing.objects.bulk_create([models.Landing()], ignore_conflicts=True)


def test_derived_columns_of_what_was_touched_are_derived_on_leaving(loaded: Loaded) -> None:
    """A departure that is corrected changes the time docked, without another call."""
    craft = models.Spacecraft.objects.get(pk=29)
    before = craft.time_docked_offset
    with edit():
        models.DockingEvent.objects.update(docking=F("docking") - timedelta(hours=1))
    craft.refresh_from_db()
    assert craft.time_docked_offset - before == 3600


def test_the_clock_writes_one_change_without_a_record(loaded: Loaded) -> None:
    """The revision stays the id of the last change when only derived columns change."""
    with unguarded():
        models.Agency.objects.filter(pk=63).update(pending_launches=777)
    deriver.derive(NOW)
    change = Change.objects.latest("id")
    assert (change.id, change.source, change.model, change.key) == (loaded.revision + 1, "clock", "", "")
    assert change.action == "derived"
    assert Revision.current().number == change.id


def test_a_second_load_leaves_no_trace(folder: Path, loaded: Loaded) -> None:
    """The same files change no row, and write neither a change nor a revision."""
    before = state()
    assert load(folder, NOW).revision == loaded.revision == Change.objects.count()
    assert state() == before


@pytest.mark.parametrize("source", ["", "Local", "ll2"])
def test_the_source_of_an_edit_is_one_of_four(source: str) -> None:
    """A change says whether the seed, the mirror, somebody here or the clock made it."""
    with pytest.raises(EditingError, match="seed, mirror, local, clock"), editing(by="Ada", source=source):
        pass


def test_the_signal_is_sent_once_on_commit(loaded: Loaded, django_capture_on_commit_callbacks: Any) -> None:
    """Receivers hear of an edit when it is committed, once, however many records it changed."""
    with django_capture_on_commit_callbacks() as callbacks, edit():
        models.Landing.objects.update(downrange_distance=1)
    assert len(callbacks) == 1


def test_a_membership_that_is_removed_is_derived_anew(loaded: Loaded) -> None:
    """A seat that leaves the crew of its flight takes the flight from its astronaut's count."""
    astronaut = models.Astronaut.objects.get(pk=1)
    assert astronaut.flights_count == 1
    with edit():
        models.SpacecraftFlight.objects.get(pk=1).launch_crew.clear()
    astronaut.refresh_from_db()
    assert astronaut.flights_count == 0
