"""Importing tables: a preview that writes nothing, and one edit once it is confirmed."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook

from downrange.catalog import models
from downrange.catalog.changes import Change
from downrange.catalog.editing import editing
from downrange.catalog.identity import FIRST_OWN_ID
from downrange.catalog.revision import Revision

from ..catalogue.cast import utc

pytestmark = pytest.mark.django_db
URL = "/desk/import/"


def send(desk: Client, kind: str, text: str | bytes, name: str = "table.csv") -> Any:
    data = text.encode() if isinstance(text, str) else text
    return desk.post(URL, {"kind": kind, "file": SimpleUploadedFile(name, data)})


def confirm(desk: Client, preview: Any) -> Any:
    names = ("kind", "text", "revision")
    return desk.post(URL, {name: preview.context[name] for name in names} | {"confirm": "1"})


def outcomes(response: Any) -> list[tuple[int, str]]:
    return [(row.line, row.outcome) for row in response.context["rows"]]


PEOPLE = "name,date_of_birth,bio\nJoseph A. Walker,1921-02-20,Flew X-15\nNobody,the first,\n"


def test_a_preview_says_what_becomes_of_each_row_and_writes_nothing(desk: Client) -> None:
    """Added, and refused with the reason."""
    response = send(desk, "people", PEOPLE)
    assert outcomes(response) == [(2, "added"), (3, "refused")]
    assert response.context["rows"][1].reasons == ["date_of_birth cannot be 'the first'."]
    assert not models.Astronaut.objects.exists()


def test_what_is_confirmed_is_one_edit(desk: Client) -> None:
    """The rows that are not refused are written, with ids of our own."""
    assert confirm(desk, send(desk, "people", PEOPLE)).status_code == 302
    assert models.Astronaut.objects.get().pk == FIRST_OWN_ID
    made = Change.objects.latest("id")
    assert (made.by, made.source, made.action) == ("Ada", "local", "created")


def test_a_confirmation_after_another_edit_shows_the_preview_again(desk: Client) -> None:
    """What was looked at is no longer what would happen."""
    preview = send(desk, "people", PEOPLE)
    with editing(by="Grace", source="local"):
        models.AgencyType.objects.create(name="Museum")
    assert confirm(desk, preview).status_code == 200
    assert not models.Astronaut.objects.exists()


def test_a_row_changes_the_record_that_it_is_of(desk: Client, log: dict[str, Any]) -> None:
    """Found by craft and launch; an empty cell leaves the field, a hyphen empties it."""
    text = f"spacecraft;launch;destination;mission_end\nResurs;{log['flight'].launch_id};Low orbit;\n"
    response = send(desk, "flights", text)
    (row,) = response.context["rows"]
    assert (row.outcome, row.reasons) == ("changed", ["destination: – → Low orbit"])
    confirm(desk, response)
    log["flight"].refresh_from_db()
    assert (log["flight"].destination, log["flight"].mission_end) == ("Low orbit", utc("2020-01-11T00:00"))


def test_a_row_that_says_what_is_there_changes_nothing(desk: Client, log: dict[str, Any]) -> None:
    """It leaves no trace in the history."""
    response = send(desk, "dockings", f"id,docking\n{log['docking'].pk},2020-01-02 00:00\n")
    assert outcomes(response) == [(2, "as before")]


def test_a_contradiction_refuses_its_row_alone(desk: Client, log: dict[str, Any]) -> None:
    """A second stay at the port at the same time; another is taken."""
    head = "docking,departure,docking_location,space_station_target,flight_vehicle_chaser\n"
    port = f"{log['docking'].docking_location_id},Outpost,Resurs"
    rows = f"2020-01-05 00:00,2020-01-06 00:00,{port}\n2020-01-10 06:00,2020-01-10 12:00,{port}\n"
    before = Revision.current().number
    response = send(desk, "dockings", head + rows)
    assert outcomes(response) == [(2, "refused"), (3, "added")]
    assert "is docked since docking event" in str(response.context["rows"][0].reasons)
    confirm(desk, response)
    assert models.DockingEvent.objects.count() == 2
    assert Change.objects.filter(id__gt=before).count() == 1


def test_a_launch_gets_what_is_not_asked_for(desk: Client) -> None:
    """Slug, window and the day of the change."""
    confirm(desk, send(desk, "launches", "name,launch_designator,net\nX-15 Flight 91,1963-S01,1963-08-22T18:05:57Z\n"))
    launch = models.Launch.objects.get()
    assert (launch.slug, launch.window_end, launch.pk.version) == ("x-15-flight-91", utc("1963-08-22T18:05:57"), 5)


def test_a_spreadsheet_is_read(desk: Client) -> None:
    """Its dates are dates."""
    book = Workbook()
    book.active.append(["name", "date_of_birth"])
    book.active.append(["Joseph A. Walker", utc("1921-02-20T00:00").date()])
    target = BytesIO()
    book.save(target)
    confirm(desk, send(desk, "people", target.getvalue(), "people.xlsx"))
    assert str(models.Astronaut.objects.get().date_of_birth) == "1921-02-20"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("name,shoe_size\nAda,38\n", "There is no column shoe_size."),
        ("name\n", "The table has no rows"),
        ("name,name\nAda,Ada\n", "Each column needs a name of its own"),
        ("name\nAda,38\n", "Line 2 has 2 cells"),
        (b"name\n\xff\n", "is not UTF-8"),
        (b"PK\x03\x04 no zip", "is not a spreadsheet that can be read"),
        ("name\n" + "Ada\n" * 501, "500 at most"),
    ],
)
def test_a_file_is_refused_with_a_sentence(desk: Client, text: str | bytes, why: str) -> None:
    """And nothing is written."""
    assert why in send(desk, "people", text).content.decode()
