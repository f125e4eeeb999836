"""Reads a page of another catalogue's feed, strictly, and folds the changes of each record to what they come to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model, UUIDField

from downrange.catalog.guard import catalogue_tables
from downrange.catalog.identity import Moved
from downrange.catalog.values import Read, instant, typed, whole_number

ACTIONS = ("created", "changed", "deleted", "moved", "derived")


class FeedError(Exception):
    """A page that cannot be applied; its text is one line, `revision N: reason`.

    `ends_within_edit`: the page ends before an edit does, so what is wrong may be that the rest is missing. With the
    next page joined to it (`following.join`) it may be applied.
    """

    def __init__(self, revision: object, reason: object) -> None:
        super().__init__(f"revision {revision}: {' '.join(str(reason).split())}")
        self.ends_within_edit = False


@dataclass(frozen=True, slots=True)
class FeedChange:
    """One result of a page. `model` and `key` are None where no record changed."""

    revision: int
    edit: int
    at: datetime
    action: str
    model: type[Model] | None
    key: Any
    after: Mapping[str, Any]

    def error(self, reason: object) -> FeedError:
        record = "" if self.key is None or self.model is None else f"{self.model._meta.model_name} {self.key}: "
        return FeedError(self.revision, f"{record}{reason}")

    def read(self, name: str, read: Read, value: Any) -> Any:
        """A value of the change. Raises `FeedError`."""
        try:
            return read(value)
        except ValidationError as error:
            raise self.error(f"{name}: {' '.join(error.messages)}") from None
        except (ValueError, OverflowError) as error:
            raise self.error(f"{name}: {error}") from None

    @property
    def move(self) -> Moved:
        """What a change with the action `moved` says. Raises `FeedError`."""
        assert self.model is not None  # noqa: S101 - or it is no move
        key = self.model._meta.pk
        return Moved(self.model, self.key, self.read(key.name, typed(key), self.after.get(key.name)))


@dataclass(slots=True)
class Folded:
    """What the changes of one record come to: its values by field, all of them if it was created; None: it is gone."""

    change: FeedChange
    """The last of the changes."""
    values: dict[str, Any] | None = field(default_factory=dict)
    is_created: bool = False


def read_page(page: Mapping[str, Any]) -> list[FeedChange]:
    """The changes of a page, in the order of their revisions. Raises `FeedError`."""
    results = page.get("results")
    if not isinstance(results, list):
        raise FeedError(page.get("revision"), "the page has no list of results")
    changes = [_read_change(result) for result in results]
    for before, change in pairwise(changes):
        if change.revision <= before.revision:
            raise FeedError(change.revision, f"comes after revision {before.revision}")
    return changes


Folds = Mapping[type[Model], Mapping[Any, Folded]]


def fold(changes: Iterable[FeedChange]) -> Folds:
    """What is to become of each record, by model and key. Raises `FeedError`."""
    found: dict[type[Model], dict[Any, Folded]] = {}
    for change in changes:
        if change.model is None or change.action == "moved":
            continue
        of_model = found.setdefault(change.model, {})
        if change.action == "deleted":
            of_model[change.key] = Folded(change, None)
        elif change.action == "created":
            of_model[change.key] = Folded(change, dict(change.after), is_created=True)
        else:
            folded = of_model.setdefault(change.key, Folded(change))
            if folded.values is None:
                raise change.error(f"was deleted by revision {folded.change.revision}")
            folded.change = change
            folded.values |= change.after
    return found


def _read_change(result: Any) -> FeedChange:
    if not isinstance(result, dict):
        raise FeedError(None, "is not a JSON object")
    revision, action, name, after = (result.get(each) for each in ("revision", "action", "model", "after"))
    try:
        number, edit, at = whole_number(revision), whole_number(result.get("edit")), instant(result.get("at"))
    except ValueError as error:
        raise FeedError(revision, error) from None
    if action not in ACTIONS or (action == "derived") != (name == ""):
        raise FeedError(revision, f"there is no action {action!r} of a model {name!r}")
    if not isinstance(after, dict) and (after is not None or action in ("created", "changed", "moved")):
        raise FeedError(revision, "after: must be a JSON object")
    change = FeedChange(number, edit, at, action, None, None, after or {})
    if action == "derived":
        return change
    model = model_of(name)
    if model is None:
        raise change.error(f"the catalogue has no model {name!r}")
    return replace(change, model=model, key=_key(replace(change, model=model), result.get("key")))


def model_of(name: object) -> type[Model] | None:
    """The model of the catalogue with this name."""
    models = (model for model in catalogue_tables().values() if not model._meta.auto_created)
    return next((model for model in models if model._meta.model_name == name), None)


def _key(change: FeedChange, text: Any) -> Any:
    """The primary key that a change writes as text."""
    assert change.model is not None  # noqa: S101 - the caller has found it
    key = change.model._meta.pk
    is_number = isinstance(text, str) and text.isascii() and text.isdigit() and not isinstance(key, UUIDField)
    return change.read("key", typed(key), int(text) if is_number else text)
