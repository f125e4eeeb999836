"""What a page does to the catalogue."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from downrange.api.v230 import CONTRACT
from downrange.catalog import models
from downrange.catalog.changes import Change
from downrange.catalog.editing import editing
from downrange.catalog.identity import FIRST_OWN_ID, Move
from downrange.catalog.models import Revision
from downrange.catalog.pins import Pin
from downrange.catalog.reported import CompleteTable, ReportedFigures, report, reported
from downrange.mirror.models import Finding, PendingReference, SetAside, UnknownFields
from downrange.mirror.reading import Page
from downrange.mirror.records import Outcome
from downrange.mirror.writing import write

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 3, 12, tzinfo=UTC)
LISTED = frozenset(resource.model for resource in CONTRACT.resources)
LAUNCH = UUID("7c1a8a3e-6f3e-4a55-9a3c-0d4b1c8f6a10")


def told(component: str, *records: Any) -> Outcome:
    """Write what an answer says."""
    page = Page(LISTED, NOW)
    for record in records:
        page.read(CONTRACT.components[component], record)
    with editing(by="test", source="mirror", now=NOW) as edit:
        return write(edit, page, CONTRACT.components, "https://upstream.example/page")


def agency(**facts: Any) -> dict[str, Any]:
    """An agency in its short form."""
    known = {"response_mode": "list", "id": 44, "url": "", "name": "NASA", "abbrev": "NASA"}
    return {**known, "type": {"id": 1, "name": "Government"}, **facts}


def detailed_agency(**facts: Any) -> dict[str, Any]:
    """The same in its long form."""
    more = {"featured": True, "country": [], "description": "Flies.", "administrator": "N. N.", "founding_year": 1958}
    counted = {"total_launch_count": 700, "successful_launches": 690, "failed_launches": 10}
    return agency(**more, launchers="", spacecraft="", parent=None, image=None, logo=None, **counted) | facts


def launch(**facts: Any) -> dict[str, Any]:
    """A launch in its list form."""
    at = "2026-05-01T10:00:00Z"
    known = {"id": str(LAUNCH), "url": "", "name": "Falcon 9 | Sentinel", "slug": "falcon-9-sentinel", "net": at}
    return {**known, "window_start": at, "window_end": at, "last_updated": at, "launch_designator": None, **facts}


def test_what_is_new_is_created_with_all_that_it_nests() -> None:
    """One revision for the page, and a change for each record, by the mirror."""
    outcome = told("AgencyNormal", detailed_agency())
    assert outcome.created == {models.AgencyType: {1}, models.Agency: {44}}
    assert models.Agency.objects.get(pk=44).founding_year == 1958
    changes = Change.objects.exclude(model="")
    assert {(each.model, each.key, each.source) for each in changes} == {
        ("agencytype", "1", "mirror"),
        ("agency", "44", "mirror"),
    }


def test_what_is_known_causes_no_write_and_no_revision() -> None:
    """The second time a page says the same."""
    told("AgencyNormal", detailed_agency())
    before = Revision.current().number
    outcome = told("AgencyNormal", detailed_agency())
    assert (outcome.created, outcome.changed, Revision.current().number) == ({}, set(), before)


def test_less_does_not_overwrite_more() -> None:
    """A short form leaves the fields that it lacks, and changes those that it has."""
    told("AgencyNormal", detailed_agency())
    told("AgencyMini", agency(abbrev="N.A.S.A."))
    stored = models.Agency.objects.get(pk=44)
    assert (stored.abbrev, stored.administrator, stored.founding_year) == ("N.A.S.A.", "N. N.", 1958)


def test_a_field_that_upstream_does_not_send_says_nothing() -> None:
    """And is reported, once for each field."""
    told("AgencyNormal", detailed_agency())
    short = detailed_agency()
    del short["founding_year"]
    told("AgencyNormal", short)
    assert models.Agency.objects.get(pk=44).founding_year == 1958
    assert Finding.objects.get(kind="missing field", subject="AgencyNormal.founding_year").times == 1


def test_a_pinned_field_stays_as_it_was_edited() -> None:
    """The other fields of the record follow upstream."""
    told("AgencyNormal", detailed_agency())
    with editing(by="Ada", source="local", now=NOW):
        models.Agency.objects.filter(pk=44).update(description="Ours.")
    outcome = told("AgencyNormal", detailed_agency(description="Theirs.", administrator="J. Doe"))
    stored = models.Agency.objects.get(pk=44)
    assert (stored.description, stored.administrator, outcome.pinned) == ("Ours.", "J. Doe", 1)


def test_a_record_that_was_deleted_here_does_not_come_back() -> None:
    """Its pin is of the whole record."""
    told("AgencyNormal", detailed_agency())
    with editing(by="Ada", source="local", now=NOW):
        models.Agency.objects.filter(pk=44).delete()
    assert Pin.objects.filter(model="agency", key="44", field="").exists()
    told("AgencyNormal", detailed_agency())
    assert not models.Agency.objects.filter(pk=44).exists()


def test_unknown_fields_are_kept_and_reported() -> None:
    """A later version of upstream says more than the contract has."""
    told("AgencyMini", agency(mascot="A fox", rating=5))
    assert UnknownFields.objects.get(model="agency", key="44").values == {"mascot": "A fox", "rating": 5}
    assert {each.subject for each in Finding.objects.filter(kind="unknown field")} == {
        "AgencyMini.mascot",
        "AgencyMini.rating",
    }


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"founding_year": "long ago"}, "founding_year: must be a whole number, not 'long ago'"),
        ({"founding_year": -1}, "founding_year: must be from 0 to 2147483647, not -1"),
        ({"mascot": "\0", "featured": "\0"}, "featured: must be true or false"),
        ({"featured": 1}, "featured: must be true or false, not 1"),
        ({"name": None}, "name"),
        ({"name": "x" * 201}, "name: has 201 characters, at most 200 are kept"),
        ({"description": "a\0b"}, "description: holds a character that no database keeps"),
        ({"country": {}}, "country: must be a list, not {}"),
        ({"country": [7]}, "country: must be an object of Country, not 7"),
        ({"type": None}, "type: must not be null"),
        ({"id": True}, "must be a whole number"),
        ({"founding_year": 2**70}, "founding_year: must be from 0 to 2147483647"),
    ],
)
def test_what_cannot_be_written_is_set_aside_and_stops_nothing(facts: dict[str, Any], reason: str) -> None:
    """The other records of the page are written. What is set aside is said with the reason and the page."""
    told("AgencyNormal", detailed_agency(id=55, name="ESA"), detailed_agency(**facts))
    assert models.Agency.objects.filter(pk=55).exists()
    if facts == {"name": None}:  # upstream leaves null what is text here
        assert models.Agency.objects.get(pk=44).name == ""
        return
    assert not models.Agency.objects.filter(pk=44).exists()
    aside = SetAside.objects.get(model="agency")
    assert reason in aside.reason
    assert aside.url == "https://upstream.example/page"


def test_what_was_set_aside_is_forgotten_once_it_is_written() -> None:
    """When upstream has mended it."""
    told("AgencyNormal", detailed_agency(featured="?"))
    assert SetAside.objects.count() == 1
    told("AgencyNormal", detailed_agency())
    assert SetAside.objects.count() == 0


def test_a_reference_to_a_record_that_was_never_sent_waits_for_it() -> None:
    """A short form of a launch is not enough to make one: the docking port's station is known by name only."""
    station = {"id": 4, "url": "", "name": "International Space Station", "image": None}
    told("DockingLocation", {"id": 1, "name": "Harmony", "spacestation": station, "spacecraft": None, "payload": None})
    assert not models.DockingLocation.objects.exists()
    full = station | {"status": None, "founded": "1998-11-20", "deorbited": None, "description": "", "orbit": None}
    told("SpaceStationNormal", full | {"type": {"id": 1, "name": "Government"}})
    assert models.SpaceStation.objects.get().name == "International Space Station"
    told("DockingLocation", {"id": 1, "name": "Harmony", "spacestation": station, "spacecraft": None, "payload": None})
    assert models.DockingLocation.objects.get().spacestation_id == 4


