"""Records that get another id: what refers to them follows, and their old address leads to the new one."""

import json
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client

from downrange.catalog import models
from downrange.catalog.changes import Change
from downrange.catalog.editing import editing
from downrange.catalog.identity import FIRST_OWN_ID, Move, move, moved
from downrange.catalog.pins import Pin
from downrange.catalog.revision import Revision
from downrange.seed.load import Loaded, load
from downrange.seed.reading import CatalogueError

from .small_catalogue import NOW, T2, tables, write

pytestmark = pytest.mark.django_db
NEW_T2 = "00000000-0000-4000-8000-0000000000ff"


def rename(folder: Path, table: str, old: object, new: object) -> None:
    """Give a record another id in the files, with all references to it, and list the move."""
    changed = tables()
    for record in changed[table]:
        if record["id"] == old:
            record["id"] = new
    changed[table].sort(key=lambda record: record["id"])
    for references in changed.values():
        for record in references:
            for name in {"spacecraft": ("spacecraft",), "launches": ("launch",)}.get(table, ()):
                if record.get(name) == old:
                    record[name] = new
    write(folder, changed)
    lines = [{"table": "moves"}, {"table": table, "old": old, "new": new}]
    (folder / "moves.jsonl").write_text("".join(f"{json.dumps(line)}\n" for line in lines))


def test_a_record_moves_with_what_refers_to_it(folder: Path, loaded: Loaded) -> None:
    """A later release knows its id upstream: nothing is doubled, nothing is lost."""
    rename(folder, "spacecraft", 29, 224)
    again = load(folder, NOW)
    assert not models.Spacecraft.objects.filter(pk=29).exists()
    craft = models.Spacecraft.objects.get(pk=224)
    assert (craft.name, craft.flights_count) == ("Soyuz T-2", 1)
    assert models.SpacecraftFlight.objects.get(pk=1).spacecraft_id == 224
    assert (again.added, again.changed) == (0, 0)
    assert load(folder, NOW).revision == again.revision


def test_a_launch_moves_with_its_flights(folder: Path, loaded: Loaded) -> None:
    """A UUID is an id as any other."""
    rename(folder, "launches", T2, NEW_T2)
    load(folder, NOW)
    assert str(models.SpacecraftFlight.objects.get(pk=1).launch_id) == NEW_T2
    assert models.Launch.objects.count() == 2


def test_a_move_is_a_change(folder: Path, loaded: Loaded) -> None:
    """The one record goes, the other comes, and what refers to them changes. That the two are one stands first."""
    with editing(by="sync", source="mirror", now=NOW) as edit:
        move(edit, models.Spacecraft, 29, 224)
    move_, *others = edit.changes
    assert (move_.model, move_.key, move_.action) == ("spacecraft", "29", "moved")
    assert (move_.before, move_.after) == ({"id": 29}, {"id": 224})
    assert {(change.model, change.key, change.action) for change in others} == {
        ("spacecraft", "29", "deleted"),
        ("spacecraft", "224", "created"),
        ("spacecraftflight", "1", "changed"),
    }
    assert Change.objects.filter(model="spacecraft", key="224").get().after["name"] == "Soyuz T-2"


def test_many_to_many_fields_move_too(loaded: Loaded) -> None:
    """Those that the record has, and those that it is in."""
    with editing(by="sync", source="mirror", now=NOW) as edit:
        move(edit, models.Agency, 163, 164)
        move(edit, models.Country, 1, 11)
    agency = models.Agency.objects.get(pk=164)
    assert sorted(country.pk for country in agency.country.all()) == [2, 11]
    assert models.Agency.objects.get(pk=96).parent_id == 164


def test_a_record_that_came_under_its_new_id_takes_over(loaded: Loaded) -> None:
    """The mirror was faster: what refers to the old record refers to the other, and the old one is gone."""
    with editing(by="sync", source="mirror", now=NOW):
        models.Spacecraft.objects.create(pk=224, name="Soyuz T-2 (mirrored)", status_id=1, spacecraft_config_id=1)
        models.SpacecraftFlight.objects.create(pk=7, spacecraft_id=224, launch_id=T2)
    with editing(by="downrange load", source="seed", now=NOW) as edit:
        move(edit, models.Spacecraft, 29, 224)
    assert models.Spacecraft.objects.get(pk=224).name == "Soyuz T-2 (mirrored)"
    assert not models.Spacecraft.objects.filter(pk=29).exists()
    assert models.SpacecraftFlight.objects.filter(launch=T2).count() == 1


def test_pins_move_with_their_record(loaded: Loaded) -> None:
    """What was corrected here stays corrected."""
    with editing(by="Ada", source="local", now=NOW):
        models.Spacecraft.objects.filter(pk=29).update(name="Soyuz T-2!")
    with editing(by="downrange load", source="seed", now=NOW) as edit:
        move(edit, models.Spacecraft, 29, 224)
    assert [(pin.key, pin.field) for pin in Pin.objects.filter(model="spacecraft")] == [("224", "name")]


def test_the_pins_of_the_record_that_stays_stay(loaded: Loaded) -> None:
    """Where two records become one: its columns are those that were corrected, not those of the one that goes."""
    with editing(by="Ada", source="local", now=NOW):
        models.Spacecraft.objects.filter(pk=29).update(name="Soyuz T-2!")
        models.Spacecraft.objects.filter(pk=53).update(description="Corrected")
    with editing(by="sync", source="mirror", now=NOW) as edit:
        move(edit, models.Spacecraft, 29, 53)
    assert [(pin.key, pin.field) for pin in Pin.objects.filter(model="spacecraft")] == [("53", "description")]


