"""A form that is sent: saved in one edit, refused with the reason, or given back with both versions."""

from typing import Any

import pytest
from django.test import Client

from downrange.catalog import models
from downrange.catalog.changes import Change
from downrange.catalog.editing import editing
from downrange.catalog.identity import FIRST_OWN_ID
from downrange.catalog.pins import Pin
from downrange.catalog.revision import Revision

from ..catalogue.cast import make_flight, utc
from .conftest import Fields

pytestmark = pytest.mark.django_db


def url(record: Any, page: str = "change") -> str:
    return f"/desk/catalog/{record._meta.model_name}/{record.pk}/{page}/"


def test_a_save_is_one_edit_of_the_account(desk: Client, log: dict[str, Any], fields: Fields) -> None:
    """The change says who made it, and the field is pinned."""
    page = desk.get(url(log["craft"]))
    response = desk.post(url(log["craft"]), fields(page, name="Resurs-P"))
    assert response.status_code == 302
    change = Change.objects.latest("id")
    assert (change.by, change.source, change.model, change.action) == ("Ada", "local", "spacecraft", "changed")
    assert (change.before, change.after) == ({"name": "Resurs"}, {"name": "Resurs-P"})
    assert list(Pin.objects.values_list("model", "field")) == [("spacecraft", "name")]
    assert Revision.current().number == change.id


def test_a_save_without_a_change_leaves_no_trace(desk: Client, log: dict[str, Any], fields: Fields) -> None:
    """What was only looked at is not pinned."""
    before = Revision.current().number
    for record in log.values():
        assert desk.post(url(record), fields(desk.get(url(record)))).status_code == 302
    assert (Revision.current().number, Pin.objects.count()) == (before, 0)


def test_a_new_record_has_an_id_of_our_own(desk: Client, log: dict[str, Any], fields: Fields) -> None:
    """It never meets one of Launch Library."""
    add = "/desk/catalog/agencytype/add/"
    for name, key in (("Museum", FIRST_OWN_ID), ("Club", FIRST_OWN_ID + 1)):
        assert desk.post(add, fields(desk.get(add), name=name)).status_code == 302
        assert models.AgencyType.objects.get(name=name).pk == key


def test_a_new_launch_has_a_uuid_of_our_own(desk: Client, db: None, fields: Fields) -> None:
    """Of version 5, with slug and day of the change filled in."""
    add = "/desk/catalog/launch/add/"
    instants = {
        f"{name}_{part}": value
        for name in ("net", "window_start", "window_end")
        for part, value in enumerate(("1963-08-22", "18:05:57"))
    }
    assert desk.post(add, fields(desk.get(add), name="X-15 Flight 91", **instants)).status_code == 302
    launch = models.Launch.objects.get()
    assert (launch.pk.version, launch.slug, launch.net) == (5, "x-15-flight-91", utc("1963-08-22T18:05:57"))


def test_figures_follow_at_once(desk: Client, log: dict[str, Any], fields: Fields) -> None:
    """A flight that ends a day later adds a day to its craft."""
    page = desk.get(url(log["flight"]))
    desk.post(url(log["flight"]), fields(page, mission_end_0="2020-01-12", mission_end_1="00:00:00"))
    log["craft"].refresh_from_db()
    assert log["craft"].time_in_space_offset == 11 * 86_400


def test_the_crew_is_edited_with_the_flight(desk: Client, log: dict[str, Any], fields: Fields) -> None:
    """One seat is in the crews that are ticked."""
    with editing(by="tests", source="seed"):
        person = models.Astronaut.objects.create(name="Joseph A. Walker")
    seat = {
        "crew-TOTAL_FORMS": "1",
        "crew-0-astronaut": str(person.pk),
        "crew-0-launched": "on",
        "crew-0-aboard": "on",
        "crew-0-landed": "on",
    }
    assert desk.post(url(log["flight"]), fields(desk.get(url(log["flight"])), **seat)).status_code == 302
    made = models.AstronautFlight.objects.get()
    assert made.pk == FIRST_OWN_ID
    assert [list(getattr(log["flight"], crew).all()) for crew in ("launch_crew", "onboard_crew", "landing_crew")] == [
        [made],
        [made],
        [made],
    ]
    person.refresh_from_db()
    assert person.flights_count == 1