def test_a_nullable_reference_is_completed_later() -> None:
    """An agency names its parent; when a record of that name comes, the reference is there."""
    told("AgencyNormal", detailed_agency(id=2, name="JPL", parent="NASA"))
    assert models.Agency.objects.get(pk=2).parent is None
    assert PendingReference.objects.count() == 1
    told("AgencyNormal", detailed_agency())
    assert models.Agency.objects.get(pk=2).parent_id == 44
    assert PendingReference.objects.count() == 0


def test_our_record_gets_upstreams_id() -> None:
    """Found by its designator; what refers to it does so still, and its old address leads to the new one."""
    own = UUID("00050bdc-51f1-51bd-9c54-63083cc0f45b")
    with editing(by="test", source="seed", now=NOW):
        models.AgencyType.objects.create(pk=1, name="Government")
        models.Launch.objects.create(
            pk=own, name="F9", slug="f9", net=NOW, window_start=NOW, window_end=NOW, last_updated=NOW,
            launch_designator="2026-101",
        )  # fmt: skip
        models.Update.objects.create(pk=9, launch_id=own, created_on=NOW)
    outcome = told("LaunchBasic", launch(launch_designator="2026-101"))
    assert outcome.moved == 1
    assert [each.pk for each in models.Launch.objects.all()] == [LAUNCH]
    assert models.Update.objects.get(pk=9).launch_id == LAUNCH
    assert Move.objects.get(model="launch").new == str(LAUNCH)


