"""Filters by related records that must exist."""

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import IntegerField, Model

from ..compiled import CompiledKeyQuery
from .base import Filter
from .paths import related_model

MAX_CHOICES = 100
"""Records; more are not offered as a list."""
WHOLE_NUMBER = re.compile("[0-9]{1,18}")
"""A whole number that every database takes."""


class ChoiceFilter(Filter):
    """The id of a related record that must exist."""

    schema = {"type": "integer"}

    def clean(self, values: Sequence[str], model: type[Model]) -> Any:
        related = related_model(model, self.path)
        if WHOLE_NUMBER.fullmatch(values[-1]) and isinstance(related._meta.pk, IntegerField):
            # The form field below would run the same query, which takes the ORM longer to compile.
            found = _existing(related).run([int(values[-1])])
            if found:
                ((key,),) = found
                return key
        field = forms.ModelChoiceField(queryset=related._default_manager.all())
        return field.clean(values[-1]).pk

    def form_field(self, model: type[Model]) -> forms.Field:
        related = related_model(model, self.path)._default_manager.order_by("pk")
        records = list(related[: MAX_CHOICES + 1])
        if len(records) > MAX_CHOICES:
            return forms.CharField()
        return self._offer([(str(record.pk), str(record)) for record in records])

    def _offer(self, choices: list[tuple[str, str]]) -> forms.Field:
        return forms.ChoiceField(choices=[("", "any"), *choices])


class UUIDChoiceFilter(ChoiceFilter):
    """The UUID of a related record that must exist."""

    schema = {"type": "string", "format": "uuid"}


@cache
def _existing(model: type[Model]) -> CompiledKeyQuery:
    """Which of some keys exist."""
    return CompiledKeyQuery(model, lambda keys: model._default_manager.filter(pk__in=keys).values_list("pk"))


class MultipleChoiceFilter(ChoiceFilter):
    """The ids of related records that must exist, the parameter repeated for each; one of them must match."""

    schema = {"type": "array", "items": {"type": "integer"}}
    repeatable = True

    def clean(self, values: Sequence[str], model: type[Model]) -> tuple[Any, ...]:
        field = forms.ModelMultipleChoiceField(queryset=related_model(model, self.path)._default_manager.all())
        try:
            return tuple(record.pk for record in field.clean(values))
        except (ValidationError, OverflowError):  # the latter for a number beyond the database's integers
            for value in dict.fromkeys(values):  # so that the first bad value is named; Django names any
                _check(field, value)
            raise

    def _offer(self, choices: list[tuple[str, str]]) -> forms.Field:
        return forms.MultipleChoiceField(choices=choices)


def _check(field: forms.Field, value: str) -> None:
    try:
        field.clean([value])
    except OverflowError:
        raise ValidationError(field.error_messages["invalid_choice"], params={"value": value}) from None
