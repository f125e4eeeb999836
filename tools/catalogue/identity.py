"""The ids of the finished catalogue.

While it is built, a record has a working id: that of its fact, that of the ledger, or Launch Library's. Facts and
ledger begin at 10001. At the end each record gets Launch Library's id, where `ids.jsonl` of the log knows it, and
otherwise an id of its own from 1 000 000 000, far above any that Launch Library will reach.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from downrange.catalog.identity import FIRST_OWN_ID
from downrange.catalog.tables import TABLES

from .errors import FactError
from .facts import Fact
from .launches import own_launch_id
from .layout import editable_fields
from .ledger import FIRST
from .records import Catalogue, Former, Record

JOINED = frozenset(
    (
        *("agencies", "astronauts", "docking_events", "docking_locations", "expeditions", "landing_locations"),
        *("space_stations", "spacecraft", "spacecraft_configurations", "spacecraft_flights"),
    )
)
"""Tables whose working ids are joined to Launch Library's. The others are built with Launch Library's ids."""


class Identity:
    """Table and working id → id of the finished catalogue. `facts` are those of `ids.jsonl`; `agencies` are the
    agencies that the catalogue of spacecraft refers to; `joined` has ids that other files of the log join.
    """

    def __init__(
        self, facts: Iterable[Fact], agencies: Collection[int], joined: Mapping[tuple[str, Any], int] | None = None
    ) -> None:
        self._joined: dict[tuple[str, Any], int] = dict(joined or {})
        for fact in facts:
            table = fact["table"]
            if table not in JOINED or "ours" not in fact or fact.get("conflict"):
                continue
            if table != "agencies" or fact["ours"] in agencies:
                self._joined[table, fact["ours"]] = fact["ll2"]

    def id(self, table: str, working: Any) -> Any:
        """The id of the finished catalogue; a UUID stays as it is."""
        known = self._joined.get((table, working))
        if known is not None or not isinstance(working, int):
            return known if known is not None else working
        return own_id(working) if working >= FIRST else working

    def joins(self) -> Iterator[tuple[str, int, int]]:
        """Table, working id and Launch Library's id of each record that is joined."""
        return ((table, working, known) for (table, working), known in self._joined.items() if working >= FIRST)


def own_id(working: int) -> int:
    """The id of our own that a record with a working id has, unless Launch Library's is known."""
    return working + FIRST_OWN_ID - FIRST


def former_ids(catalogue: Catalogue, identity: Identity, launches: Iterable[Fact]) -> list[Former]:
    """For each record whose id in Launch Library is known, the id that it would have otherwise."""
    by_number = (*catalogue.known, *identity.joins())
    return [
        *(Former(table, own_id(working), known) for table, working, known in by_number),
        *(Former("launches", own_launch_id(fact), fact["ll2_id"]) for fact in launches if "ll2_id" in fact),
    ]


def renumber(catalogue: Catalogue, identity: Identity) -> None:
    """Give every record and every reference its final id. Raises `FactError` if two records claim one id."""
    table_of = {model: table for table, model in TABLES.items()}
    for table, records in catalogue.tables.items():
        references = [
            (field.name, table_of[field.related_model], field.many_to_many)
            for field in editable_fields(TABLES[table])
            if field.related_model in table_of
        ]
        final: dict[Any, Record] = {}
        for working, record in records.items():
            pk = identity.id(table, working)
            if pk in final:
                raise FactError(record.where, f"{table}: {working} and the record of {final[pk].where} are both {pk}")
            final[pk] = record
            for name, target, many in references:
                value = record.values.get(name)
                if many and value:
                    record.values[name] = [identity.id(target, member) for member in value]
                elif value is not None and not many:
                    record.values[name] = identity.id(target, value)
        catalogue.tables[table] = final
