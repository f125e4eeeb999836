"""Single launchers: how they are found, and the form of each mode."""

import pytest
from django.test import Client

from downrange.catalog import models
from downrange.catalog.derived import store

from ..catalogue.cast import utc
from ..catalogue.vehicles import make_stage

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _launchers() -> None:
    """B1 flew twice and landed once; B12, of another maker, never did, and is a placeholder."""
    kind = models.AgencyType.objects.create(name="Commercial")
    makers = [models.Agency.objects.create(name=name, type=kind) for name in ("SpaceX", "Blue")]
    rockets = [models.LauncherConfiguration.objects.create(name=m.name, manufacturer=m) for m in makers]
    make_stage(rockets[0], "2020-01-01T00:00:00", 1, landed=True)
    make_stage(rockets[0], "2020-03-01T00:00:00", 2)
    lost = models.LauncherStatus.objects.create(name="Lost")
    models.Launcher.objects.filter(serial_number="B1").update(status=lost)
    models.Launcher.objects.create(serial_number="B12", launcher_config=rockets[1], is_placeholder=True)
    store.derive(utc("2026-06-03T00:00:00"))


def serials(client: Client, query: str) -> list[str]:
    answer = client.get(f"/2.3.0/launchers/?{query}")
    assert answer.status_code == 200
    return [launcher["serial_number"] for launcher in answer.json()["results"]]


def test_launchers_are_found_by_what_they_did_and_are(client: Client) -> None:
    """Figures, serial numbers, makers, status; search looks in serial number and status."""
    lost = models.LauncherStatus.objects.get()
    other = models.LauncherConfiguration.objects.get(name="Blue")
    for query, expected in {
        "flight_proven=true": ["B1"],
        "flights__gte=2": ["B1"],
        "successful_landings=0": ["B12"],
        "attempted_landings__gt=0": ["B1"],
        "first_launch_date=2020-01-01T00:00:00Z": ["B1"],
        "last_launch_date=2020-01-01T00:00:00Z": [],
        "is_placeholder=True": ["B12"],
        "serial_number=B1": ["B1"],
        "serial_number__contains=B1": ["B1", "B12"],
        "launcher_config__manufacturer__name__contains=lue": ["B12"],
        f"launcher_config__ids={other.pk},0": ["B12"],
        f"status={lost.pk}": ["B1"],
        "search=lost": ["B1"],
        "ordering=flights": ["B12", "B1"],
        "ordering=-flights": ["B1", "B12"],
    }.items():
        assert serials(client, query) == expected, query


def test_the_address_of_a_launcher_leads_to_it(client: Client) -> None:
    """A landing names its first stage's launcher, and the record says which type it is of."""
    landing = client.get("/2.3.0/landings/").json()["results"][0]
    launcher = client.get(landing["firststage"]["launcher"]["url"]).json()
    assert (launcher["serial_number"], launcher["flights"], launcher["response_mode"]) == ("B1", 2, "detailed")
    assert launcher["launcher_config"]["name"] == "SpaceX"
