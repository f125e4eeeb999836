"""What a contract's components are made of: a base serializer, and the fields that are not columns.

Each serializer of `v230/` is named as the component that it writes. A nested component is declared by its name,
`one("AgencyMini")` or `many("Country")`, and looked up in the contract's components when it is first needed. So
families may nest each other whatever the order of their files. Serializers only declare: `serialize` reads off a
declaration what must be fetched, so nothing queries while a record is written.

Fields that show links or depend on time find both in `answer`.
"""

from collections.abc import Callable, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, ClassVar

from django.db import models
from django.db.models.expressions import Combinable, OrderBy
from drf_spectacular.drainage import set_override
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.fields import Field

from downrange.catalog import clock
from downrange.catalog.derived.formulas import Flight, LinearDuration, age, between, duration, next_birthday
from downrange.catalog.derived.logged import COLUMNS
from downrange.catalog.durations import format_duration
from downrange.catalog.snapshot import Snapshot

from .links import Links

Components = dict[str, type["Component"]]
"""A contract's components by name."""
ONLY_FOR_INPUT = ("allow_blank", "min_value", "max_value", "validators")


class ShownDuration:
    """Marks the fields that show a duration: ISO 8601, unpadded (contract, 01 "Value formats")."""


@extend_schema_field(OpenApiTypes.STR)
class IsoDuration(ShownDuration, serializers.ReadOnlyField):
    """A duration that stands in a column."""

    def to_representation(self, value: timedelta) -> str:
        return format_duration(value)


@dataclass(frozen=True)
class Answer:
    """What the fields of one answer share: how its links begin, and its snapshot."""

    links: Links
    snapshot: Snapshot


answer: ContextVar[Answer] = ContextVar("answer")
"""The context of the response being serialized. Threads share the serializers, so it is not DRF's `context`."""


class RecordField(Field[Any, Any, Any, Any]):
    """A field that is written from the columns of a record that `columns` names."""

    columns: Sequence[str] = ()
    """Those that it is written from, or paths to those of other records."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(source="*", read_only=True, **kwargs)


class TimeDependentField(RecordField):
    """A field that may show another value at another instant of the same revision; it notes until when it holds."""


class Constant(RecordField):
    """The same text in every record: `response_mode` (contract, 02 §0), by which clients tell the modes apart."""

    def __init__(self, text: str) -> None:
        super().__init__(default=text)
        self.text = text
        # A plain string, as upstream's: generated clients reject a record of another mode than the enum's only value.
        set_override(self, "field", {"type": "string", "default": text})

    def to_representation(self, value: Any) -> str:
        return self.text


@extend_schema_field(OpenApiTypes.URI)
class Link(RecordField):
    """The record's own URL in a resource."""

    columns = ("pk",)

    def __init__(self, route: str) -> None:
        super().__init__()
        self.route = route

    def to_representation(self, value: Any) -> str:
        url: str = answer.get().links.to_record(self.route, value.pk)
        return url


