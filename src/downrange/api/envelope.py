"""The JSON of a list and of a record: selected keys, their fragments, and the envelope around them (contract, 01 "List
envelope").
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Self
from urllib.parse import quote

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import QueryDict
from rest_framework.exceptions import NotFound

from downrange.catalog.snapshot import Snapshot
from downrange.messages import Field

from . import fragments
from .filters.base import MAX_NUMBER
from .fragments import FragmentCache
from .links import Links, Page
from .narrow import ALL, Paths, narrow
from .pending import overdue
from .query import ListQuery
from .resource import ClientObject, Endpoint, Resource, StoredObject
from .select import SelectionCache, scoped, select_page
from .serialize import serializer_of, to_json

MAX_WARNING = 1024
"""Characters of a list that a `Warning` header shows."""


@dataclass(frozen=True)
class Caches:
    """The caches that all contracts of a process share."""

    fragments: FragmentCache
    selections: SelectionCache

    @classmethod
    def of_settings(cls) -> Self:
        return cls(FragmentCache(settings.CACHE_FRAGMENTS), SelectionCache(settings.CACHE_SELECTIONS))

    @classmethod
    def none(cls) -> Self:
        """Caches of no bytes, for answers that are asked for too rarely to be worth any."""
        return cls(FragmentCache(0), SelectionCache(0))

    def clear(self) -> None:
        self.fragments.clear()
        self.selections.clear()


@dataclass(frozen=True)
class Age:
    """How old the facts of an answer are: `as_of` is the instant up to which they were gathered, if that is known. An
    answer that is not read from the catalogue has no revision.
    """

    as_of: datetime | None = None
    revision: int | None = None

    @classmethod
    def of(cls, snapshot: Snapshot, endpoint: Endpoint | None) -> Self:
        """That of a resource's facts, or else of the flight log."""
        if isinstance(endpoint, ClientObject):
            return cls()
        as_of = snapshot.as_of_table(endpoint.model) if isinstance(endpoint, Resource) else snapshot.as_of
        return cls(as_of, snapshot.revision)

    @property
    def headers(self) -> tuple[Field, ...]:
        if self.revision is None:
            return ()
        as_of = () if self.as_of is None else (("X-Catalog-As-Of", f"{self.as_of:%Y-%m-%dT%H:%M:%SZ}"),)
        return (*as_of, ("X-Catalog-Revision", str(self.revision)))


@dataclass(frozen=True)
class Found:
    """What was read: its JSON, and what a `Warning` header says about it."""

    json: bytes
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reader:
    """What reading from the catalogue for one request needs: how links begin, the snapshot, the caches."""

    links: Links
    snapshot: Snapshot
    caches: Caches

    def page(self, resource: Resource, query: ListQuery, parameters: QueryDict) -> Found:
        """One page of a list: `count`, `next`, `previous` and `results`, in this order."""
        count, keys = select_page(resource, query, self.snapshot, self.caches.selections)
        url = f"{self.links.base_url}{resource.route}/"
        position = Page(url, dict(parameters.lists()), count, query.limit, query.offset)
        envelope = to_json({"count": count, "next": position.next, "previous": position.previous})
        component = narrow(resource.components[query.mode], query.fields)
        records = fragments.render(component, keys, self.links, self.snapshot, self.caches.fragments)
        # One copy of it all, because a page may have a megabyte.
        commas = [b","] * (2 * len(records))
        commas[::2] = records
        json = b"".join([envelope[:-1], b',"results":[', *commas[:-1], b"]}"])
        return Found(json, self._warnings(resource, keys))

    def record(self, resource: Resource, key: str, fields: Paths = ALL) -> Found:
        """One record. Raises `NotFound` where there is none, or the key is not of the type of this resource's."""
        keys, component = self._existing(resource, key), narrow(resource.record, fields)
        records = fragments.render(component, keys, self.links, self.snapshot, self.caches.fragments)
        if not records:
            raise NotFound(f"No {resource.model._meta.object_name} matches the given query.")
        return Found(records[0], self._warnings(resource, keys))

    def _warnings(self, resource: Resource, keys: Sequence[object]) -> tuple[str, ...]:
        late = overdue(resource, keys, self.snapshot, self.caches.selections)
        if not late or resource.pending is None:
            return ()
        return (f"{resource.pending.what}: {_cut(', '.join(map(str, late)))}",)

    def stored(self, endpoint: StoredObject, mode: str) -> bytes:
        """A single object that is stored, or an empty one."""
        component = endpoint.components[mode]
        found = fragments.render(component, [endpoint.key], self.links, self.snapshot, self.caches.fragments)
        return found[0] if found else serializer_of(component).blank()

    def _existing(self, resource: Resource, key: str) -> list[object]:
        try:
            value = resource.model._meta.pk.to_python(key)
        except ValidationError:
            raise NotFound from None
        if isinstance(value, int) and abs(value) > MAX_NUMBER:  # no database has such a key, or accepts it
            return []
        if resource.scope is None:
            return [value]
        found = resource.model._default_manager.filter(
            scoped(resource, self.snapshot, self.caches.selections), pk=value
        )
        return list(found.values_list("pk", flat=True))


def warning(ignored: tuple[str, ...], others: tuple[str, ...] = ()) -> tuple[Field, ...]:
    """The header that names the parameters that were ignored, and says what else there is to say; none where there is
    nothing.
    """
    texts = list(others)
    if ignored:
        named = ", ".join(quote(parameter, safe="=:/?@!$'()*+,;~") for parameter in ignored)
        texts.insert(0, f"Ignored: {_cut(named)}")
    return (("Warning", ", ".join(f'299 downrange "{text}"' for text in texts)),) if texts else ()


def _cut(text: str) -> str:
    return text[:MAX_WARNING]


def ignored_for_record(resource: Resource, parameters: QueryDict) -> tuple[str, ...]:
    """A record is always answered in full, so parameters that select or shorten mean nothing."""
    return tuple(f"{name}={parameters[name]}" for name in parameters if name not in resource.record_parameters)
