"""Columns that are computed from a text of the same record: its sort key, and the text without case and accents.

They are derived, but from the record and not from the log, so they are no figures. `pre_save` sets them when a record
is saved; after other writes the edit updates them (see `derived.texts`).
"""

from typing import Any

from django.db import models
from django.db.models import Model

from ..text import fold, sort_key


class TextColumn(models.Field):  # type: ignore[type-arg] # Django does not take one
    """A column that is computed from the text in the column `of`."""

    def __init__(self, of: str, **options: Any) -> None:
        self.of = of
        super().__init__(**options | {"editable": False})

    def compute(self, text: str | None) -> object:
        """The value for a text."""
        raise NotImplementedError

    def deconstruct(self) -> Any:
        name, path, arguments, options = super().deconstruct()
        options.pop("editable", None)
        return name, path, arguments, options | {"of": self.of}

    def pre_save(self, model_instance: Model, add: bool) -> object:  # noqa: FBT001 - Django's signature
        value = self.compute(getattr(model_instance, self.of))
        setattr(model_instance, self.attname, value)
        return value


class SortKey(TextColumn, models.BinaryField):  # type: ignore[type-arg] # as above
    """What records are ordered by in the place of a text; null where the text is."""

    def compute(self, text: str | None) -> bytes | None:
        return None if text is None else sort_key(text)


class FoldedText(TextColumn, models.TextField):  # type: ignore[type-arg] # as above
    """What is searched in the place of a text; empty where that is null."""

    def compute(self, text: str | None) -> str:
        return fold(text or "")


def text_columns(model: type[Model]) -> list[TextColumn]:
    """The columns of `model` that are computed from its texts, in declaration order."""
    return [field for field in model._meta.concrete_fields if isinstance(field, TextColumn)]


def column_for(model: type[Model], name: str, kind: type[TextColumn]) -> TextColumn | None:
    """The column of a kind that is computed from the column `name`, if there is one."""
    return next((field for field in text_columns(model) if field.of == name and isinstance(field, kind)), None)