def test_the_landing_is_edited_with_the_flight(desk: Client, log: dict[str, Any], fields: Fields) -> None:
    """A flight without one gets one."""
    page = desk.get(url(log["flight"]))
    desk.post(url(log["flight"]), fields(page, **{"its_landing-0-attempt": "on", "its_landing-0-success": "true"}))
    log["flight"].refresh_from_db()
    assert log["flight"].landing.success is True


def test_what_cannot_have_happened_is_refused(desk: Client, log: dict[str, Any], fields: Fields) -> None:
    """With a sentence that says why and leads to the other record."""
    page = desk.get(url(log["docking"]))
    sent = fields(page, departure_0="2020-02-01", departure_1="00:00:00")
    response = desk.post(url(log["docking"]), sent)
    text = response.content.decode()
    assert response.status_code == 200
    assert "its departure comes after the end of its chaser&#x27;s flight" in text
    assert f'<a href="{url(log["flight"])}">Resurs on A launch</a>' in text
    log["docking"].refresh_from_db()
    assert log["docking"].departure == utc("2020-01-10T00:00")
    assert Pin.objects.count() == 0


def test_what_the_database_refuses_is_a_sentence(desk: Client, log: dict[str, Any], fields: Fields) -> None:
    """An end before the launch is stopped by a trigger."""
    page = desk.get(url(log["flight"]))
    response = desk.post(url(log["flight"]), fields(page, mission_end_0="2019-01-01", mission_end_1="00:00:00"))
    assert response.status_code == 200
    assert response.context["attempt"].errors


def test_what_is_doubtful_is_a_warning(desk: Client, log: dict[str, Any], fields: Fields) -> None:
    """It is saved all the same."""
    with editing(by="tests", source="seed"):
        other = make_flight(log["craft"], "2021-01-01T00:00", "2021-01-02T00:00").launch
        models.Launch.objects.filter(pk=other.pk).update(launch_designator="2020-001")
    launch = log["flight"].launch
    response = desk.post(url(launch), fields(desk.get(url(launch)), launch_designator="2020-001"), follow=True)
    launch.refresh_from_db()
    assert launch.launch_designator == "2020-001"
    assert "another launch has its designator 2020-001" in response.content.decode()


def test_a_contradiction_that_was_there_does_not_stop_an_edit(
    desk: Client, log: dict[str, Any], fields: Fields
) -> None:
    """An editor answers for the edit, not for the catalogue."""
    with editing(by="tests", source="seed"):
        models.DockingEvent.objects.filter(pk=log["docking"].pk).update(departure=utc("2020-02-01T00:00"))
    assert desk.post(url(log["craft"]), fields(desk.get(url(log["craft"])), name="Other")).status_code == 302


def test_the_second_of_two_editors_sees_both_versions(desk: Client, log: dict[str, Any], fields: Fields) -> None:
    """And overwrites nothing without having been told."""
    page = desk.get(url(log["craft"]))
    with editing(by="Grace", source="local"):
        models.Spacecraft.objects.filter(pk=log["craft"].pk).update(name="Hers")
    response = desk.post(url(log["craft"]), fields(page, name="Mine"))
    (row,) = response.context["attempt"].conflict
    assert (row.name, row.before, row.after, row.yours, row.by) == ("name", "Resurs", "Hers", "Mine", "Grace")
    log["craft"].refresh_from_db()
    assert log["craft"].name == "Hers"
    again = desk.post(url(log["craft"]), fields(response))
    log["craft"].refresh_from_db()
    assert (again.status_code, log["craft"].name) == (302, "Mine")


def test_a_mistake_in_the_form_does_not_hide_the_other_editor(
    desk: Client, log: dict[str, Any], fields: Fields
) -> None:
    """The form keeps the revision with which it was opened."""
    page = desk.get(url(log["craft"]))
    wrong = desk.post(url(log["craft"]), fields(page, name=""))
    assert wrong.status_code == 200
    with editing(by="Grace", source="local"):
        models.Spacecraft.objects.filter(pk=log["craft"].pk).update(name="Hers")
    assert desk.post(url(log["craft"]), fields(wrong, name="Mine")).context["attempt"].conflict


