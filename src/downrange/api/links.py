"""URLs in responses: absolute, below the base URL of the request, with its `format` (contract, 01)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Self
from urllib.parse import quote_plus

quote = lru_cache(maxsize=4096)(quote_plus)


@dataclass(frozen=True, slots=True, eq=False)
class Links:
    """What all URLs of an answer share: what they begin with, such as `http://host/2.3.0/`, and the `format` of the
    request, if it named one. Fragments are cached by it, so there is one object for each pair (see `of`).
    """

    base_url: str
    format: str = ""

    @classmethod
    @lru_cache(maxsize=1024)
    def of(cls, base_url: str, format: str = "") -> Self:  # noqa: A002 - the parameter's name
        return cls(base_url, format)

    def to(self, route: str) -> str:
        """The URL of a resource's list."""
        return f"{self.base_url}{route}/{self._query()}"

    def to_record(self, route: str, key: object) -> str:
        """The URL of one record."""
        return f"{self.base_url}{route}/{key}/{self._query()}"

    def _query(self) -> str:
        return f"?format={self.format}" if self.format else ""


@dataclass(frozen=True)
class Page:
    """A slice of a selection, with the URLs of its neighbours (contract, 01 "next / previous")."""

    url: str
    parameters: Mapping[str, Sequence[str]]
    """Those of the request."""
    count: int
    limit: int
    offset: int

    @property
    def next(self) -> str | None:
        following = self.offset + self.limit
        return self._at(following) if following < self.count else None

    @property
    def previous(self) -> str | None:
        return self._at(max(0, self.offset - self.limit)) if self.offset > 0 else None

    @cached_property
    def _encoded(self) -> dict[str, str]:
        """The parameters that both neighbours have, percent-encoded, by name."""
        given = {**self.parameters, "limit": [str(self.limit)]}
        return {
            name: "&".join(f"{quote(name)}={quote(value)}" for value in values)
            for name, values in given.items()
            if name != "offset"
        }

    def _at(self, offset: int) -> str:
        """The request's URL at another offset: keys sorted, `limit` always written, an offset of 0 left out."""
        parameters = self._encoded | ({"offset": f"offset={offset}"} if offset else {})
        return f"{self.url}?{'&'.join(parameters[name] for name in sorted(parameters))}"
