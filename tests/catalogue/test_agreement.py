"""The shipped catalogue against counts that anyone can look up."""

import pytest
from django.db.models import Count, Max

from downrange.catalog import models

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]


@pytest.mark.parametrize(
    ("year", "attempts"),
    [(2018, 114), (2019, 102), (2020, 114), (2021, 146), (2022, 186), (2023, 223), (2024, 263), (2025, 330)],
)
def test_orbital_attempts_of_a_year(year: int, attempts: int) -> None:
    """As in the yearly reports of Jonathan McDowell, "Space Activities in …", at planet4589.org/space/papers."""
    launches = models.Launch.objects.filter(net__year=year)
    assert launches.aggregate(last=Max("orbital_launch_attempt_count_year"))["last"] == attempts


@pytest.mark.parametrize(("year", "flights"), [(2021, 31), (2022, 60), (2023, 91), (2024, 132), (2025, 165)])
def test_flights_of_falcon_9_in_a_year(year: int, flights: int) -> None:
    """As in Wikipedia, "List of Falcon 9 and Falcon Heavy launches", without those of Falcon Heavy."""
    launches = models.Launch.objects.filter(
        net__year=year, rocket__configuration__full_name__startswith="Falcon 9", status__in=[3, 4, 7]
    )
    assert launches.count() == flights


@pytest.mark.parametrize(("vehicle", "flights"), [("Space Shuttle", 135), ("Ariane 5", 117), ("Saturn V", 13)])
def test_flights_of_a_launch_vehicle_that_is_retired(vehicle: str, flights: int) -> None:
    """As in NASA, "Space Shuttle Missions Summary"; Wikipedia, "Ariane 5"; NASA, "Apollo by the Numbers"."""
    assert models.Launch.objects.filter(rocket__configuration__full_name__startswith=vehicle).count() == flights


@pytest.mark.parametrize(("serial", "flights"), [("B1051", 14), ("B1058", 19), ("B1062", 23), ("B1067", 37)])
def test_flights_of_a_booster(serial: str, flights: int) -> None:
    """As in Wikipedia, "List of Falcon 9 first-stage boosters"; B1067 to 28 September 2026."""
    launcher = models.Launcher.objects.annotate(stages_count=Count("firststage")).get(serial_number=serial)
    assert (launcher.flights, launcher.stages_count) == (flights, flights)


def test_sputnik_was_the_first_attempt_and_each_has_the_next_number() -> None:
    """No number is left out, and none stands twice."""
    numbered = models.Launch.objects.exclude(orbital_launch_attempt_count=None).order_by("net", "pk")
    assert numbered.values_list("launch_designator", flat=True)[0] == "1957-001"
    assert list(numbered.values_list("orbital_launch_attempt_count", flat=True)) == list(range(1, numbered.count() + 1))
    assert models.Launch.objects.filter(net__year__lt=2026).aggregate(last=Max("orbital_launch_attempt_count")) == {
        "last": 7166
    }
