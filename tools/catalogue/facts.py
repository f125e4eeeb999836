"""Reads a folder of facts: one file per entity, one JSON object per line, of which the first may be a header."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from .errors import FactError

HEADER = "_"
"""The one key of a header, which describes the file."""
_SHUTTLE_FLIGHT = re.compile(r"\bSTS (\d\d-[A-Z])\b")
"""Names in which GCAT leaves out a hyphen that everybody else writes and searches for."""


class Fact(Mapping[str, Any]):
    """One line of a file of facts, with its file and line number."""

    def __init__(self, values: Mapping[str, Any], where: str) -> None:
        self.values_by_name = dict(values)
        self.where = where

    def __getitem__(self, name: str) -> Any:
        try:
            return self.values_by_name[name]
        except KeyError:
            raise FactError(self.where, f"{name} is missing") from None

    def __contains__(self, name: object) -> bool:
        return name in self.values_by_name

    def __iter__(self) -> Iterator[str]:
        return iter(self.values_by_name)

    def __len__(self) -> int:
        return len(self.values_by_name)

    def get(self, name: str, default: Any = None) -> Any:
        return self.values_by_name.get(name, default)

    def changed(self, **values: Any) -> "Fact":
        """A copy of the fact with corrected values."""
        return Fact({**self.values_by_name, **values}, self.where)

    def error(self, what: str) -> FactError:
        return FactError(self.where, what)


class Facts:
    """The files of one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def read(self, entity: str) -> list[Fact]:
        """All facts of one file, in order."""
        path = self.folder / f"{entity}.jsonl"
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except OSError as error:
            raise FactError(path.name, f"cannot be read ({error.strerror})") from None
        facts = []
        for number, line in enumerate(lines, 1):
            where = f"{self.folder.name}/{path.name}:{number}"
            try:
                values = json.loads(_SHUTTLE_FLIGHT.sub(r"STS-\1", line))
            except ValueError as error:
                raise FactError(where, f"not a JSON object: {error}") from None
            if HEADER not in values:
                facts.append(Fact(values, where))
        return facts

    def by_id(self, entity: str) -> dict[Any, Fact]:
        """All facts of one file by id, which must be unique."""
        return indexed(self.read(entity))


def indexed(facts: list[Fact]) -> dict[Any, Fact]:
    """Facts by id. Raises `FactError` for a duplicate id."""
    found: dict[Any, Fact] = {}
    for fact in facts:
        if fact["id"] in found:
            raise fact.error(f"id {fact['id']} stands also in {found[fact['id']].where}")
        found[fact["id"]] = fact
    return found