def test_parts_of_the_page_are_not_overwritten_either(desk: Client, log: dict[str, Any], fields: Fields) -> None:
    """A docking that somebody changed while the form of its flight was open."""
    page = desk.get(url(log["flight"]))
    with editing(by="Grace", source="local"):
        models.DockingEvent.objects.update(departure=utc("2020-01-09T00:00"))
    response = desk.post(url(log["flight"]), fields(page, destination="Low orbit"))
    (row,) = response.context["attempt"].conflict
    assert (row.name, row.after, row.yours) == ("departure", "2020-01-09T00:00:00Z", "2020-01-10 00:00:00")
    assert models.DockingEvent.objects.get().departure == utc("2020-01-09T00:00")


def test_others_may_change_other_records_meanwhile(desk: Client, log: dict[str, Any], fields: Fields) -> None:
    """Only the record of the page counts."""
    page = desk.get(url(log["craft"]))
    with editing(by="Grace", source="local"):
        models.Agency.objects.update(abbrev="TA")
    assert desk.post(url(log["craft"]), fields(page, name="Mine")).status_code == 302


def test_a_preview_shows_facts_and_figures_and_saves_nothing(desk: Client, log: dict[str, Any], fields: Fields) -> None:
    """What would change is derived, and taken back."""
    before = Revision.current().number
    page = desk.get(url(log["flight"]))
    sent = fields(page, mission_end_0="2020-01-12", mission_end_1="00:00:00", _preview="1")
    preview = desk.post(url(log["flight"]), sent).context["attempt"].preview
    assert [(each.name, each.before, each.after) for each in preview.facts] == [
        ("mission end", "2020-01-11T00:00:00Z", "2020-01-12T00:00:00Z")
    ]
    assert ("time in space offset", "864000", "950400") in [
        (each.name, each.before, each.after) for each in preview.figures
    ]
    assert Revision.current().number == before
    log["flight"].refresh_from_db()
    assert log["flight"].mission_end == utc("2020-01-11T00:00")


@pytest.mark.parametrize("key", ["nobody", "1_2Fchange", "9" * 30])
def test_an_id_that_nothing_has_leads_back(desk: Client, db: None, key: str) -> None:
    """Whatever stands in the address."""
    assert desk.get(f"/desk/catalog/spacecraft/{key}/change/").status_code == 302
    assert desk.get(f"/desk/catalog/spacecraft/{key}/history/").status_code == 200


def test_figures_explain_themselves(desk: Client, log: dict[str, Any]) -> None:
    """Each flight and each stay with what it adds."""
    in_space, docked = desk.get(url(log["craft"])).context["explanation"]
    assert (in_space.figure, in_space.total) == ("time in space", "10 d 0 h 00 min 00 s (P10D)")
    assert [row[-1] for row in in_space.rows] == ["10 d 0 h 00 min 00 s (P10D)"]
    assert (docked.figure, docked.total) == ("time docked", "8 d 0 h 00 min 00 s (P8D)")


@pytest.mark.parametrize("text", ["resurs", "R-7", "RESURS r-7", "id"])
def test_search_finds_by_name_serial_and_id(desk: Client, log: dict[str, Any], text: str) -> None:
    """Whatever the archivist has at hand."""
    text = str(log["craft"].pk) if text == "id" else text
    response = desk.get("/desk/catalog/spacecraft/", {"q": text})
    assert list(response.context["cl"].queryset) == [log["craft"]]
    assert not desk.get("/desk/catalog/spacecraft/", {"q": f"{text} nowhere"}).context["cl"].queryset


def test_relations_are_found_by_typing(desk: Client, log: dict[str, Any]) -> None:
    """The same search answers the fields of forms."""
    where = {"app_label": "catalog", "model_name": "spacecraftflight", "field_name": "spacecraft", "term": "resu"}
    answer = desk.get("/desk/autocomplete/", where).json()
    assert answer["results"] == [{"id": str(log["craft"].pk), "text": "Resurs"}]
