"""Applies the changes of another catalogue (see `feed`) to this one.

The caller stores the revision and instant of the last change that was applied (`Followed`), and asks for `since` that
revision. When it starts, it asks for `since` one less: the first result must be the change that it knows, or the other
catalogue is not the one that it followed (`starts_anew`).

Fields and records that were edited here are kept. A record that was deleted there is kept as this catalogue's own if it
was edited here, or a record that was refers to it. What was deleted here stays deleted, with what cannot be without it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Model

from downrange.catalog.editing import Edit, editing
from downrange.catalog.identity import are_known, foreign_keys, readdress, rename, reset_sequences
from downrange.catalog.keeping import Kept
from downrange.catalog.pins import WHOLE, Pins
from downrange.catalog.triggers import checked_at_once
from downrange.catalog.upsert import (
    REFUSALS,
    batches,
    columns_of_links,
    compare,
    find_refused,
    park,
    refused,
    through,
    write_links,
    write_records,
)
from downrange.catalog.values import instant, relations_of

from .page import FeedChange, FeedError, Folds, fold, model_of, read_page
from .records import Key, Records

__all__ = ["FeedError", "Followed", "apply", "join", "starts_anew"]


@dataclass(frozen=True, slots=True)
class Followed:
    """What applying a page did."""

    revision: int | None = None
    """The other catalogue's revision that this one has reached; None: the page was empty."""
    at: datetime | None = None
    """The instant of that revision's change."""
    changes: int = 0
    """The changes that it made here. 0: the catalogue is as it was."""
    kept: Kept = field(default_factory=Kept)


def apply(by: str, page: Mapping[str, Any], now: datetime | None = None) -> Followed:
    """Apply a page of a feed in one edit, with `by` as who makes it; `now` as `editing` has it. What is so already is
    not written: a page that was applied before changes nothing. Raises `FeedError`, and then nothing of the page is
    written.
    """
    changes = read_page(page)
    if not changes:
        return Followed()
    last = changes[-1]
    try:
        with editing(by=by, source="mirror", now=now) as edit:
            kept = _apply(edit, changes)
    except FeedError as error:
        error.ends_within_edit = last.revision < last.edit
        raise
    return Followed(last.revision, last.at, len(edit.changes), kept)


def join(page: Mapping[str, Any], following: Mapping[str, Any]) -> dict[str, Any]:
    """A page and the one that follows it as one."""
    return {**following, "results": [*page["results"], *following["results"]]}


def starts_anew(page: Mapping[str, Any], known_id: int, known_at: datetime) -> bool:
    """Whether a feed is not the one that was followed up to a known change: its database was replaced, or went back.
    The page is that of `since=known_id - 1`. Raises `FeedError`.
    """
    changes = read_page(page)
    return not changes or (changes[0].revision, changes[0].at) != (known_id, known_at)


def _apply(edit: Edit, changes: Sequence[FeedChange]) -> Kept:
    folded = fold(changes)
    _move(edit, changes, folded)
    for change in changes:
        if change.action == "derived" and "as_of_by_table" in change.after:
            edit.as_of = _ages(change, change.after["as_of_by_table"])
    records = Records(edit, folded)
    _write(edit, records)
    return records.kept


def _move(edit: Edit, changes: Sequence[FeedChange], folded: Folds) -> None:
    """Give records the ids that they have there, with their addresses and pins, so that what was edited here goes with
    them. A record that is gone there, or became one with another, is left to the changes that say so.
    """
    pins = Pins.against(edit.source)
    made = [change for change in changes if change.action == "moved"]
    # A record of this catalogue's own is not the one that moved there.
    made = [
        each
        for each in made
        if not (WHOLE in pins.of(each.move.model, each.key) and _stored(each.move.model, each.key))
    ]
    if are_known(each.move for each in made):
        return
    for change in made:
        readdress(edit, *change.move)
    for (model, old), (change, new) in _destinations(made).items():
        if not _stored(model, old) or _stored(model, new):
            continue
        record = folded.get(model, {}).get(new)
        if record is not None and record.values is not None:
            rename(edit, model, old, new)
        elif changes[-1].revision < change.edit:
            raise change.error("the page does not say what became of it")


def _destinations(made: Iterable[FeedChange]) -> dict[Key, tuple[FeedChange, Any]]:
    """Where moves in their order lead the records that had an id before the first of them."""
    found: dict[Key, tuple[FeedChange, Any]] = {}
    for change in made:
        model, old, new = change.move
        for key, (_, place) in found.items():
            if key[0] is model and place == old:
                found[key] = change, new
        found.setdefault((model, old), (change, new))
    return found


def _stored(model: type[Model], key: Any) -> bool:
    return model._base_manager.filter(pk=key).exists()


def _ages(change: FeedChange, ages: Any) -> dict[type[Model], datetime]:
    if not isinstance(ages, dict):
        raise change.error("as_of_by_table: must be a JSON object")
    found = {}
    for name, at in ages.items():
        model = model_of(name)
        if model is None:
            raise change.error(f"as_of_by_table: the catalogue has no model {name!r}")
        found[model] = change.read("as_of_by_table", instant, at)
    return found


def _write(edit: Edit, records: Records) -> None:
    differences = [compare(target, records.stored[model]) for model, target in records.sets.items()]
    try:
        with transaction.atomic(), checked_at_once():
            for model, gone in records.deleted.items():
                park(model, gone)
            for difference in differences:
                park(difference.target.model, difference.changed)
            for difference in differences:
                write_records(edit, difference)
            for difference in differences:
                write_links(difference)
            _delete(records.deleted)
            reset_sequences(difference.target.model for difference in differences if difference.added)
    except REFUSALS as error:
        found = find_refused(differences, records.deleted)
        if found is None:
            raise FeedError(
                f"up to {max(change.revision for change in records.changes.values())}", refused(error)
            ) from error
        raise records.changes[found.target.model, found.pk].error(found.reason) from error


def _delete(deleted: Mapping[type[Model], Mapping[Any, FeedChange]]) -> None:
    """Delete records that nothing refers to but each other and derived columns, with their memberships."""
    for model, gone in deleted.items():
        for relation in relations_of(model):
            for batch in batches(gone):
                owner, _ = columns_of_links(relation)
                through(relation)._base_manager.filter(**{f"{owner}__in": batch}).delete()
        for reference in foreign_keys(model):
            if not reference.editable:  # derived on leaving the edit
                for batch in batches(gone):
                    referring = reference.model._base_manager.filter(**{f"{reference.attname}__in": batch})
                    referring.update(**{reference.attname: None})
    for model, gone in deleted.items():
        for batch in batches(gone):
            records = model._base_manager.filter(pk__in=batch)
            records._raw_delete(records.db)  # what a cascade would delete has been deleted there, too
