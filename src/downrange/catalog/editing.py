"""One way to write: every change of the catalogue is made within an edit.

An operator's script opens one so:

    import os, django
    os.environ["DJANGO_SETTINGS_MODULE"] = "downrange.config.settings"
    django.setup()

    from downrange.catalog.editing import editing
    from downrange.catalog.models import DockingEvent

    with editing(by="Ada", source="local"):
        DockingEvent.objects.filter(pk=12).update(berthed_by_arm=True)

The edit is one transaction under the catalogue's lock. Django's ORM is used as ever; which records it writes is noted
(see `noting`), and SQL of one's own is refused (see `guard`). On leaving, the derived columns that the changes touch
are derived, a `Change` is written for each record, and the revision rises to the id of the last of them. What an edit
of the source `local` changes is pinned (see `pins`). An edit that changes nothing leaves no trace, and one that raises
is taken back whole.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from django.db.models import Model, QuerySet

from . import bulk, clock
from .changes import Change, as_json
from .derived import store
from .guard import EditingError, unguarded
from .models.fields import stored_fields
from .noting import membership_field, notes, owner_attname
from .pins import pin
from .revision import Revision, horizon, raised

SOURCES = ("seed", "mirror", "local", "clock")
MAX_ROWS = 5000
"""Changed rows that are derived by what they touch. With more, finding that out takes longer than deriving all."""
FLIGHT_LOG = ("launch", "spacecraftflight", "dockingevent")
"""The tables that figures which grow with time are derived from, by the names of their models."""
BATCH = 500  # keys per statement: SQLite takes 32 766 parameters, and plans long lists slowly

Row = Mapping[str, Any]
Rows = dict[type[Model], list[Row]]
Key = tuple[type[Model], Any]
Members = dict[str, tuple[list[Any], list[Any]]]
"""The keys of members before and after, by many-to-many field."""

__all__ = ["Edit", "EditingError", "editing", "unguarded"]


class Edit:
    """What an open edit has noted."""

    def __init__(self, by: str, source: str, now: datetime, revision: Revision) -> None:
        self.by, self.source, self.now = by, source, now
        self._revision = revision  # as it was locked: another writer may have raised it since it was last read
        self.as_of: dict[type[Model], datetime] = {}
        """The instant up to which the facts of a table were gathered, where the edit says so."""
        self.derives_everything = False
        """Set to derive all derived columns on leaving, whatever was changed."""
        self.reported: dict[type[Model], set[Any]] = defaultdict(set)
        """The keys of records of which other figures are reported than before: see `reported`."""
        self.derived: store.Derived | None = None
        """What deriving did, after the edit was left."""
        self.changes: Sequence[Change] = ()
        """The changes that were written, after the edit was left."""
        self._before: dict[type[Model], dict[Any, Row | None]] = defaultdict(dict)
        self._members: dict[type[Model], dict[Any, list[Row]]] = defaultdict(dict)
        self._has_moves = False

    def known_until(self, model: type[Model]) -> datetime | None:
        """The instant up to which the facts of a table were gathered, before the edit."""
        at = self._revision.as_of_by_table.get(str(model._meta.model_name))
        return None if at is None else datetime.fromisoformat(at)

    def note(self, model: type[Model], keys: Iterable[Any], *, are_new: bool = False) -> None:
        """Note records, as they are before the first write of them."""
        if model._meta.auto_created:
            for batch in _batches(keys):
                self.note_owners(
                    model, model._base_manager.filter(pk__in=batch).values_list(owner_attname(model), flat=True)
                )
            return
        noted = self._before[model]
        unknown = [key for key in dict.fromkeys(keys) if key not in noted]
        stored = {} if are_new else _read(model, unknown)
        noted.update((key, stored.get(key)) for key in unknown)

    def note_owners(self, through: type[Model], owners: Iterable[Any]) -> None:
        """Note all memberships of the owners in one many-to-many field, before the first write of them."""
        noted = self._members[through]
        unknown = [key for key in dict.fromkeys(owners) if key not in noted]
        noted.update(_read_members(through, unknown))

    def note_move(self, model: type[Model], old: Any, new: Any) -> None:
        """Note, before it does, that a record gets another id. The change is stored at once, so that a savepoint takes
        it back with the move.
        """
        self.note(model, [old, new])
        for relation in model._meta.local_many_to_many:
            through: Any = relation.remote_field.through
            self.note_owners(through, [old, new])
        name = model._meta.pk.name
        change = _change("moved", str(model._meta.model_name), str(old), before={name: old}, after={name: new})
        last = self._stored_moves().values_list("id", flat=True).last()
        change.id = (self._revision.number if last is None else last) + 1
        self._sign(change, change.id)
        change.save(force_insert=True)
        self._has_moves = True

    def refuse_moved_memberships(self, through: type[Model], keys: Iterable[Any]) -> None:
        """Raise `EditingError` if an update gave a membership to an owner that is not noted."""
        owners = {
            owner
            for batch in _batches(keys)
            for owner in through._base_manager.filter(pk__in=batch).values_list(owner_attname(through), flat=True)
        }
        if not self._members[through].keys() >= owners:
            raise EditingError(f"{through.__name__}: a membership does not move; remove it and add another")

    def leave(self) -> None:
        """Derive, write the changes, and raise the revision."""
        before = self._revision
        moves = list(self._stored_moves()) if self._has_moves else []
        if moves:  # they are written with the others
            self._stored_moves().delete()
        rows, changed = self._compare(moves)
        ages = self._ages(before)
        self.derived = self._derive(before, rows, horizon(ages["as_of"]))
        old_ages = {name: getattr(before, name) for name in ages}
        if ages != old_ages:
            changed.append(_change("derived", before=old_ages, after=ages))
        elif not changed and (self.derived.changed or before.figures_until != self.derived.figures_until):
            changed.append(_change("derived"))
        facts = {name: getattr(self.derived, name) for name in ("figures_at", "figures_until", "figures_horizon")}
        if changed:
            self._write(before.number, changed, facts | ages)
        elif (
            before.figures_at is None
            or before.figures_at > self.derived.figures_at
            or before.figures_horizon != self.derived.figures_horizon
        ):
            Revision.objects.update(**facts)

    def _ages(self, before: Revision) -> dict[str, Any]:
        """The columns of the revision that say how old the facts are, after the edit."""
        tables = {str(model._meta.model_name): _instant(at) for model, at in self.as_of.items()}
        by_table = {**before.as_of_by_table, **tables}
        log = [by_table[name] for name in FLIGHT_LOG if name in by_table]
        as_of = datetime.fromisoformat(min(log or by_table.values())) if tables else before.as_of
        return {"as_of": as_of, "as_of_by_table": by_table}

    def _derive(self, before: Revision, rows: Rows, horizon: datetime | None) -> store.Derived:
        is_due = not before.figures_at or before.is_due(self.now) or before.figures_horizon != horizon
        if not rows and not self.reported and not self.derives_everything and not is_due:
            assert before.figures_at is not None  # noqa: S101 - or it would be due
            return store.Derived(0, before.figures_at, before.figures_until, horizon)
        many = sum(map(len, rows.values())) > MAX_ROWS
        with unguarded():
            return store.derive(
                self.now, None if many or self.derives_everything else rows, horizon, besides=self.reported
            )

    def _write(self, number: int, changes: list[Change], facts: dict[str, Any]) -> None:
        last = number + len(changes)
        for id_, change in enumerate(changes, number + 1):
            change.id = id_
            self._sign(change, last)
        fields = Change._meta.concrete_fields
        bulk.insert(Change, fields, ([getattr(change, field.attname) for field in fields] for change in changes))
        self.changes = changes
        if self.source == "local":
            pin(self.changes)
        Revision.objects.update(number=last, changed_at=self.now, **facts)
        transaction.on_commit(lambda: raised.send(Revision))

    def _sign(self, change: Change, last: int) -> None:
        """Say of a change which edit it is of."""
        change.at, change.by, change.source, change.edit = self.now, self.by, self.source, last

    def _stored_moves(self) -> QuerySet[Change]:
        return Change.objects.filter(id__gt=self._revision.number).order_by("id")

    def _compare(self, moves: Sequence[Change]) -> tuple[Rows, list[Change]]:
        """The rows that differ, as they were and as they are, and the changes that they make, after the moves."""
        rows: Rows = defaultdict(list)
        fields: dict[Key, tuple[Row | None, Row | None]] = {}
        sides = [(move.model, dict(side or {})) for move in moves for side in (move.before, move.after)]
        moved = {(name, str(id_)) for name, ids in sides for id_ in ids.values()}
        exchanged: set[Key] = set()
        for model, noted in self._before.items():
            after = _read(model, noted)
            for key, old in noted.items():
                new = after.get(key)
                is_exchanged = old and new and (model._meta.model_name, str(key)) in moved
                if is_exchanged:
                    exchanged.add((model, key))
                if old != new or is_exchanged:
                    fields[model, key] = old, new
                if old != new:
                    rows[model] += [row for row in (old, new) if row is not None]
        memberships = self._compare_members(rows, exchanged)
        return rows, [
            *moves,
            *(
                _record_change(
                    model,
                    key,
                    *fields.get((model, key), ({}, {})),
                    memberships.get((model, key), {}),
                    is_exchanged=(model, key) in exchanged,
                )
                for model, key in {**fields, **memberships}
            ),
        ]

    def _compare_members(self, rows: Rows, exchanged: Container[Key]) -> dict[Key, Members]:
        found: dict[Key, Members] = defaultdict(dict)
        for through, noted in self._members.items():
            field, after = membership_field(through), _read_members(through, noted)
            for owner, old in noted.items():
                new = after[owner]
                was, now = (sorted(row[field.m2m_reverse_name()] for row in side) for side in (old, new))
                if was != now:
                    rows[through] += [row for row in old if row not in new] + [row for row in new if row not in old]
                if was != now or (field.model, owner) in exchanged:
                    found[field.model, owner][field.name] = was, now
        return found


@contextmanager
def editing(by: str, source: str, now: datetime | None = None) -> Iterator[Edit]:
    """Open an edit: `by` says who changes the catalogue, `source` is one of `SOURCES`, and `now` is the instant that
    columns are derived for, by default the clock's tick.

    Raises `EditingError` where an edit is open already: what belongs together is one edit. Raises
    `django.db.DatabaseError` where the database cannot be written.
    """
    if source not in SOURCES:
        raise EditingError(f"the source of an edit is one of {', '.join(SOURCES)}, not {source!r}")
    if notes.get() is not None:
        raise EditingError("an edit is open already: edits do not nest")
    with transaction.atomic():
        edit = Edit(by, source, clock.tick() if now is None else now, Revision.lock())
        token = notes.set(edit)
        try:
            yield edit
        finally:
            notes.reset(token)
        edit.leave()


def _read(model: type[Model], keys: Iterable[Any]) -> dict[Any, Row]:
    """Stored columns by key, of the records that there are."""
    names = [field.attname for field in stored_fields(model)]
    if model._meta.pk.attname not in names:
        names.append(model._meta.pk.attname)
    found: dict[Any, Row] = {}
    for batch in _batches(keys):
        for row in model._base_manager.filter(pk__in=batch).values(*names):
            found[row[model._meta.pk.attname]] = row
    return found


def _read_members(through: type[Model], owners: Iterable[Any]) -> dict[Any, list[Row]]:
    """The rows of a many-to-many table by owner."""
    found: dict[Any, list[Row]] = {owner: [] for owner in owners}
    for batch in _batches(found):
        for row in through._base_manager.filter(**{f"{owner_attname(through)}__in": batch}).order_by("pk").values():
            found[row[owner_attname(through)]].append(row)
    return found


def _batches(keys: Iterable[Any]) -> Iterator[list[Any]]:
    listed = list(keys)
    return (listed[start : start + BATCH] for start in range(0, len(listed), BATCH))


def _record_change(
    model: type[Model], key: Any, old: Row | None, new: Row | None, members: Members, *, is_exchanged: bool
) -> Change:
    """`is_exchanged`: the record that has the id now may be another than before. Then all fields are said."""
    is_whole = old is None or new is None or is_exchanged
    lists: Members = {field.name: ([], []) for field in model._meta.local_many_to_many} if is_whole else {}
    lists |= members
    sides: list[dict[str, Any] | None] = [None, None]
    for side, row in enumerate((old, new)):
        if row is not None:
            sides[side] = {
                field.name: row[field.attname]
                for field in stored_fields(model)
                if is_whole or (old and new and old[field.attname] != new[field.attname])
            } | {name: pair[side] for name, pair in lists.items()}
    action = "created" if old is None else "deleted" if new is None else "changed"
    return _change(action, str(model._meta.model_name), str(key), before=sides[0], after=sides[1])


def _change(action: str, model: str = "", key: str = "", *, before: Any = None, after: Any = None) -> Change:
    before, after = (None if side is None else as_json(side) for side in (before, after))
    return Change(model=model, key=key, action=action, before=before, after=after)


def _instant(at: datetime) -> str:
    """To the second, in UTC, so that the texts are in the order of the instants."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
