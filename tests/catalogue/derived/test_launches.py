"""Which attempt each launch was, in the world, from its place and by its provider, and of its year."""

from datetime import timedelta

import pytest

from downrange.catalog import models
from downrange.catalog.derived import deriver, store
from downrange.catalog.editing import editing

from ..cast import make_launch, utc
from ..vehicles import make_agency, make_body

pytestmark = pytest.mark.django_db
NOW = utc("2020-06-01T00:00:00")
GROUPS = ("orbital", "location", "pad", "agency")


@pytest.fixture(name="launches")
def launches_(direct_writes: None) -> dict[str, models.Launch]:
    """Two pads of one location, and one elsewhere; a launch to a suborbital path; one ahead."""
    earth, agency = make_body(), make_agency()
    cape, range_ = (models.Location.objects.create(name=name, celestial_body=earth) for name in ("Cape", "Range"))
    a, b, c = (
        models.Pad.objects.create(name=name, location=place)
        for name, place in (("A", cape), ("B", cape), ("C", range_))
    )
    orbits = [models.Orbit.objects.create(name=name, abbrev="", celestial_body=earth) for name in ("LEO", "Suborbital")]
    leo, suborbital = (models.Mission.objects.create(name=orbit.name, orbit=orbit) for orbit in orbits)
    plan = {
        "first": ("2019-12-30T00:00:00", a, leo, agency),
        "hop": ("2019-12-31T23:59:59", b, suborbital, agency),
        "second": ("2020-01-01T00:00:00", b, leo, agency),
        "third": ("2020-02-01T00:00:00", c, leo, None),
        "fourth": ("2020-03-01T00:00:00", None, None, agency),
        "ahead": ("2020-12-01T00:00:00", a, leo, agency),
    }
    made = {
        name: make_launch(net, pad=pad, mission=mission, launch_service_provider=provider)
        for name, (net, pad, mission, provider) in plan.items()
    }
    deriver.derive(NOW)
    return made


def counts(launch: models.Launch, suffix: str = "") -> tuple[int | None, ...]:
    stored = models.Launch.objects.get(pk=launch.pk)
    return tuple(getattr(stored, f"{group}_launch_attempt_count{suffix}") for group in GROUPS)


@pytest.mark.parametrize(
    ("name", "ever", "of_the_year"),
    [
        ("first", (1, 1, 1, 1), (1, 1, 1, 1)),
        ("hop", (None, 2, 1, 2), (None, 2, 1, 2)),
        ("second", (2, 3, 2, 3), (1, 1, 1, 1)),
        ("third", (3, 1, 1, None), (2, 1, 1, None)),
        ("fourth", (4, None, None, 4), (3, None, None, 2)),
        ("ahead", (5, 4, 2, 5), (4, 2, 1, 3)),
    ],
)
def test_each_launch_has_its_number(
    name: str, ever: tuple[int | None, ...], of_the_year: tuple[int | None, ...], launches: dict[str, models.Launch]
) -> None:
    """In the world, from its location, from its pad, by its provider; a suborbital launch is no orbital attempt."""
    assert counts(launches[name]) == ever
    assert counts(launches[name], "_year") == of_the_year


def test_launches_at_one_instant_are_in_the_order_of_their_primary_keys(direct_writes: None) -> None:
    """The second has the next number, and no time since the first."""
    pad = models.Pad.objects.create(name="A")
    pks = [f"00000000-0000-4000-8000-00000000000{digit}" for digit in "21"]
    for pk in pks:
        make_launch("2020-01-01T00:00:00", pk=pk, pad=pad)
    make_launch("2019-01-01T00:00:00", pad=pad)
    deriver.derive(NOW)
    first, second = (models.Launch.objects.get(pk=pk) for pk in sorted(pks))
    assert [launch.pad_launch_attempt_count for launch in (first, second)] == [2, 3]
    assert (first.pad_turnaround, second.pad_turnaround) == (timedelta(days=365), timedelta())


def test_a_launch_that_is_found_later_renumbers_those_after_it(launches: dict[str, models.Launch]) -> None:
    """And those alone."""
    with editing(by="Ada", source="local", now=NOW):
        models.Launch.objects.filter(pk=launches["third"].pk).update(net=utc("2019-12-31T00:00:00"))
    assert [counts(launches[name])[0] for name in ("first", "third", "second", "fourth")] == [1, 2, 3, 4]
    assert list(store.differences(NOW)) == []


def test_an_orbit_that_turns_out_suborbital_renumbers_those_after_it(launches: dict[str, models.Launch]) -> None:
    """Though no launch was edited."""
    with editing(by="Ada", source="local", now=NOW):
        models.Mission.objects.filter(pk=launches["first"].mission_id).update(
            orbit=models.Orbit.objects.get(name="Suborbital")
        )
    assert counts(launches["first"])[0] is None
    assert counts(launches["fourth"])[0] == 1
    assert list(store.differences(NOW)) == []


def test_a_launch_that_is_deleted_leaves_no_gap(launches: dict[str, models.Launch]) -> None:
    """At its pad, and in the world."""
    with editing(by="Ada", source="local", now=NOW):
        launches["first"].delete()
    assert counts(launches["ahead"]) == (4, 3, 1, 4)
    assert list(store.differences(NOW)) == []
