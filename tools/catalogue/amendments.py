"""Corrections of the log: what it knows better than the catalogue of spacecraft.

Those of dockings and flights change the facts, because crews, descriptions and expeditions are built from them. The
others change the finished records.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from .errors import FactError
from .facts import Fact
from .records import Catalogue
from .vocabulary import NET_PRECISIONS

PRECISION_NAMES = {pk: abbrev for pk, _, abbrev, _ in NET_PRECISIONS}
OF_FACTS = frozenset({"docking_events", "spacecraft_flights"})
FIELDS = frozenset({"docking", "departure", "mission_end"})
PRECISIONS = frozenset({"docking_precision", "mission_end_precision"})
OF_RECORDS = frozenset({("astronauts", "date_of_birth"), ("astronauts", "date_of_death")})
DOUBTFUL = "doubtful"


class Amendments:
    """The corrections of existing records, by table and id."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self._by_record: defaultdict[tuple[str, Any], list[Fact]] = defaultdict(list)
        for fact in facts:
            if fact["do"] == "fix" and "id" in fact and not str(fact.get("certainty")).startswith(DOUBTFUL):
                self._by_record[fact["table"], fact["id"]].append(fact)

    def of_fact(self, table: str, fact: Fact) -> Fact:
        """A docking or a flight with its corrections. A value that is not the expected one is an error."""
        for amendment in self._by_record.get((table, fact["id"]), ()):
            name, value = amendment["field"], amendment["new"]
            if name in PRECISIONS:
                fact = fact.changed(**{name: PRECISION_NAMES[value]})
            elif name in FIELDS:
                if "old" in amendment and fact[name] not in {amendment["old"], value}:
                    raise amendment.error(f"{table} {fact['id']} has {name} {fact[name]}, not {amendment['old']}")
                fact = fact.changed(**{name: value})
        return fact

    def apply(self, catalogue: Catalogue, reported: Collection[int]) -> None:
        """Correct the finished records. Spacecraft that Launch Library reports figures of stay as it has them."""
        for (table, pk), amendments in self._by_record.items():
            for amendment in amendments:
                if (table, amendment["field"]) not in OF_RECORDS or (table == "spacecraft" and pk in reported):
                    continue
                record = catalogue.tables[table].get(pk)
                if record is None:
                    raise FactError(amendment.where, f"there is no record {pk} in {table}")
                record.values[amendment["field"]] = amendment["new"]
