"""`/2.3.0/astronauts/`, and the seats that crews are made of (contract, 02 §12)."""

from datetime import datetime
from typing import Any

from django.db.models import F, Q, lookups
from drf_spectacular.utils import extend_schema_field

from downrange.catalog import ages, models
from downrange.catalog.derived import formulas

from ..components import Component, Constant, Derived, Link, RunningDuration, many, one
from ..filters import COMPARISONS, Number, Statement, boolean, csv, dates, datetimes, number, numbers, text
from ..resource import Examples, Ordering, Resource, running

CREW = (F("role__priority").asc(nulls_last=True), "pk")
"""A crew in order: the commander first."""
NON_HUMAN = 6  # contract, 02 §16


@extend_schema_field({"type": "integer", "nullable": True})
class Age(Derived):
    """A person's age in whole years, now or at death."""

    def __init__(self) -> None:
        super().__init__(allow_null=True)

    def to_representation(self, value: models.Astronaut) -> int | None:
        return formulas.age(value.date_of_birth, value.date_of_death, self.context["now"])


class AgeComparison(Number):
    """Compares the age at the answer's instant."""

    def condition(self, value: Any, now: datetime) -> Q:
        lookup = {"exact": lookups.Exact, "gt": lookups.GreaterThan, "gte": lookups.GreaterThanOrEqual}
        lookup |= {"lt": lookups.LessThan, "lte": lookups.LessThanOrEqual}
        return Q(lookup[self.lookup](ages.age(now), value))


def _ages() -> tuple[AgeComparison, ...]:
    names = (("age" if each == "exact" else f"age__{each}", each) for each in COMPARISONS)
    return tuple(AgeComparison(name=name, path="date_of_birth", lookup=each) for name, each in names)


class AstronautFlight(Component):
    role = one("AstronautRole", null=True)
    astronaut = one("AstronautDetailed")

    class Meta:
        model = models.AstronautFlight
        fields = ("id", "role", "astronaut")


class AstronautDetailed(Component):
    url = Link("astronauts")
    status = one("AstronautStatus", null=True)
    agency = one("AgencyMini", null=True)
    image = one("Image", null=True)
    response_mode = Constant("list")
    type = one("AstronautType", null=True)
    time_in_space = RunningDuration()
    age = Age()
    nationality = many("Country")
    social_media_links = many("SocialMediaLink")

    class Meta:
        model = models.Astronaut
        fields: tuple[str, ...] = (
            "id",
            "url",
            "name",
            "status",
            "agency",
            "image",
            "response_mode",
            "type",
            "in_space",
            "time_in_space",
            "eva_time",
            "age",
            "date_of_birth",
            "date_of_death",
            "nationality",
            "bio",
            "wiki",
            "last_flight",
            "first_flight",
            "social_media_links",
        )


class AstronautEndpointNormal(AstronautDetailed):
    response_mode = Constant("normal")

    class Meta(AstronautDetailed.Meta):
        fields = (*AstronautDetailed.Meta.fields, "flights_count", "landings_count", "spacewalks_count")


def launched(now: datetime) -> Q:
    return Q(net__lte=now)


def ended(now: datetime) -> Q:
    return Q(launch__net__lte=now) & (Q(mission_end__lte=now) | Q(mission_end_date__lte=now.date()))


class AstronautEndpointDetailed(AstronautEndpointNormal):
    response_mode = Constant("detailed")
    flights = many("LaunchNormal", source="astronaut_flights.launch_flights.launch", order=("net", "pk"), when=launched)
    landings = many(
        "SpacecraftFlightNormal",
        source="astronaut_flights.landing_flights",
        order=(F("mission_end").asc(nulls_last=True), "pk"),
        when=ended,
    )
    spacewalks = many(
        "SpacewalkNormal", source="astronaut_flights.spacewalks", order=(F("start").asc(nulls_last=True), "pk")
    )

    class Meta(AstronautEndpointNormal.Meta):
        fields = (*AstronautEndpointNormal.Meta.fields, "flights", "landings", "spacewalks")


ASTRONAUTS = Resource(
    route="astronauts",
    title="Astronaut",
    model=models.Astronaut,
    components={
        "list": "AstronautDetailed",
        "normal": "AstronautEndpointNormal",
        "detailed": "AstronautEndpointDetailed",
    },
    record="AstronautEndpointDetailed",
    filters=(
        *_ages(),
        csv("agency_ids", "agency", of=float, description="Comma-separated agency IDs."),
        *dates("date_of_birth", "date_of_death"),
        *datetimes("first_flight"),
        *numbers("flights_count"),
        Statement(name="has_flown", holds=lambda now: Q(flights_count__gt=0)),
        boolean("in_space"),
        Statement(name="is_human", holds=lambda now: ~Q(type=NON_HUMAN)),
        *numbers("landings_count"),
        *datetimes("last_flight"),
        *text("nationality", path="nationality__nationality_name"),
        csv("status_ids", "status", of=float, description="Comma-separated astronaut status IDs."),
        number("type__id"),
    ),
    search=("agency__abbrev", "agency__name", "name", "nationality__nationality_name"),
    orderings=(
        Ordering("age", ages.age),
        "date_of_birth",
        "eva_time",
        "flights_count",
        "id",
        "landings_count",
        "last_flight",
        "name",
        "spacewalks_count",
        "status",
        running("time_in_space"),
    ),
    examples=Examples(mode="list", filters="has_flown=true", search="Pesquet", ordering="-time_in_space"),
)
