"""The JSON of a list and of a record: selected keys, their fragments, and the envelope around them (contract, 01 "List
envelope").
"""

from dataclasses import dataclass
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
from .query import ListQuery
from .resource import Resource, StoredObject
from .select import SelectionCache, scoped, select_page
from .serialize import serializer_of, to_json

MAX_WARNING = 1024
"""Characters of a request that the header repeats that names what was ignored."""


@dataclass(frozen=True)
class Caches:
    """The caches that all contracts of a process share."""

    fragments: FragmentCache
    selections: SelectionCache

    @classmethod
    def of_settings(cls) -> Self:
        return cls(FragmentCache(settings.CACHE_FRAGMENTS), SelectionCache(settings.CACHE_SELECTIONS))

    def clear(self) -> None:
        self.fragments.clear()
        self.selections.clear()


@dataclass(frozen=True)
class Reader:
    """What reading from the catalogue for one request needs: how links begin, the snapshot, the caches."""

    links: Links
    snapshot: Snapshot
    caches: Caches

    def page(self, resource: Resource, query: ListQuery, parameters: QueryDict) -> bytes:
        """One page of a list: `count`, `next`, `previous` and `results`, in this order."""
        count, keys = select_page(resource, query, self.snapshot, self.caches.selections)
        url = f"{self.links.base_url}{resource.route}/"
        position = Page(url, dict(parameters.lists()), count, query.limit, query.offset)
        envelope = to_json({"count": count, "next": position.next, "previous": position.previous})
        component = resource.components[query.mode]
        records = fragments.render(component, keys, self.links, self.snapshot, self.caches.fragments)
        # One copy of it all, for a page may have a megabyte.
        commas = [b","] * (2 * len(records))
        commas[::2] = records
        return b"".join([envelope[:-1], b',"results":[', *commas[:-1], b"]}"])

    def record(self, resource: Resource, key: str) -> bytes:
        """One record. Raises `NotFound` where there is none, or the key is not of the type of this resource's."""
        keys = self._existing(resource, key)
        records = fragments.render(resource.record, keys, self.links, self.snapshot, self.caches.fragments)
        if not records:
            raise NotFound(f"No {resource.model._meta.object_name} matches the given query.")
        return records[0]

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
        found = resource.model._default_manager.filter(scoped(resource, self.snapshot.now), pk=value)
        return list(found.values_list("pk", flat=True))


def warning(ignored: tuple[str, ...]) -> tuple[Field, ...]:
    """The header that names the parameters that were ignored; none where all were understood."""
    if not ignored:
        return ()
    named = ", ".join(quote(parameter, safe="=:/?@!$'()*+,;~") for parameter in ignored)
    return (("Warning", f'299 downrange "Ignored: {named[:MAX_WARNING]}"'),)


def ignored_for_record(parameters: QueryDict) -> tuple[str, ...]:
    """A record is always answered in full: only `format` means anything."""
    return tuple(f"{name}={parameters[name]}" for name in parameters if name != "format")
