"""What the contract's components are made of: a base serializer, and the fields that are not columns.

Each serializer of `resources/` is named as the component it writes and is known by that name: a nested component is
declared as `one("AgencyMini")` or `many("Country")`, and looked up when it is first needed, so that families may nest
each other whatever the order of their files. Serializers only declare. What they need fetched is read off their
declaration by `writing`, so that nothing queries while it writes.

The context of every serializer holds `links` (see `links.Links`) and `now`, the one instant of the answer. What does
not change from one tick to the next leaves `now` unread (see `fragments.Context`).
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.db import models
from django.db.models.expressions import Combinable, OrderBy
from drf_spectacular.drainage import set_override
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.fields import Field

from downrange.catalog.derived.formulas import LinearDuration, duration
from downrange.catalog.durations import format_duration
from downrange.catalog.models import SpacecraftFlight

COMPONENTS: "dict[str, type[Component]]" = {}
"""Every component by the name that the contract gives it."""
ONLY_FOR_INPUT = ("allow_blank", "min_value", "max_value", "validators")


@extend_schema_field(OpenApiTypes.STR)
class IsoDuration(serializers.ReadOnlyField):
    """A duration as upstream writes it: ISO 8601, unpadded (contract, 01 "Value formats")."""

    def to_representation(self, value: timedelta) -> str:
        return format_duration(value)


class Derived(Field[Any, Any, Any, Any]):
    """A field that is written from the whole record, and from the relations named in `fetch`."""

    fetch: Sequence[str] = ()

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(source="*", read_only=True, **kwargs)


class Constant(Derived):
    """The same text in every record: `response_mode` (contract, 02 §0). By it clients tell the forms of a resource
    apart.
    """

    def __init__(self, text: str) -> None:
        super().__init__(default=text)
        self.text = text
        set_override(self, "field", {"type": "string", "enum": [text], "default": text})

    def to_representation(self, value: Any) -> str:
        return self.text


@extend_schema_field({"type": "object", "nullable": True})
class Unserved(Derived):
    """What the contract nests here is of a family that is not served yet: always null."""

    def to_representation(self, value: models.Model) -> None:
        return None


@extend_schema_field(OpenApiTypes.URI)
class Link(Derived):
    """The record's own address in a resource."""

    def __init__(self, route: str) -> None:
        super().__init__()
        self.route = route

    def to_representation(self, value: models.Model) -> str:
        address: str = self.context["links"].to_record(self.route, value.pk)
        return address


@extend_schema_field(OpenApiTypes.STR)
class RunningDuration(Derived):
    """A figure that grows with time, at the answer's instant."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(allow_null=True, **kwargs)

    def to_representation(self, value: models.Model) -> str:
        running = LinearDuration(getattr(value, f"{self.field_name}_offset"), getattr(value, f"{self.field_name}_rate"))
        return format_duration(running.at(self.context["now" if running.rate else "log_now"]))


@extend_schema_field(OpenApiTypes.STR)
class FlightDuration(Derived):
    """How long a flight has lasted at the answer's instant; null before launch, or where nobody knows."""

    fetch = ("launch",)

    def __init__(self) -> None:
        super().__init__(allow_null=True)

    def to_representation(self, value: SpacecraftFlight) -> str | None:
        flight = value.as_logged
        now: datetime = self.context["log_now"]
        if flight.linear_duration(now).rate:
            now = self.context["now"]
        lasted = duration(flight, now)
        return None if lasted is None else format_duration(lasted)


class Nested(Derived):
    """A component inside another (see `one` and `many`). It stands for the records that a relation leads to, which are
    written apart (see `writing`); the OpenAPI document has its serializer in its place.
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
    ) -> None:
        super().__init__()
        self.component, self.many, self.null, self.path = component, many, null, path
        self.key, self.order, self.where, self.when = key, order, where, when

    def serializer(self) -> serializers.BaseSerializer[Any]:
        options: dict[str, Any] = {"read_only": True, "allow_null": self.null}
        return COMPONENTS[self.component](many=self.many, **options)


When = Callable[[datetime], models.Q]
"""What records must meet at an instant. It compares with instants of the log only: when one of those passes, the
revision rises.
"""


def one(
    component: str,
    *,
    null: bool = False,
    source: str = "",
    key: Combinable | None = None,
    where: models.Q | None = None,
) -> Any:
    """One related record, or null: of the relation `source`, by default the one named as the field; of several, the
    first that `where` selects. A `key` is given where it is not a relation that says which record it is.
    """
    return Nested(component, null=null, path=source, key=key, where=where)


def many(
    component: str,
    *,
    source: str = "",
    order: Sequence[str | OrderBy] = ("pk",),
    where: models.Q | None = None,
    when: When | None = None,
) -> Any:
    """The related records in this order: those that the relations of `source` lead to, by default the one named as the
    field; of these, what `where` selects and what holds `when` the answer is given.
    """
    return Nested(component, many=True, path=source, order=order, where=where, when=when)


def named(source: str, *, null: bool = False) -> Any:
    """A text of a related record, such as `parent.name`; without that record null, or empty if null is not allowed."""
    return serializers.CharField(source=source, read_only=True, **({"allow_null": True} if null else {"default": ""}))


def instant(source: str) -> Any:
    """An instant of a related record, such as `previous_flight.net`; without that record null."""
    return serializers.DateTimeField(source=source, read_only=True, allow_null=True)


class Component(serializers.ModelSerializer[Any]):
    """A component of the contract."""

    serializer_field_mapping: ClassVar = {
        **serializers.ModelSerializer.serializer_field_mapping,
        models.DurationField: IsoDuration,
    }
    nested: dict[str, Nested]

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if cls.__name__ in COMPONENTS:
            raise TypeError(f"two components are named {cls.__name__}")
        COMPONENTS[cls.__name__] = cls

    def build_standard_field(
        self, field_name: str, model_field: Any
    ) -> tuple[type[Field[Any, Any, Any, Any]], dict[str, Any]]:
        """Nothing is ever written through a component: what only limits input would clutter the OpenAPI document."""
        field, options = super().build_standard_field(field_name, model_field)
        return field, {name: option for name, option in options.items() if name not in ONLY_FOR_INPUT}

    @classmethod
    def fields_without(cls, *names: str) -> tuple[str, ...]:
        """The fields of this component but for some: for a component that is derived from it."""
        return tuple(name for name in cls.Meta.fields if name not in names)

    def get_fields(self) -> dict[str, Field[Any, Any, Any, Any]]:
        fields = super().get_fields()
        self.nested = {name: field for name, field in fields.items() if isinstance(field, Nested)}
        return fields | {name: nested.serializer() for name, nested in self.nested.items()}


def columns(component: str) -> tuple[str, ...]:
    """The fields of a component that stand in its table: columns and to-one relations, by path."""
    form = COMPONENTS[component]()
    plain = (str(field.source) for name, field in form.fields.items() if name not in form.nested)
    relations = (nested.path or name for name, nested in form.nested.items() if not (nested.many or nested.key))
    return tuple(dict.fromkeys(path.replace(".", "__") for path in (*plain, *relations) if path != "*"))
