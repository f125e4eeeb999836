"""What a catalogue makes of another one's feed where the two are not alike, and where the feed is wrong."""

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from downrange.catalog import models
from downrange.catalog.changes import Change
from downrange.catalog.editing import editing
from downrange.catalog.identity import Move, move
from downrange.catalog.pins import Pin
from downrange.catalog.revision import Revision
from downrange.exchange.following import FeedError, Followed, apply, join, starts_anew

from .everything import CHANGING, START, edit_at_random, facts
from .test_equality import edits
from .upstream import Upstream, database, read

pytestmark = pytest.mark.django_db


def here() -> Any:
    """An edit of this catalogue."""
    return editing(by="Bob", source="local", now=START)


@pytest.fixture
def there(upstream: Upstream, followed: int) -> Callable[[Callable[[Any], object]], list[Followed]]:
    """Edits the other catalogue, and follows."""
    reached = followed

    def edit(change: Callable[[Any], object], limit: int = 1000) -> list[Followed]:
        nonlocal reached
        with database(upstream.path), editing(by="Ada", source="local", now=START) as opened:
            change(opened)
        made = upstream.follow(reached, limit, START)
        reached = made[-1].revision or 0
        return made

    return edit


Edit = Callable[..., list[Followed]]


# What was edited here


def test_an_edited_field_is_kept(there: Edit) -> None:
    """The other fields are upstream's, and what was kept is counted."""
    with here():
        models.Agency.objects.filter(pk=1).update(name="Ours")
    (done,) = there(lambda _: models.Agency.objects.filter(pk=1).update(name="Theirs", abbrev="THE"))
    agency = models.Agency.objects.get(pk=1)
    assert (agency.name, agency.abbrev, str(done.kept)) == ("Ours", "THE", "1 field of 1 record")


def test_edited_members_are_kept(there: Edit) -> None:
    """A many-to-many field is pinned as any other."""
    with here():
        models.Agency.objects.get(pk=1).country.set([3])
    (done,) = there(lambda _: models.Agency.objects.get(pk=1).country.set([1, 2]))
    assert [country.pk for country in models.Agency.objects.get(pk=1).country.all()] == [3]
    assert str(done.kept) == "1 field of 1 record"


def test_a_field_that_was_edited_here_moves_with_its_record(there: Edit) -> None:
    """To the id that it has upstream; its old address leads there."""
    with here():
        models.Agency.objects.filter(pk=2).update(name="Ours")
    there(lambda edit: (move(edit, models.Agency, 2, 77), models.Agency.objects.filter(pk=77).update(abbrev="A77")))
    agency = models.Agency.objects.get(pk=77)
    assert (agency.name, agency.abbrev) == ("Ours", "A77")
    assert Pin.objects.filter(model="agency", key="77", field="name").exists()
    assert Move.objects.values_list("model", "old", "new").get() == ("agency", "2", "77")


def test_the_record_that_had_an_id_first_is_the_one_that_moves(there: Edit) -> None:
    """Where another one came in its place, and moved as well, on the same page."""
    with here():
        models.Update.objects.filter(pk=1).update(comment="Ours")

    def exchange(edit: Any) -> None:
        move(edit, models.Update, 1, 77)
        models.Update.objects.create(pk=1, comment="Another", created_on=START)
        move(edit, models.Update, 1, 78)

    there(exchange)
    assert models.Update.objects.get(pk=77).comment == "Ours"
    assert models.Update.objects.get(pk=78).comment == "Another"


def test_a_record_comes_in_the_place_of_one_that_moved(there: Edit) -> None:
    """And was made on the same page under another id."""

    def exchange(edit: Any) -> None:
        models.Update.objects.create(pk=9, comment="New", created_on=START)
        move(edit, models.Update, 1, 77)
        move(edit, models.Update, 9, 1)

    comment = models.Update.objects.get(pk=1).comment
    there(exchange)
    assert models.Update.objects.get(pk=1).comment == "New"
    assert models.Update.objects.get(pk=77).comment == comment


def test_a_derived_reference_holds_no_record_back(there: Edit) -> None:
    """It follows from the log, once that has changed."""
    assert models.Spacewalk.objects.get(pk=1).spacestation_id == 1
    there(lambda edit: move(edit, models.SpaceStation, 1, 2))
    assert models.Spacewalk.objects.get(pk=1).spacestation_id == 2
    assert not models.SpaceStation.objects.filter(pk=1).exists()


def test_what_refers_to_a_record_from_here_moves_too(there: Edit) -> None:
    """A record of ours that upstream does not know."""
    with here():
        models.Agency.objects.create(pk=500, name="Ours", type_id=1, parent_id=2)
    there(lambda edit: move(edit, models.Agency, 2, 77))
    assert models.Agency.objects.get(pk=500).parent_id == 77


