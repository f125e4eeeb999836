"""Every change of the catalogue is made in an edit, which says what it changed."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.db import connection
from django.db.models import Model

from downrange.catalog import models
from downrange.catalog.changes import Change
from downrange.catalog.editing import Edit, EditingError, editing
from downrange.catalog.guard import catalogue_tables
from downrange.catalog.revision import Revision
from downrange.seed.load import Loaded

from .small_catalogue import NOW

pytestmark = pytest.mark.django_db
GUARDED = True
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


def test_what_a_deletion_takes_along_is_noted(loaded: Loaded) -> None:
    """Cascades are deletions, and references set to null are changes."""
    with edit():
        models.Landing.objects.get(pk=5).delete()
        models.SpacecraftFlight.objects.filter(pk=1).delete()
    made = {(c.model, c.key): c.action for c in Change.objects.filter(id__gt=loaded.revision)}
    assert made == {("landing", "5"): "deleted", ("spacecraftflight", "1"): "deleted", ("dockingevent", "1"): "deleted"}


def test_an_error_takes_everything_back(loaded: Loaded) -> None:
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
