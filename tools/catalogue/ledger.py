"""The ledger of this project's own ids. An id is assigned once and never used again.

`ids.jsonl` has one `{"table", "key", "id"}` per line, sorted by table and id. The key is natural: a code of GCAT, an
ISO code, the id of the flight that a record belongs to. A key in the ledger has its id permanently. A new key gets the
next number above all that its table has ever used.
"""

import json
from collections.abc import Iterable
from pathlib import Path

from .errors import FactError

FIRST = 10001


class Ledger:
    def __init__(self, entries: Iterable[tuple[str, str, int]] = ()) -> None:
        self._ids: dict[str, dict[str, int]] = {}
        self._taken: dict[str, set[int]] = {}
        for table, key, pk in entries:
            given = self._ids.setdefault(table, {})
            if key in given or pk in given.values():
                raise FactError("ids.jsonl", f"{table}: {key!r} or {pk} stands twice")
            given[key] = pk

    @classmethod
    def read(cls, path: Path) -> "Ledger":
        if not path.exists():
            return cls()
        lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        return cls((line["table"], line["key"], line["id"]) for line in lines)

    def reserve(self, table: str, ids: Iterable[int]) -> None:
        """Reserve ids that the facts or the contract use in a table, so that no other record gets them."""
        reserved = set(ids)
        taken = self._taken.setdefault(table, set())
        for key, pk in self._ids.get(table, {}).items():
            if pk in reserved:
                raise FactError("ids.jsonl", f"{table}: {pk} belongs to {key!r}, but the facts use it too")
        taken |= reserved

    def id(self, table: str, key: str) -> int:
        """The id of one of this project's own records: from the ledger, or a new one."""
        given = self._ids.setdefault(table, {})
        if key not in given:
            given[key] = max({FIRST - 1, *given.values(), *self._taken.get(table, ())}) + 1
        return given[key]

    def known(self, table: str, key: str) -> int | None:
        """The id that a key already has."""
        return self._ids.get(table, {}).get(key)

    def lines(self) -> list[str]:
        """The lines of the file, sorted by table and id."""
        entries = sorted((table, pk, key) for table, given in self._ids.items() for key, pk in given.items())
        return [
            json.dumps({"table": table, "key": key, "id": pk}, ensure_ascii=False, separators=(",", ":"))
            for table, pk, key in entries
        ]

    def write(self, path: Path) -> None:
        path.write_text("".join(f"{line}\n" for line in self.lines()), encoding="utf-8")