def test_a_record_of_ours_is_not_the_one_that_moved(there: Edit) -> None:
    """Two catalogues may give the same id of their own to different records."""
    with here():
        models.Agency.objects.create(pk=500, name="Ours", type_id=1)
    there(lambda _: models.Agency.objects.create(pk=500, name="Theirs", type_id=1))
    there(lambda edit: move(edit, models.Agency, 500, 77))
    assert [models.Agency.objects.get(pk=pk).name for pk in (77, 500)] == ["Theirs", "Ours"]
    assert not Move.objects.exists()


def test_an_edited_record_is_kept_when_upstream_deletes_it(there: Edit) -> None:
    """With what it refers to. Both are this catalogue's own from then on."""
    with here():
        models.SpacecraftConfiguration.objects.filter(pk=3).update(name="Ours")
        family = models.SpacecraftConfiguration.objects.get(pk=3).type_id

    def delete(_: object) -> None:
        models.Spacecraft.objects.filter(spacecraft_config=3).delete()
        models.SpacecraftConfiguration.objects.filter(pk=3).delete()
        models.SpacecraftConfiguration.objects.filter(type=family).update(type=1)
        models.SpacecraftConfigurationType.objects.filter(pk=family).delete()

    (done,) = there(delete)
    assert models.SpacecraftConfiguration.objects.get(pk=3).type_id == family
    assert not models.Spacecraft.objects.filter(spacecraft_config=3).exists()
    assert done.kept.whole == 2
    there(lambda _: models.SpacecraftConfigurationType.objects.create(pk=family, name="Another"))
    assert models.SpacecraftConfigurationType.objects.get(pk=family).name != "Another"


def test_a_record_is_kept_that_members_from_here_name(there: Edit) -> None:
    """By a many-to-many field that was edited here."""
    with here():
        models.Event.objects.get(pk=1).info_urls.set([3])
    (done,) = there(lambda _: models.InfoURL.objects.filter(pk=3).delete())
    assert [url.pk for url in models.Event.objects.get(pk=1).info_urls.all()] == [3]
    assert done.kept.whole == 1


def test_what_was_deleted_here_stays_deleted(there: Edit) -> None:
    """A change of it upstream is nothing here."""
    with here():
        models.Update.objects.filter(pk=1).delete()
    (done,) = there(lambda _: models.Update.objects.filter(pk=1).update(comment="news"))
    assert (models.Update.objects.filter(pk=1).exists(), str(done.kept), done.changes) == (False, "1 whole record", 0)


def test_what_cannot_be_without_it_stays_out_too(there: Edit) -> None:
    """A new record upstream that refers to one deleted here; a reference that may be empty is."""
    with here():
        models.DockingEvent.objects.all().delete()
        models.SpacecraftFlight.objects.all().delete()
        models.Spacecraft.objects.filter(pk=1).delete()
        models.SocialMediaLink.objects.filter(pk=1).delete()

    def create(_: object) -> None:
        launch = models.Launch.objects.order_by("pk").last()
        flight = models.SpacecraftFlight.objects.create(pk=50, spacecraft_id=1, launch=launch)
        models.DockingEvent.objects.create(
            pk=51, docking=START, docking_location_id=1, flight_vehicle_chaser=flight, space_station_target_id=1
        )
        models.DockingLocation.objects.create(pk=52, name="Port", spacestation_id=1)
        models.Agency.objects.create(pk=53, name="New", type_id=1).social_media_links.set([1, 2])

    (done,) = there(create)
    assert not models.SpacecraftFlight.objects.filter(pk=50).exists()
    assert models.DockingLocation.objects.filter(pk=52).exists()
    assert [link.pk for link in models.Agency.objects.get(pk=53).social_media_links.all()] == [2]
    assert done.kept.whole == 2
    there(lambda _: models.SpacecraftFlight.objects.filter(pk=50).update(destination="Moon"))
    assert not models.SpacecraftFlight.objects.filter(pk=50).exists()


def test_a_record_deleted_here_stays_deleted_under_its_new_id(there: Edit) -> None:
    """Its absence is what was edited."""
    with here():
        models.Update.objects.filter(pk=1).delete()
    there(lambda edit: move(edit, models.Update, 1, 77))
    assert not models.Update.objects.filter(pk=77).exists()


