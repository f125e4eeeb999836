"""`/2.3.0/astronauts/`, and the seats that crews are made of (contract, 02 §12)."""

from datetime import UTC, datetime, time, timedelta

from django.db.models import F, Lookup, Q, lookups

from downrange.catalog import ages, models

from ..components import Age, Constant, GrowingDuration, Link, many, one
from ..filters import ConditionFilter, NumberFilter, boolean, csv, dates, datetimes, number, numbers, text
from ..filters.base import COMPARISONS
from ..resource import Examples, Ordering, Resource, linear
from .components import Component
from .launches import launched

CREW = (F("role__priority").asc(nulls_last=True), "pk")
"""A crew in order: the commander first."""
NON_HUMAN = 6  # contract, 02 §16
LOOKUPS: "dict[str, type[Lookup[bool]]]" = {
    "exact": lookups.Exact,
    "gt": lookups.GreaterThan,
    "gte": lookups.GreaterThanOrEqual,
    "lt": lookups.LessThan,
    "lte": lookups.LessThanOrEqual,
}


def next_midnight(now: datetime) -> datetime:
    """When ages may be others."""
    return datetime.combine(now.date() + timedelta(days=1), time(), UTC)


class AgeFilter(NumberFilter):
    """A number, compared with the age of a person at the answer's instant."""

    def condition(self, value: int | None, now: datetime) -> Q:
        return Q(pk__in=()) if value is None else Q(LOOKUPS[self.lookup](ages.age(now), value))

    def valid_until(self, now: datetime) -> datetime:
        return next_midnight(now)


def age_filters() -> tuple[AgeFilter, ...]:
    """The five comparisons."""
    return tuple(
        AgeFilter(name="age" if lookup == "exact" else f"age__{lookup}", path="date_of_birth", lookup=lookup)
        for lookup in COMPARISONS
    )


class AstronautFlight(Component):
    role = one("AstronautRole", null=True)
    astronaut = one("AstronautDetailed")

    class Meta:
        model = models.AstronautFlight
        fields = ("id", "role", "astronaut")


class AstronautNormal(Component):
    url = Link("astronauts")
    status = one("AstronautStatus", null=True)
    agency = one("AgencyMini", null=True)
    image = one("Image", null=True)

    class Meta:
        model = models.Astronaut
        fields: tuple[str, ...] = ("id", "url", "name", "status", "agency", "image")


class AstronautDetailed(AstronautNormal):
    response_mode = Constant("list")
    type = one("AstronautType", null=True)
    time_in_space = GrowingDuration()
    age = Age()
    nationality = many("Country")
    social_media_links = many("SocialMediaLink")

    class Meta(AstronautNormal.Meta):
        fields = (
            *AstronautNormal.Meta.fields,
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


def ended(now: datetime) -> Q:
    return Q(launch__net__lte=now, mission_end_instant__lte=now)


class AstronautEndpointDetailed(AstronautEndpointNormal):
    response_mode = Constant("detailed")
    flights = many("LaunchNormal", source="astronaut_flights.launch_flights.launch", order=("net", "pk"), when=launched)
    landings = many(
        "SpacecraftFlightNormal",
        source="astronaut_flights.landing_flights",
        order=(F("mission_end_instant").asc(nulls_last=True), "pk"),
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
    components={
        "list": AstronautDetailed,
        "normal": AstronautEndpointNormal,
        "detailed": AstronautEndpointDetailed,
    },
    record=AstronautEndpointDetailed,
    takes_instant=True,
    filters=(
        *age_filters(),
        csv("agency_ids", "agency", item_type=float, description="Comma-separated agency IDs."),
        *dates("date_of_birth", "date_of_death"),
        *datetimes("first_flight"),
        *numbers("flights_count"),
        ConditionFilter(name="has_flown", holds=lambda now: Q(flights_count__gt=0)),
        boolean("in_space"),
        ConditionFilter(name="is_human", holds=lambda now: ~Q(type=NON_HUMAN)),
        *numbers("landings_count"),
        *datetimes("last_flight"),
        *text("nationality", path="nationality__nationality_name"),
        csv("status_ids", "status", item_type=float, description="Comma-separated astronaut status IDs."),
        number("type__id"),
    ),
    search=("agency__abbrev", "agency__name", "name", "nationality__nationality_name"),
    orderings=(
        Ordering("age", ages.age, nullable=True, valid_until=next_midnight),
        "date_of_birth",
        "eva_time",
        "flights_count",
        "id",
        "landings_count",
        "last_flight",
        "name",
        "spacewalks_count",
        "status",
        linear("time_in_space"),
    ),
    examples=Examples(mode="list", filters="has_flown=true", search="Pesquet", ordering="-time_in_space"),
)
