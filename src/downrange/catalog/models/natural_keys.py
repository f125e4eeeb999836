"""Natural keys: what tells records of a model apart, besides their ids."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta


@dataclass(frozen=True, slots=True, init=False)
class NaturalKey:
    """Fields that no two records have in common. `near` names instants, and by how much they may differ: sources do not
    agree on them to the second. A record that lacks one of the fields has no such key.

    A field is a column, or a path of relations, such as the launch of a rocket. A model declares its `natural_keys`,
    the best first. They serve to find a record of ours in what another source has under an id of its own.
    """

    fields: tuple[str, ...]
    near: Mapping[str, timedelta] = field(default_factory=dict)

    def __init__(self, *fields: str, near: Mapping[str, timedelta] | None = None) -> None:
        object.__setattr__(self, "fields", fields)
        object.__setattr__(self, "near", near or {})