@settings(max_examples=15)
@given(
    edits=edits(CHANGING),
    fields=st.lists(st.sampled_from(["Agency", "Mission", "Program"]), min_size=1),
    limit=st.sampled_from([3, 1000]),
)
def test_pinned_fields_are_kept_and_all_else_is_equal(
    everything: Path, followed: int, tmp_path: Path, edits: Any, fields: list[str], limit: int
) -> None:
    """Over any edits upstream."""
    upstream = Upstream(Path(shutil.copy(everything, tmp_path / "upstream.sqlite3")))
    pinned = {getattr(models, name)._meta.db_table: getattr(models, name) for name in fields}
    with transaction.atomic():
        with here():
            for model in pinned.values():
                model.objects.all().update(description="Ours")
        with database(upstream.path):
            now = edit_at_random(edits)
            expected = facts()
            new = {
                table: Change.objects.filter(
                    id__gt=followed, model=model._meta.model_name, action__in=["created", "deleted"]
                ).exists()
                for table, model in pinned.items()
            }
        upstream.follow(followed, limit, now)
        found = facts()
        for table, model in pinned.items():
            if not new[table]:
                assert set(model.objects.values_list("description", flat=True)) == {"Ours"}
            names = [field.attname for field in model._meta.concrete_fields]
            for side in (found, expected):  # without the field and what is computed from it
                others = (zip(names, row, strict=True) for row in side[table])
                side[table] = sorted(
                    ([value for name, value in row if not name.startswith("description")] for row in others), key=str
                )
        assert found == expected
        transaction.set_rollback(True)


# Edits that a page divides


def test_an_edit_is_applied_with_the_page_that_has_the_rest(upstream: Upstream, followed: int) -> None:
    """Where its first page alone would break a rule of the catalogue."""
    with database(upstream.path):
        with editing(by="Ada", source="local", now=START):
            first, second = models.Launch.objects.order_by("pk")[:2]
            models.Launch.objects.update(rocket=None)
            models.Launch.objects.filter(pk=first.pk).update(rocket_id=second.rocket_id)
            models.Launch.objects.filter(pk=second.pk).update(rocket_id=first.rocket_id)
        page, rest = read(f"since={followed}&limit=1"), read(f"since={followed + 1}&limit=1")
        expected = facts()
    with pytest.raises(
        FeedError, match=rf"^revision {followed + 1}: launch 0{{8}}.*the database refuses it: "
    ) as error:
        apply("mirror", page, START)
    assert error.value.ends_within_edit
    assert apply("mirror", join(page, rest), START).revision == followed + 2
    assert facts() == expected


# Feeds that are wrong


def change(**values: Any) -> Any:
    return {
        "revision": 900,
        "edit": 900,
        "at": "2026-06-03T12:00:00Z",
        "by": "Ada",
        "source": "local",
        "model": "landing",
        "key": "1",
        "action": "changed",
        "before": {},
        "after": {"downrange_distance": 1.0},
    } | values


def page(*changes: Any) -> Any:
    return {"revision": 900, "next": None, "results": list(changes)}


AGENCY = {"model": "agency", "action": "changed"}
WRONG = {
    "revision None: is not a JSON object": 7,
    "revision 900: must be a whole number, not '900'": change(revision="900"),
    "revision 900: must be a whole number, not None": change(edit=None),
    "revision 900: must be an instant": change(at="yesterday"),
    "revision 900: the catalogue has no model 'moon'": change(model="moon"),
    "revision 900: the catalogue has no model 'pin'": change(model="pin"),
    "revision 900: the catalogue has no model 'agency_country'": change(model="agency_country"),
    "revision 900: there is no action 'burnt' of a model 'landing'": change(action="burnt"),
    "revision 900: there is no action 'derived' of a model 'landing'": change(action="derived"),
    "revision 900: there is no action 'changed' of a model ''": change(model=""),
    "revision 900: key: must be a whole number, not '-1'": change(key="-1"),
    "revision 900: key: must be a whole number, not None": change(key=None),
    "revision 900: key: must be an id, 0 or more": change(key="9" * 20),
    "revision 900: key: badly formed hexadecimal UUID string": change(model="launch", key="7"),
    "revision 900: after: must be a JSON object": change(after=None),
    "revision 900: landing 1: colour: no such field": change(after={"colour": "red"}),
    "revision 900: agency 1: total_launch_count: no such field": change(**AGENCY, after={"total_launch_count": 7}),
    "revision 900: landing 1: downrange_distance: must be a number, not '1'": change(after={"downrange_distance": "1"}),
    "revision 900: agency 1: name: must be text, not 7": change(**AGENCY, after={"name": 7}),
    "revision 900: agency 1: name: must not be null": change(**AGENCY, after={"name": None}),
    "revision 900: agency 1: id: is not that of the record": change(**AGENCY, after={"id": 2}),
    "revision 900: agency 1: country: must be a list of ids": change(**AGENCY, after={"country": 1}),
    "revision 900: agency 1: country: an id stands twice": change(**AGENCY, after={"country": [1, 1]}),
    "revision 900: agency 1: country: there is no country 77": change(**AGENCY, after={"country": [77]}),
    "revision 900: agency 1: parent: there is no agency 77": change(**AGENCY, after={"parent": 77}),
    "revision 900: agency 77: is changed, but is not here": change(**AGENCY, key="77", after={"name": "x"}),
    "revision 900: agency 77: name: is missing": change(model="agency", key="77", action="created", after={"id": 77}),
    "revision 900: spacecraftstatus 1: status of spacecraft 1 refers to it": change(
        model="spacecraftstatus", action="deleted", after=None
    ),
    "revision 900: country 1: country of agency 1 refers to it": change(model="country", action="deleted", after=None),
    "revision 900: landing 1: the database refuses it: ": change(after={"attempt": False, "success": True}),
    "revision 900: agency 1: id: must be a whole number": change(model="agency", action="moved", after={"id": "2"}),
    "revision 900: as_of_by_table: the catalogue has no model 'moon'": change(
        model="", key="", action="derived", after={"as_of_by_table": {"moon": "2026-06-03T00:00:00Z"}}
    ),
    "revision 900: as_of_by_table: must be an instant": change(
        model="", key="", action="derived", after={"as_of_by_table": {"agency": "June"}}
    ),
}


