"""Writes the derived columns, and compares what is stored with what the log says. What is computed from a text of the
same record is in `texts`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from django.db import transaction
from django.db.models import Model

from .. import bulk
from ..models.fields import derived_fields
from ..reported import Reporting, reported
from ..revision import Revision, capped
from . import texts
from .derivation import Derivation, Keys, among
from .derivations import DERIVATIONS, trees
from .instants import next_instant, passed
from .scope import Node, Rows, scope


@dataclass(frozen=True, slots=True)
class Derived:
    """What deriving did: how many records it changed, and from when until when the derived columns hold."""

    changed: int
    figures_at: datetime
    figures_until: datetime | None
    figures_horizon: datetime | None


@dataclass(frozen=True, slots=True)
class Difference:
    """A stored figure that is not what the log says."""

    model: type[Model]
    pk: object
    field: str
    stored: object
    derived: object


def derive(
    now: datetime,
    rows: Rows | None = None,
    horizon: datetime | None = None,
    besides: Mapping[type[Model], Keys] = MappingProxyType({}),
) -> Derived:
    """Bring the derived columns up to `now`. The caller has locked the revision, and stores there from when until when
    they hold.

    `rows` are those of the records that changed, as they were and as they are, with every stored column; only what is
    computed from them is derived, and from what the instants touch that have passed since the figures were derived
    last. Without `rows` everything is. `besides` names further records to derive, whose reported figures changed.

    Beyond the `horizon` of the facts, figures stay those of the horizon.

    Where the columns hold from an instant after `now`, because this machine's clock is behind, they are brought up to
    that instant; where another machine's clock was hours ahead, all are derived at `now`.
    """
    revision = Revision.current()
    at, before = now, None
    if rows is not None and revision.figures_at is not None and not revision.is_of_clock_ahead(now):
        at, before = max(now, revision.figures_at), capped(revision.figures_at, revision.figures_horizon)
    figures_now = capped(at, horizon)
    keys_of: dict[type[Model], Keys]
    if rows is None or before is None or figures_now < before:
        keys_of = dict.fromkeys((derivation.model for derivation in DERIVATIONS), None)
    else:
        is_due = revision.is_due(at) or revision.figures_horizon != horizon
        keys_of = _scope(rows, passed(before, figures_now) if is_due else {})
        keys_of = _joined(keys_of, besides)
    with transaction.atomic():
        changed = texts.bring_up_to_date(rows)
        reporting = Reporting.current()
        for derivation, root in trees():
            if derivation.model in keys_of:
                changed += _bring_up_to(derivation, root, reporting, keys_of[derivation.model], figures_now)
    return Derived(changed, at, next_instant(at, horizon), horizon)


def _scope(edited: Rows, by_time: Rows) -> dict[type[Model], Keys]:
    """What is computed from edited records, and from records that an instant has passed, though no column changed."""
    return _joined(scope(trees(), edited) if edited else {}, scope(trees(), by_time) if by_time else {})


def _joined(found: Mapping[type[Model], Keys], others: Mapping[type[Model], Keys]) -> dict[type[Model], Keys]:
    joined = dict(found)
    for model, keys in others.items():
        known = joined.get(model, set())
        joined[model] = None if keys is None or known is None else {*known, *keys}
    return joined


def differences(now: datetime) -> Iterator[Difference]:
    """Every stored figure that differs from what the log gives at `now`, or from what is reported while the log is not
    complete.
    """
    reporting = Reporting.current()
    for derivation, root in trees():
        figures = reporting.shown(derivation, root, derivation.figures(None, now), None)
        for record in derivation.model._default_manager.order_by("pk"):
            for name, value in figures.get(record.pk, {}).items():
                if getattr(record, name) != value:
                    yield Difference(derivation.model, record.pk, name, getattr(record, name), value)


def reported_otherwise(now: datetime) -> Iterator[Difference]:
    """Every figure of a complete log that its source reports otherwise: `stored` is what it reports."""
    reporting = Reporting.current()
    for derivation, root in trees():
        if not reporting.stands(derivation, root):
            figures = derivation.figures(None, now)
            for pk, values in reported(derivation.model).items():
                for name, value in values.items():
                    if name in figures.get(pk, {}) and figures[pk][name] != value:
                        yield Difference(derivation.model, pk, name, value, figures[pk][name])


def _bring_up_to(derivation: Derivation, root: Node, reporting: Reporting, keys: Keys, now: datetime) -> int:
    """Write the derived columns of a model's records that have changed, and return how many have."""
    model, figures = derivation.model, reporting.shown(derivation, root, derivation.figures(keys, now), keys)
    names = [field.attname for field in derived_fields(model)]
    stale = []
    for pk, *stored in among(model._default_manager.all(), "pk", keys).values_list("pk", *names):
        figured = figures.get(pk, {})  # none where a record refers to one that is not there
        values = [figured.get(name, value) for name, value in zip(names, stored, strict=True)]
        if values != stored:
            stale.append((*values, pk))
    if stale:
        bulk.update(model, derived_fields(model), stale)
    return len(stale)
