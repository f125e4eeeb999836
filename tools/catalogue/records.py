"""The catalogue that is being built: table → id → record, each record with its fact."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from .errors import FactError
from .facts import Fact
from .ledger import Ledger

Values = dict[str, Any]


class Former(NamedTuple):
    """The id that a record of a table would have if Launch Library's were not known, and the one that it has."""

    table: str
    old: Any
    new: Any


@dataclass(slots=True)
class Record:
    """The values of one record by field name, and their origin (`file:line`)."""

    values: Values
    where: str


@dataclass(slots=True)
class Catalogue:
    ledger: Ledger
    tables: dict[str, dict[Any, Record]] = field(default_factory=dict)
    known: list[tuple[str, int, int]] = field(default_factory=list)
    """Table, id of the ledger and id of Launch Library of each record that has both."""
    former: list[Former] = field(default_factory=list)
    """Ids that records had before Launch Library's were known."""

    def add(self, table: str, pk: Any, values: Values, fact: Fact | None = None) -> Any:
        """Add one record and return its id. Raises `FactError` for an id that is already used."""
        where = fact.where if fact else f"{table} {pk}"
        records = self.tables.setdefault(table, {})
        if pk in records:
            raise FactError(where, f"{table} {pk} stands also in {records[pk].where}")
        records[pk] = Record(values, where)
        return pk

    def own(self, table: str, key: str, values: Values, fact: Fact | None = None) -> int:
        """Add one of the project's own records, with the id that the ledger has for its key."""
        pk = self.ledger.id(table, key)
        self.add(table, pk, values, fact)
        return pk

    def identified(self, table: str, key: str, known: int | None) -> int:
        """The id of a record: Launch Library's where it is known, else that of the ledger for its key."""
        if known is None:
            return self.ledger.id(table, key)
        self.ledger.reserve(table, [known])
        own = self.ledger.known(table, key)
        if own is not None:
            self.known.append((table, own, known))
        return known

    def link(self, table: str, pk: Any, field: str, member: Any) -> None:
        """Add one member to a list of references of an existing record."""
        members = self.tables[table][pk].values.setdefault(field, [])
        if member not in members:
            members.append(member)

    def add_named(self, table: str, names: Mapping[int, str]) -> None:
        """Add a vocabulary that has only ids and names."""
        self.ledger.reserve(table, names)
        for pk, name in names.items():
            self.add(table, pk, {"name": name})