@pytest.mark.usefixtures("followed")
@pytest.mark.parametrize(("complaint", "wrong"), WRONG.items(), ids=WRONG)
def test_a_page_that_is_wrong_writes_nothing(complaint: str, wrong: Any) -> None:
    """Not what is right of it either; one line names the revision and the reason."""
    before, revision = facts(), Revision.current().number
    right = change(revision=899, edit=899, model="spacecraftstatus", key="3", after={"name": "Another"})
    with pytest.raises(FeedError) as error:
        apply("mirror", page(right, wrong), START)
    assert str(error.value).startswith(complaint)
    assert "\n" not in str(error.value)
    assert not error.value.ends_within_edit
    assert (facts(), Revision.current().number) == (before, revision)


@pytest.mark.usefixtures("followed")
def test_revisions_rise() -> None:
    """A page in another order is no page of a feed."""
    with pytest.raises(FeedError, match="revision 899: comes after revision 900"):
        apply("mirror", page(change(), change(revision=899)), START)
    with pytest.raises(FeedError, match="revision 900: landing 1: was deleted by revision 899"):
        apply("mirror", page(change(revision=899, action="deleted", after=None), change()), START)
    with pytest.raises(FeedError, match="revision 900: the page has no list of results"):
        apply("mirror", {"revision": 900}, START)


def test_an_empty_page_is_no_edit() -> None:
    """It says nothing about a revision."""
    assert apply("mirror", page(), START) == Followed()
    assert not Change.objects.exists()


def test_the_edit_is_the_mirrors(there: Edit) -> None:
    """History says so, and nothing is pinned."""
    (done,) = there(lambda _: models.Agency.objects.filter(pk=1).update(name="Theirs"))
    latest = Change.objects.latest("id")
    assert (latest.by, latest.source, latest.after, done.changes) == ("mirror", "mirror", {"name": "Theirs"}, 1)
    assert not Pin.objects.exists()


def test_what_a_validator_would_refuse_is_taken_as_it_is(there: Edit) -> None:
    """What is stored in one catalogue can be stored in another."""
    there(lambda _: models.Agency.objects.filter(pk=1).update(name="", info_url="none"))
    agency = models.Agency.objects.get(pk=1)
    assert (agency.name, agency.info_url) == ("", "none")


@pytest.mark.usefixtures("followed")
def test_a_field_that_upstream_does_not_have_is_left_alone() -> None:
    """Though it has the record as created: it may be older."""
    apply("mirror", page(change(action="created", after={"id": 1, "success": True})), START)
    landing = models.Landing.objects.get(pk=1)
    assert (landing.success, landing.downrange_distance) == (True, 1.1)
    apply("mirror", page(change(action="created", key="77", after={"id": 77, "success": True})), START)
    assert models.Landing.objects.get(pk=77).downrange_distance is None


def test_an_instant_has_its_microseconds(there: Edit) -> None:
    """As the other catalogue has them."""
    at = START + timedelta(microseconds=12)
    there(lambda _: models.Update.objects.filter(pk=1).update(created_on=at))
    assert models.Update.objects.get(pk=1).created_on == at


def test_the_next_record_here_gets_a_free_id(there: Edit) -> None:
    """Ids that came from upstream are not given again."""
    there(lambda _: models.Landing.objects.create(pk=40))
    with here():
        assert models.Landing.objects.create().pk == 41


def test_another_database_upstream_is_noticed(upstream: Upstream, followed: int) -> None:
    """The change that was applied last must be the first of the page from the one before it."""
    again = upstream.page(followed - 1)
    assert not starts_anew(again, followed, START)
    assert starts_anew(again, followed, START + timedelta(minutes=1))
    assert starts_anew(again, followed - 1, START)
    assert starts_anew(upstream.page(followed), followed + 1, START)
    assert apply("mirror", again, START).changes == 0