@extend_schema_field(OpenApiTypes.STR)
class GrowingDuration(ShownDuration, TimeDependentField):
    """A figure that grows with time, until the facts are too old."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(allow_null=True, **kwargs)

    def bind(self, field_name: str, parent: Any) -> None:
        super().bind(field_name, parent)
        self.columns = (f"{field_name}_offset", f"{field_name}_rate")

    def to_representation(self, value: Any) -> str:
        line = LinearDuration(*(getattr(value, column) for column in self.columns))
        return format_duration(_shown(line, answer.get().snapshot))


@extend_schema_field(OpenApiTypes.STR)
class FlightDuration(ShownDuration, TimeDependentField):
    """How long a flight has lasted, until the facts are too old; null before launch, or where nobody knows."""

    columns = COLUMNS

    def __init__(self) -> None:
        super().__init__(allow_null=True)

    def to_representation(self, value: Any) -> str | None:
        flight = Flight(*(getattr(value, column) for column in COLUMNS))
        snapshot = answer.get().snapshot
        _shown(flight.linear_duration(snapshot.figures_now), snapshot)
        lasted = duration(flight, snapshot.figures_now)
        return None if lasted is None else format_duration(lasted)


@extend_schema_field(OpenApiTypes.STR)
class DurationBetween(ShownDuration, RecordField):
    """The time from one instant of a record to another; null where either is not known."""

    def __init__(self, *columns: str) -> None:
        super().__init__(allow_null=True)
        self.columns = columns

    def to_representation(self, value: Any) -> str | None:
        passed = between(*(getattr(value, column) for column in self.columns))
        return None if passed is None else format_duration(passed)


def _shown(line: LinearDuration, snapshot: Snapshot) -> timedelta:
    """A duration as a snapshot shows it; while it grows, what shows it holds until the next tick."""
    if line.rate:
        clock.mark_time_dependent(snapshot.next_figures)
    return line.at(snapshot.figures_now)


@extend_schema_field(OpenApiTypes.INT)
class Age(TimeDependentField):
    """Years of a person, now or at death; null where the date of birth is not known. It holds until a birthday."""

    columns = ("date_of_birth", "date_of_death")

    def __init__(self) -> None:
        super().__init__(allow_null=True, help_text="years, now or at death")

    def to_representation(self, value: Any) -> int | None:
        now = answer.get().snapshot.now
        birth: date | None = value.date_of_birth
        if birth is None:
            return None
        if value.date_of_death is None or value.date_of_death > now.date():
            clock.mark_time_dependent(next_birthday(birth, now))
        return age(birth, value.date_of_death, now)


class Nested(RecordField):
    """A component inside another (see `one` and `many`). It stands for the records that a relation leads to, which are
    written separately (see `serialize`). The OpenAPI document has the component's serializer in its place.
    """

    def __init__(
        self,
        component: str,
        *,
        many: bool = False,
        null: bool = False,
        path: str = "",
        key: Combinable | None = None,
        order: Sequence[str | OrderBy] = ("pk",),
        where: models.Q | None = None,
        when: "When | None" = None,
        goes_by_clock: bool = False,
    ) -> None:
        super().__init__()
        self.component, self.many, self.null, self.path = component, many, null, path
        self.key, self.order, self.where, self.when, self.goes_by_clock = key, order, where, when, goes_by_clock

    def serializer(self, components: Components) -> serializers.BaseSerializer[Any]:
        options: dict[str, Any] = {"read_only": True, "allow_null": self.null}
        return components[self.component](many=self.many, **options)

    def of(self, component: str) -> "Nested":
        """The same relation, whose records are written as another component."""
        return Nested(
            component,
            many=self.many,
            null=self.null,
            path=self.path,
            key=self.key,
            order=self.order,
            where=self.where,
            when=self.when,
            goes_by_clock=self.goes_by_clock,
        )

    def selected(self, selection: "Selected") -> "Nested":
        """The same relation, of which another selection is nested."""
        return Nested(
            self.component,
            many=self.many,
            path=self.path,
            order=selection.order,
            where=self.where,
            when=selection.when,
            goes_by_clock=True,
        )


class Part(RecordField):
    """The same record as another component, which has nothing but relations (see `part`)."""

    def __init__(self, component: str, selections: Mapping[str, "Selected"]) -> None:
        super().__init__()
        self.component, self.selections = component, selections

    def serializer(self, components: Components) -> serializers.BaseSerializer[Any]:
        return components[self.component](read_only=True)


When = Callable[[datetime], models.Q]
"""A condition at an instant that compares it with instants of the log only: when one of those passes, the revision
rises, so what is selected holds as long as the revision does.
"""


@dataclass(frozen=True)
class Selected:
    """Which of the records of a relation are nested at an instant of the clock, and in which order."""

    when: When
    order: Sequence[str | OrderBy]


def one(
    component: str,
    *,
    null: bool = False,
    source: str = "",
    key: Combinable | None = None,
    where: models.Q | None = None,
    when: When | None = None,
) -> Any:
    """One related record, or null. `source` is the relation, by default the one named as the field. Of several records
    the first that `where` and `when` select is taken (see `many`). `key` is an expression for the related primary key,
    where no relation gives it.
    """
    return Nested(component, null=null, path=source, key=key, where=where, when=when)


def many(
    component: str,
    *,
    source: str = "",
    order: Sequence[str | OrderBy] = ("pk",),
    where: models.Q | None = None,
    when: When | None = None,
) -> Any:
    """The related records in this order. `source` is a path of relations, by default the one named as the field;
    `where` is a static filter, `when` one that depends on the instant that figures are shown for.
    """
    return Nested(component, many=True, path=source, order=order, where=where, when=when)


def part(component: str, **selections: Selected) -> Any:
    """An object inside the record's own: relations of the same record, of each of which `selections` nests a part. So
    what lies ahead can stand in one object, and what has been in another.
    """
    return Part(component, selections)


def named(source: str, *, null: bool = False) -> Any:
    """A text of a related record, such as `parent.name`; without that record null, or empty if null is not allowed."""
    return serializers.CharField(source=source, read_only=True, **({"allow_null": True} if null else {"default": ""}))


def instant(source: str) -> Any:
    """An instant of a related record, such as `previous_flight.net`; without that record null."""
    return serializers.DateTimeField(source=source, read_only=True, allow_null=True)


class Component(serializers.ModelSerializer[Any]):
    """The base of all components. A contract has a base class of its own, whose attribute `components` is the
    contract's dictionary; every class derived from that one is registered in it by name.
    """

    serializer_field_mapping: ClassVar = {
        **serializers.ModelSerializer.serializer_field_mapping,
        models.DurationField: IsoDuration,
    }
    components: ClassVar[Components]
    nested: dict[str, Nested]
    parts: dict[str, Part]

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if "components" in cls.__dict__:  # the base class of a contract
            return
        if cls.__name__ in cls.components:
            raise TypeError(f"two components are named {cls.__name__}")
        cls.components[cls.__name__] = cls

    def build_standard_field(
        self, field_name: str, model_field: Any
    ) -> tuple[type[Field[Any, Any, Any, Any]], dict[str, Any]]:
        """The contract is read-only: options that only limit input would clutter the OpenAPI document. In it a URL
        that may be empty is a plain string, because an empty text is no URI.
        """
        field, options = super().build_standard_field(field_name, model_field)
        if issubclass(field, serializers.URLField) and options.get("allow_blank") and not options.get("allow_null"):
            field = serializers.CharField
        return field, {name: option for name, option in options.items() if name not in ONLY_FOR_INPUT}

    @classmethod
    def model(cls) -> type[models.Model]:
        model: type[models.Model] = cls.Meta.model
        return model

    @classmethod
    def columns_from_json(cls, json: Mapping[str, Any]) -> Mapping[str, Any]:
        """Stored columns that no field shows unchanged, read back from the JSON of a record: JSON values by name of the
        column. It is the inverse of `to_representation`, for code that reads records.
        """
        return {}

    @classmethod
    def fields_without(cls, *names: str) -> tuple[str, ...]:
        """The fields of this component but for some: for a component that is derived from it."""
        return tuple(name for name in cls.Meta.fields if name not in names)

    @classmethod
    def columns(cls) -> dict[str, str]:
        """The paths to the fields that stand in the component's table: its columns by name of the field, to-one
        relations and what they lead to by path, as Django REST framework names them.
        """
        serializer = cls()
        fields = serializer.fields  # also fills `nested` and `parts`
        inside = serializer.nested.keys() | serializer.parts.keys()
        sources = {name: str(field.source) for name, field in fields.items() if name not in inside}
        named = {
            (source if "." in source else name).replace(".", "__"): source.replace(".", "__")
            for name, source in sources.items()
            if source != "*"
        }
        relations = (
            nested.path or name for name, nested in serializer.nested.items() if not (nested.many or nested.key)
        )
        return named | {path.replace(".", "__"): path.replace(".", "__") for path in relations}

    def get_fields(self) -> dict[str, Field[Any, Any, Any, Any]]:
        fields = super().get_fields()
        self.nested = {name: field for name, field in fields.items() if isinstance(field, Nested)}
        self.parts = {name: field for name, field in fields.items() if isinstance(field, Part)}
        inside: dict[str, Nested | Part] = {**self.nested, **self.parts}
        return fields | {name: field.serializer(self.components) for name, field in inside.items()}
