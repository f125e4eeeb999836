"""Updates, and what they are found by."""

from uuid import UUID

import pytest
from django.test import Client

from downrange.catalog import models

from ..catalogue.cast import make_launch, utc

pytestmark = pytest.mark.django_db


@pytest.fixture(name="launch")
def launch_() -> models.Launch:
    """A launch of a provider with one update, beside an update of a program."""
    kind = models.AgencyType.objects.create(name="Commercial")
    launch = make_launch("2026-01-01T00:00:00")
    launch.launch_service_provider = models.Agency.objects.create(name="SpaceX", type=kind)
    launch.save()
    models.Update.objects.create(launch=launch, comment="Now in January.", created_on=utc("2025-12-01T00:00:00"))
    starship = models.Program.objects.create(name="Starship", type=models.ProgramType.objects.create(name="Test"))
    models.Update.objects.create(program=starship, comment="Stacked.", created_on=utc("2025-12-02T00:00:00"))
    return launch


def comments(client: Client, query: str) -> list[str]:
    answer = client.get(f"/2.3.0/updates/?{query}")
    assert answer.status_code == 200, answer.content
    return [update["comment"] for update in answer.json()["results"]]


@pytest.mark.usefixtures("launch")
def test_updates_come_latest_first(client: Client) -> None:
    """As the news of a program do; `ordering` turns them."""
    assert comments(client, "") == ["Stacked.", "Now in January."]
    assert comments(client, "ordering=created_on") == ["Now in January.", "Stacked."]


def test_updates_are_found_by_what_they_are_about(client: Client, launch: models.Launch) -> None:
    """A launch, its provider, a program, or the instant."""
    provider, program = launch.launch_service_provider_id, models.Program.objects.get().pk
    assert comments(client, f"launch={launch.pk}") == ["Now in January."]
    assert comments(client, f"launch__launch_service_provider={provider}") == ["Now in January."]
    assert comments(client, f"program={program}") == ["Stacked."]
    assert comments(client, "created_on=2025-12-02T00:00:00Z") == ["Stacked."]


@pytest.mark.parametrize("value", ["1", "soon", str(UUID(int=1))])
def test_an_update_of_no_launch_is_refused(client: Client, value: str) -> None:
    """A launch that does not exist, or no UUID."""
    answer = client.get(f"/2.3.0/updates/?launch={value}")
    assert (answer.status_code, list(answer.json())) == (400, ["launch"])


def test_a_launch_nests_its_updates(client: Client, launch: models.Launch) -> None:
    """In the form of the list."""
    (update,) = client.get(f"/2.3.0/launches/{launch.pk}/").json()["updates"]
    assert update == client.get(f"/2.3.0/updates/{update['id']}/").json()
