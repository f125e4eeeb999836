"""What all serializers share: a base, durations, and the small vocabularies."""

from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.db import models
from rest_framework import serializers

from downrange.catalog.derived.formulas import LinearDuration, duration
from downrange.catalog.durations import format_duration
from downrange.catalog.models import Spacecraft, SpacecraftFlight


class Duration(serializers.ReadOnlyField):
    def to_representation(self, value: timedelta) -> str:
        return format_duration(value)


class OfNow(serializers.ReadOnlyField):
    """What is computed from the whole record, for the `now` of the request."""

    def __init__(self) -> None:
        super().__init__(source="*")

    @property
    def now(self) -> datetime:
        now: datetime = self.context["now"]
        return now


class GrowingDuration(OfNow):
    def to_representation(self, value: Spacecraft) -> str:
        line = LinearDuration(getattr(value, f"{self.field_name}_offset"), getattr(value, f"{self.field_name}_rate"))
        return format_duration(line.at(self.now))


class FlightDuration(OfNow):
    def to_representation(self, value: SpacecraftFlight) -> str | None:
        lasted = duration(value.as_logged, self.now)
        return None if lasted is None else format_duration(lasted)


class Mode(serializers.ReadOnlyField):
    """`response_mode`, the same in every record."""

    def __init__(self, text: str) -> None:
        super().__init__(source="*")
        self.text = text

    def to_representation(self, value: Any) -> str:
        return self.text


class Serializer(serializers.HyperlinkedModelSerializer[Any]):
    serializer_field_mapping: ClassVar = {
        **serializers.ModelSerializer.serializer_field_mapping,
        models.DurationField: Duration,
    }


def without(serializer: type[Serializer], *names: str) -> list[str]:
    """The fields of a serializer but for some: for one that is derived from it."""
    return [name for name in serializer.Meta.fields if name not in names]


def vocabulary(vocabulary: type[models.Model], *more: str) -> Serializer:
    """A field for a record of a small vocabulary: its id, its name, and little more."""

    class VocabularySerializer(Serializer):
        class Meta:
            model = vocabulary
            fields = ["id", "name", *more]

    return VocabularySerializer()
