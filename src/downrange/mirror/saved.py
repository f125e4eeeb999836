"""Reads saved answers of Launch Library: a record, a page of a list, or one record per line."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any
from urllib.parse import urlsplit

import orjson

from downrange.api.components import Component
from downrange.api.contract import Contract
from downrange.api.resource import Resource
from downrange.catalog.editing import editing
from downrange.exchange.export import HEADER

from .ingest import clock_tick
from .reading import Page
from .records import Outcome
from .writing import write


class SavedError(Exception):
    """A file that no records can be read from; its text says why."""


@dataclass(frozen=True, slots=True)
class Saved:
    """The records of a file, and what they are."""

    component: type[Component]
    records: Sequence[Any]


def read_saved(contract: Contract, content: bytes, route: str | None = None) -> Saved:
    """Read a file. Which resource its records are of is told by their URLs, or by `route`; in which form, by their
    fields. Raises `SavedError`.
    """
    records = _records(content)
    if not records:
        raise SavedError("holds no records")
    resource = contract.lists.get(route or _route(contract, records[0]))
    if resource is None:
        raise SavedError("does not tell what its records are of; name the resource with --resource")
    return Saved(_form(resource, records), records)


def import_saved(contract: Contract, saved: Saved, name: str, now: datetime) -> Outcome:
    """Write the records of a file, in one edit. What was edited here stays."""
    page = Page(frozenset(resource.model for resource in contract.resources), now)
    for record in saved.records:
        page.read(saved.component, record)
    if page.misread and not page.facts:
        raise SavedError(page.misread[0].reason)
    with editing(by=f"import of {name}"[:255], source="mirror", now=clock_tick(now)) as edit:
        return write(edit, page, contract.components, name)


def _records(content: bytes) -> list[Any]:
    try:
        value = orjson.loads(content)
    except ValueError as error:
        try:
            value = [orjson.loads(line) for line in content.splitlines() if line.strip()]
            value = [each for each in value if not (isinstance(each, dict) and each.keys() == {HEADER})]
        except ValueError:
            raise SavedError(f"is neither JSON nor JSON Lines ({error})") from None
    if isinstance(value, dict):
        value = value["results"] if isinstance(value.get("results"), list) else [value]
    if isinstance(value, list) and all(isinstance(each, dict) for each in value):
        if all(isinstance(each.get("results"), list) for each in value):  # a page a line
            return list(chain.from_iterable(each["results"] for each in value))
        return value
    raise SavedError("holds something else than records")


def _route(contract: Contract, record: dict[str, Any]) -> str:
    """The resource of a record, by its URL; empty where it has none."""
    url = record.get("url")
    path = urlsplit(url).path if isinstance(url, str) else ""
    above = path.rstrip("/").rpartition("/")[0]
    return next((route for route in contract.by_route if above.endswith(f"/{route}")), "")


def _form(resource: Resource, records: Sequence[dict[str, Any]]) -> type[Component]:
    """The component that has the fields of the records: of those that do, the one with the fewest besides."""
    names = set().union(*(record.keys() for record in records))
    forms = dict.fromkeys((*resource.components.values(), resource.record))
    return min(forms, key=lambda form: (len(names - set(form().fields)), len(set(form().fields) - names)))