def test_a_record_with_an_id_of_upstream_does_not_move() -> None:
    """Two records of upstream may have one name."""
    told("AgencyMini", agency())
    told("AgencyMini", agency(id=45))
    assert {each.pk for each in models.Agency.objects.all()} == {44, 45}


def test_a_word_known_by_name_only_is_found_again_under_its_id() -> None:
    """A mission tells its type by name. When the vocabulary is read, the word moves to its id."""
    mission = {"id": 7, "name": "Sentinel", "type": "Earth Science", "description": "", "image": None, "orbit": None}
    told("Mission", mission | {"agencies": [], "info_urls": [], "vid_urls": []})
    assert models.MissionType.objects.get().pk == FIRST_OWN_ID
    told("MissionType", {"id": 1, "name": "Earth Science"})
    assert models.MissionType.objects.get().pk == 1
    assert models.Mission.objects.get().type_id == 1


def test_reported_figures_stand_until_the_log_is_complete() -> None:
    """Upstream has counted 700 launches of which this catalogue has none. Once it has them all, it counts itself."""
    told("AgencyDetailed", detailed_agency())
    assert models.Agency.objects.get(pk=44).total_launch_count == 700
    told("AgencyDetailed", detailed_agency(total_launch_count=701))
    assert models.Agency.objects.get(pk=44).total_launch_count == 701
    with editing(by="test", source="mirror", now=NOW) as edit:
        for name in {resource.model._meta.model_name for resource in CONTRACT.resources} | {"rocket", "firststage"}:
            CompleteTable.objects.create(model=name, at=NOW)
        edit.derives_everything = True
    assert models.Agency.objects.get(pk=44).total_launch_count == 0
    assert ReportedFigures.objects.get(model="agency").values["total_launch_count"] == 701


def links(*urls: str) -> list[Mapping[str, Any]]:
    return [
        {"priority": 10, "source": "", "publisher": "", "title": url, "description": "", "feature_image": None}
        | {"url": f"https://video.example/{url}", "type": None, "language": None, "live": False}
        | {"start_time": None, "end_time": None}
        for url in urls
    ]


def test_what_has_no_id_keeps_its_order() -> None:
    """Videos of one priority stand in the order in which upstream lists them; the rows that stay are kept."""
    for urls in (["b", "a"], ["b", "a", "c"], ["a", "b", "c"], [], ["c"]):
        told("LaunchDetailed", launch(vid_urls=links(*urls)))
        stored = models.Launch.objects.get().vid_urls.order_by("priority", "pk")
        assert [each.title for each in stored] == urls
    assert models.VidURL.objects.count() == 1


def test_a_child_that_upstream_has_no_longer_is_removed() -> None:
    """A variant of a picture stands nowhere but in the picture."""
    kind, license_ = {"id": 1, "name": "Square"}, {"id": 1, "name": "Unknown", "priority": 0, "link": None}
    variants = [{"id": key, "type": kind, "image_url": f"https://pictures.example/{key}"} for key in (5, 6)]
    picture = {"id": 3, "name": "NASA", "image_url": "https://pictures.example/3", "thumbnail_url": "", "credit": None}
    picture |= {"license": license_, "single_use": True}
    told("Image", picture | {"variants": variants})
    told("Image", picture | {"variants": variants[:1]})
    assert [each.pk for each in models.ImageVariant.objects.all()] == [5]
    told("Image", picture)  # without the list, nothing is said of it
    assert [each.pk for each in models.ImageVariant.objects.all()] == [5]