def test_a_move_that_was_made_before_leaves_no_trace(loaded: Loaded) -> None:
    """A load repeats the moves of earlier releases."""
    for _ in range(2):
        with editing(by="sync", source="mirror", now=NOW) as edit:
            move(edit, models.Spacecraft, 29, 224)
            move(edit, models.Spacecraft, 1000, 2000)
    assert edit.changes == ()
    assert Change.objects.filter(action="moved").count() == 2


def test_a_move_that_is_taken_back_is_no_change(loaded: Loaded) -> None:
    """By a savepoint, within an edit that goes on."""
    with editing(by="sync", source="mirror", now=NOW) as edit:
        move(edit, models.Spacecraft, 29, 224)
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            move(edit, models.Spacecraft, 53, 225)
            raise ZeroDivisionError
        move(edit, models.Agency, 1000, 2000)
    moves = Change.objects.filter(action="moved").values_list("id", "key", "edit")
    last = loaded.revision + len(edit.changes)
    assert list(moves) == [(loaded.revision + 1, "29", last), (loaded.revision + 2, "1000", last)]
    assert Change.objects.count() == last == Revision.current().number


def test_a_record_that_takes_the_place_of_one_that_moved_is_said_whole(loaded: Loaded) -> None:
    """A follower that has not got it yet could not make it of what differs, nor see it if nothing does."""
    with editing(by="sync", source="mirror", now=NOW):
        models.Agency.objects.create(pk=500, name="Roscosmos", type_id=1).country.set([1])
    with editing(by="sync", source="mirror", now=NOW) as edit:
        move(edit, models.Agency, 63, 77)
        move(edit, models.Agency, 500, 63)
    said = {change.key: change for change in edit.changes if change.model == "agency" and change.action != "moved"}
    assert {key: said[key].action for key in ("63", "77", "500")} == {
        "63": "changed",
        "77": "created",
        "500": "deleted",
    }
    assert (said["63"].after["name"], said["63"].after["country"]) == ("Roscosmos", [1])
    assert said["63"].after == {**said["500"].before, "id": 63}


def test_members_stay_said_in_a_merger(loaded: Loaded) -> None:
    """Those of the record that stays, though the one that goes has none."""
    with editing(by="sync", source="mirror", now=NOW) as edit:
        move(edit, models.Agency, 96, 63)
    (said,) = (change for change in edit.changes if change.key == "63")
    assert (said.action, said.before["country"], said.after["country"]) == ("changed", [1], [1])


def test_an_address_alone_is_a_change(loaded: Loaded) -> None:
    """A cached 404 of the old address would hold otherwise."""
    with editing(by="sync", source="mirror", now=NOW) as edit:
        move(edit, models.Spacecraft, 1000, 224)
    (change,) = edit.changes
    assert (change.key, change.action, change.edit) == ("1000", "moved", loaded.revision + 1)


def test_an_old_address_leads_to_the_new_one(client: Client, loaded: Loaded) -> None:
    """By 301, the query kept, from as far back as there were moves."""
    with editing(by="sync", source="mirror", now=NOW) as edit:
        move(edit, models.Spacecraft, 29, FIRST_OWN_ID)
        move(edit, models.Spacecraft, FIRST_OWN_ID, 224)
    for old in (29, FIRST_OWN_ID):
        response = client.get(f"/2.3.0/spacecraft/{old}/?format=json")
        assert (response.status_code, response["Location"]) == (301, "/2.3.0/spacecraft/224/?format=json")
    assert client.get("/2.3.0/spacecraft/30/").status_code == 404
    assert Move.objects.count() == 2


def test_a_record_that_comes_back_is_found(loaded: Loaded) -> None:
    """No two addresses lead to each other."""
    with editing(by="sync", source="mirror", now=NOW) as edit:
        move(edit, models.Spacecraft, 29, 224)
        move(edit, models.Spacecraft, 224, 29)
    assert (moved(models.Spacecraft, "29"), moved(models.Spacecraft, "224")) == (None, "29")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "is not"),
        ('{"table":"spacecraft","old":29}', "is not"),
        ('{"table":"moons","old":29,"new":30}', "is not a move"),
        ('{"table":"spacecraft","old":29,"new":29}', "is not a move"),
        ('{"table":"spacecraft","old":"x","new":29}', "integer"),
        ('{"table":"spacecraft","old":29,"new":30}\n{"table":"spacecraft","old":29,"new":31}', "moves twice"),
    ],
)
def test_a_malformed_move_is_refused(line: str, reason: str, folder: Path, loaded: Loaded) -> None:
    """With its line, and nothing loaded."""
    (folder / "moves.jsonl").write_text(f'{{"table":"moves"}}\n{line}\n')
    with pytest.raises(CatalogueError, match=rf"^moves\.jsonl.*{reason}"):
        load(folder, NOW)
    assert models.Spacecraft.objects.filter(pk=29).exists()


@pytest.mark.parametrize("key", ["%00", "soyuz", "9" * 40])
def test_what_is_no_id_has_not_moved(client: Client, loaded: Loaded, key: str) -> None:
    """No database is asked for it."""
    assert client.get(f"/2.3.0/spacecraft/{key}/").status_code == 404
