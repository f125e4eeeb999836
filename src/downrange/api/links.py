"""Addresses in answers: absolute, under the host that was asked, with the `format` that was asked (contract, 01)."""

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import parse_qs, urlencode

from django.http import HttpRequest

BASE = "/2.3.0/"


@dataclass(frozen=True, slots=True)
class Links:
    """What all addresses of an answer share: the scheme and host of the request, and its `format`, if it named one."""

    host: str
    format: str = ""

    @classmethod
    def of(cls, request: HttpRequest) -> "Links":
        return cls(f"{request.scheme}://{request.get_host()}", request.GET.get("format", ""))

    def to(self, route: str) -> str:
        """The address of a resource's list."""
        return f"{self.host}{BASE}{route}/{self._query()}"

    def to_record(self, route: str, key: object) -> str:
        """The address of one record."""
        return f"{self.host}{BASE}{route}/{key}/{self._query()}"

    def _query(self) -> str:
        return f"?format={self.format}" if self.format else ""


@dataclass(frozen=True)
class Page:
    """A slice of a selection, with the addresses of its neighbours (contract, 01 "next / previous")."""

    address: str
    query: str
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
    def parameters(self) -> dict[str, list[str]]:
        """All that both neighbours ask alike, as it was asked here."""
        asked = parse_qs(self.query, keep_blank_values=True)
        asked.pop("offset", None)
        return asked | {"limit": [str(self.limit)]}

    def _at(self, offset: int) -> str:
        """The request's address at another offset: keys sorted, `limit` always written, an offset of 0 left out."""
        parameters = self.parameters | ({"offset": [str(offset)]} if offset else {})
        return f"{self.address}?{urlencode(sorted(parameters.items()), doseq=True)}"