def test_a_child_of_ours_stays() -> None:
    """Upstream never had it, so it is not missing from upstream's list."""
    license_ = {"id": 1, "name": "Unknown", "priority": 0, "link": None}
    picture = {"id": 3, "name": "NASA", "image_url": "https://pictures.example/3", "thumbnail_url": "", "credit": None}
    picture |= {"license": license_, "single_use": True, "variants": []}
    told("Image", picture)
    with editing(by="test", source="seed", now=NOW):
        kind = models.ImageVariantType.objects.create(name="Square")
        models.ImageVariant.objects.create(pk=FIRST_OWN_ID, image_id=3, type=kind, image_url="https://ours.example/")
    told("Image", picture)
    assert models.ImageVariant.objects.exists()


def test_what_has_a_list_of_its_own_is_not_removed_by_another() -> None:
    """An update that a launch no longer nests may only be newer than the page."""
    update = {"id": 7, "profile_image": None, "comment": "Scrubbed.", "info_url": None, "created_by": None}
    told("LaunchDetailed", launch(updates=[update | {"created_on": "2026-05-01T00:00:00Z"}]))
    assert models.Update.objects.get().launch_id == LAUNCH
    told("LaunchDetailed", launch(updates=[]))
    assert models.Update.objects.get().launch_id == LAUNCH


def test_a_link_that_others_have_too_stays_theirs() -> None:
    """The shipped catalogue has one row for a video of two launches. Upstream changes it for one of them."""
    told("LaunchDetailed", launch(vid_urls=links("a")))
    other = UUID("7c1a8a3e-6f3e-4a55-9a3c-0d4b1c8f6a11")
    told("LaunchBasic", launch(id=str(other)))
    with editing(by="test", source="seed", now=NOW):
        models.Launch.objects.get(pk=other).vid_urls.set(models.VidURL.objects.all())
    told("LaunchDetailed", launch(vid_urls=links("b")))
    assert [each.title for each in models.Launch.objects.get(pk=LAUNCH).vid_urls.all()] == ["b"]
    assert [each.title for each in models.Launch.objects.get(pk=other).vid_urls.all()] == ["a"]


def test_a_pinned_list_stays_as_it_was_edited() -> None:
    """Of links, which have no id, and of members, which have."""
    told("LaunchDetailed", launch(vid_urls=links("theirs"), program=[]))
    with editing(by="Ada", source="local", now=NOW):
        ours = models.VidURL.objects.create(title="ours", url="https://ours.example/")
        kind = models.ProgramType.objects.create(name="Exploration")
        program = models.Program.objects.create(name="Artemis", type=kind)
        models.Launch.objects.get().vid_urls.set([ours])
        models.Launch.objects.get().program.set([program])
    told("LaunchDetailed", launch(vid_urls=links("theirs"), program=[], name="Renamed"))
    stored = models.Launch.objects.get()
    assert [each.title for each in stored.vid_urls.all()] == ["ours"]
    assert [each.name for each in stored.program.all()] == ["Artemis"]
    assert stored.name == "Renamed"


def test_a_record_of_a_downrange_is_known_by_its_id_alone() -> None:
    """An id of ours means the same record in both, so another one with the same name is another record."""
    told("AgencyMini", agency(id=FIRST_OWN_ID), agency(id=FIRST_OWN_ID + 1))
    told("AgencyMini", agency(id=FIRST_OWN_ID + 2))
    assert models.Agency.objects.count() == 3


def test_of_several_records_of_ours_none_is_taken_for_upstreams() -> None:
    """Two agencies have one name: which of them upstream means, nobody can say."""
    told("AgencyMini", agency(id=FIRST_OWN_ID), agency(id=FIRST_OWN_ID + 1))
    outcome = told("AgencyMini", agency())
    assert (outcome.moved, models.Agency.objects.count()) == (0, 3)


def test_what_is_set_aside_stays_so_until_its_own_page_comes() -> None:
    """A page without the record says nothing of it."""
    told("AgencyNormal", detailed_agency(featured="?"))
    told("AgencyNormal", detailed_agency(id=55, name="ESA"))
    assert SetAside.objects.get().key == "44"


