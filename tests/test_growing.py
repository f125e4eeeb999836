"""Generated catalogues for measurements are plausible."""

from datetime import datetime

import pytest
from bench import launches
from bench.fleet import grow
from django.db import transaction

from downrange.catalog import clock, models
from downrange.catalog.checks import contradictions
from downrange.catalog.derived.store import Difference, differences
from downrange.catalog.revision import Revision, capped

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]

SHIPPED = 633
SHIPPED_LAUNCHES = 7852


@pytest.fixture
def now() -> datetime:
    return clock.tick()


def wrong_figures(now: datetime) -> list[Difference]:
    """Figures stop where the facts do."""
    return list(differences(capped(now, Revision.current().figures_horizon)))


def test_the_requested_number_of_spacecraft_is_reached(now: datetime) -> None:
    """Names are unique, existing spacecraft stay, and none is added where there are enough."""
    assert grow(700, now) == 700 - SHIPPED
    names = set(models.Spacecraft.objects.values_list("name", flat=True))
    assert len(names) == 700
    assert {"Soyuz T-2", "Crew Dragon Endeavour"} <= names
    assert grow(600, now) == 0
    assert models.Spacecraft.objects.count() == 700


def test_a_grown_catalogue_is_sound(now: datetime) -> None:
    """Its figures are correct and it has no contradiction; some craft have docked and some are in space."""
    dockings = models.DockingEvent.objects.count()
    grow(1000, now)
    assert wrong_figures(now) == []
    assert list(contradictions(now)) == []
    assert models.DockingEvent.objects.count() > dockings
    assert models.Spacecraft.objects.filter(in_space=True, time_in_space_rate=1).count() > 8


def test_few_craft_fly_many_times(now: datetime) -> None:
    """Nine of ten fly once, and one has flown tens of times. No event lies in the near future: an instant that passes
    during a measurement would be measured too.
    """
    before = Revision.current().figures_until
    grow(1000, now)
    assert Revision.current().figures_until == before
    grown = models.Spacecraft.objects.order_by("pk").filter(pk__in=_grown())
    flights = sorted(grown.values_list("flights_count", flat=True), reverse=True)
    assert len(flights) == 1000 - SHIPPED
    assert flights[0] >= 20
    assert flights[-1] == 1
    assert 0.85 < flights.count(1) / len(flights) < 0.97


def test_proportions_are_those_of_the_shipped_catalogue(now: datetime) -> None:
    """The commonest configurations are, and most craft are for a single use."""
    grow(1500, now)
    grown = models.Spacecraft.objects.filter(pk__in=_grown())
    single_use = grown.filter(status__name="Single Use").count() / grown.count()
    progress = grown.filter(spacecraft_config__name__startswith="Progress").count() / grown.count()
    assert single_use == pytest.approx(0.845, abs=0.04)
    assert progress == pytest.approx(0.307, abs=0.05)


def test_the_same_seed_grows_the_same_catalogue(now: datetime) -> None:
    """Measurements can be compared. Another seed gives another catalogue."""
    assert _once(now, seed=0) == (grown := _once(now, seed=0))
    assert grown != _once(now, seed=1)


def test_growing_raises_the_revision_once(now: datetime) -> None:
    """Caches are cleared. Adding nothing raises nothing."""
    before = Revision.current().number
    grow(SHIPPED + 1, now)
    raised = Revision.current().number
    assert raised > before
    grow(SHIPPED + 1, now)
    assert Revision.current().number == raised


def test_grown_launches_are_sound(now: datetime) -> None:
    """Their figures are what the log says, nothing contradicts, and boosters have flown again and landed."""
    assert launches.grow(SHIPPED_LAUNCHES + 754, now) == 754
    assert wrong_figures(now) == []
    assert list(contradictions(now)) == []
    assert models.Launch.objects.count() == SHIPPED_LAUNCHES + 754
    assert models.Launch.objects.filter(net__gt=now).count() > 5
    assert models.Launcher.objects.filter(
        serial_number__startswith="G", flights__gt=5, successful_landings__gt=3
    ).exists()


def test_grown_launches_are_named_as_upstream_names_them(now: datetime) -> None:
    """By rocket and mission; missions are numbered in series. No launch lies in the near future."""
    before = Revision.current().figures_until
    launches.grow(SHIPPED_LAUNCHES + 754, now)
    assert Revision.current().figures_until == before
    grown = models.Launch.objects.filter(gcat_launch_tag=None).select_related("mission")
    named = [launch for launch in grown if " | Starlink Group 1-" in launch.name]
    assert len(named) > 50
    assert all(launch.name.endswith(f" | {launch.mission.name}") for launch in named if launch.mission)


def test_the_same_seed_grows_the_same_launches(now: datetime) -> None:
    """Measurements can be compared; another seed grows others."""
    assert _launches_of(now, seed=0) == (grown := _launches_of(now, seed=0))
    assert grown != _launches_of(now, seed=1)


def _launches_of(now: datetime, seed: int) -> list[tuple[object, ...]]:
    """The launches that a seed adds, which are then rolled back."""
    with transaction.atomic():
        launches.grow(SHIPPED_LAUNCHES + 100, now, seed)
        columns = ("id", "name", "net", "status", "pad", "mission__name", "rocket__firststage__landing__success")
        grown = sorted(models.Launch.objects.values_list(*columns), key=repr)  # a launch may have several stages
        transaction.set_rollback(True)
    return grown


def _grown() -> list[int]:
    """The spacecraft that have come last."""
    return list(models.Spacecraft.objects.order_by("pk").values_list("pk", flat=True)[SHIPPED:])


def _once(now: datetime, seed: int) -> list[tuple[object, ...]]:
    """What a seed adds, which is then taken back: all but the keys that the database gives."""
    with transaction.atomic():
        grow(SHIPPED + 100, now, seed)
        ordering = ("spacecraft", "launch__net", "docking_events__docking")
        flown = models.SpacecraftFlight.objects.filter(spacecraft__in=_grown()).order_by(*ordering)
        grown = list(
            flown.values_list(
                "spacecraft__name",
                "spacecraft__serial_number",
                "spacecraft__description",
                "spacecraft__status",
                "spacecraft__spacecraft_config",
                "launch",
                "launch__name",
                "launch__net",
                "launch__status",
                "launch__pad",
                "mission_end",
                "destination",
                "landing__success",
                "docking_events__docking_location",
                "docking_events__docking",
                "docking_events__departure",
            )
        )
        transaction.set_rollback(True)
    return grown