def test_what_waited_for_a_record_is_written_with_it() -> None:
    """A stage of a launcher that is not known yet; its rocket was told by its place in the page alone."""
    launcher = {"response_mode": "normal", "id": 9, "url": "", "serial_number": "B1051", "is_placeholder": False}
    launcher |= {"status": None, "image": None, "details": ""}
    configuration = {"response_mode": "list", "id": 3, "url": "", "name": "Falcon 9", "families": [], "variant": ""}
    stage = {"id": 5, "type": "Core", "launcher_flight_number": 1, "launcher": launcher, "landing": None}
    rocket = {
        "id": 2,
        "configuration": configuration,
        "launcher_stage": [stage],
        "spacecraft_stage": [],
        "payloads": [],
    }
    told("LaunchDetailed", launch(rocket=rocket))
    assert SetAside.objects.get().reason == "launcher: there is no launcher 9"
    told("LauncherDetailed", launcher | {"launcher_config": configuration | {"full_name": "Falcon 9"}})
    stored = models.FirstStage.objects.get()
    assert (stored.launcher_id, stored.rocket_id, SetAside.objects.count()) == (9, 2, 0)


def test_a_reported_reference_to_a_record_that_is_not_there_is_left_out() -> None:
    """The launch that a stage flew on before is a figure, and need not be here."""
    told("LaunchBasic", launch())
    report(models.FirstStage, {1: {"previous_flight_id": LAUNCH}, 2: {"previous_flight_id": UUID(int=5)}})
    assert reported(models.FirstStage) == {1: {"previous_flight_id": LAUNCH}, 2: {}}


@pytest.mark.parametrize(
    ("flight", "known"),
    [
        ({"duration": None}, {"mission_end": None, "mission_end_date": "2001-02-03"}),
        ({"duration": "P1D"}, {}),
        (
            {"duration": "P1D", "launch": {"net": "2001-02-02T00:00:00Z"}},
            {"mission_end": "2001-02-03T00:00:00Z", "mission_end_date": None},
        ),
        (
            {"duration": "PT9H", "launch": {"net": "2001-02-02T00:00:00Z"}},  # it is still in space: a plan
            {"mission_end": "2001-02-03T00:00:00Z", "mission_end_date": None},
        ),
        (
            {"duration": "P2D", "launch": {"net": "2001-02-02T00:00:00Z"}},
            {"mission_end": None, "mission_end_date": "2001-02-03"},
        ),
        (
            {"duration": None, "mission_end": "2001-02-03T04:05:06Z"},
            {"mission_end": "2001-02-03T04:05:06Z", "mission_end_date": None},
        ),
        ({"duration": None, "mission_end": None}, {"mission_end": None, "mission_end_date": None}),
    ],
)
def test_a_flight_that_ends_on_a_day_has_no_hour(flight: dict[str, Any], known: dict[str, Any]) -> None:
    """A midnight that does not follow from launch and duration is a day, unless the flight goes on until then."""
    component = CONTRACT.components["SpacecraftFlightMini"]
    assert component.columns_from_json({"mission_end": "2001-02-03T00:00:00Z"} | flight) == known


def test_figures_that_grow_are_reported_as_lines() -> None:
    """A craft in space gets older by the second."""
    craft = {"id": 1, "name": "Crew Dragon", "in_space": True, "time_in_space": "P1D", "time_docked": "PT1H"}
    page = Page(LISTED, NOW)
    page.read(CONTRACT.components["SpacecraftNormal"], craft)
    (facts,) = page.facts.values()
    epoch = datetime(1970, 1, 1, tzinfo=UTC)
    offset = int((timedelta(days=1) - (NOW - epoch)).total_seconds())
    assert facts.figures["time_in_space_offset"] == offset
    assert facts.figures["time_in_space_rate"] == 1
    assert (facts.figures["time_docked_offset"], facts.figures["time_docked_rate"]) == (3600, 0)


@pytest.mark.parametrize("is_long_first", [True, False])
def test_of_two_forms_of_a_record_the_longer_is_kept(*, is_long_first: bool) -> None:
    """In whatever order a page has them: it is what is read again, if the record has to be set aside."""
    forms = [("AgencyNormal", detailed_agency()), ("AgencyMini", agency())]
    page = Page(LISTED, NOW)
    for component, json in forms if is_long_first else reversed(forms):
        page.read(CONTRACT.components[component], json)
    facts = page.facts[models.Agency, 44]
    assert (facts.component, facts.json) == (CONTRACT.components["AgencyNormal"], forms[0][1])
    assert facts.columns["description"] == "Flies."
