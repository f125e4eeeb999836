"""Addresses in answers: absolute, under the host that was asked, with the `format` that was asked (contract, 01)."""

from dataclasses import dataclass
from urllib.parse import parse_qs, urlencode

from rest_framework.request import Request

BASE = "/2.3.0/"


@dataclass(frozen=True, slots=True)
class Links:
    """What all addresses of an answer share: the scheme and host of the request, and its `format`, if it named one."""

    host: str
    format: str = ""

    @classmethod
    def of(cls, request: Request) -> "Links":
        return cls(f"{request.scheme}://{request.get_host()}", request.query_params.get("format", ""))

    def to(self, route: str) -> str:
        """The address of a resource's list."""
        return f"{self.host}{BASE}{route}/{self._query()}"

    def to_record(self, route: str, key: object) -> str:
        """The address of one record."""
        return f"{self.host}{BASE}{route}/{key}/{self._query()}"

    def _query(self) -> str:
        return f"?format={self.format}" if self.format else ""


@dataclass(frozen=True, slots=True)
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

    def _at(self, offset: int) -> str:
        """The request's address at another offset: keys sorted, `limit` always written, an offset of 0 left out."""
        parameters = parse_qs(self.query, keep_blank_values=True)
        parameters["limit"] = [str(self.limit)]
        parameters["offset"] = [str(offset)]
        if offset == 0:
            del parameters["offset"]
        return f"{self.address}?{urlencode(sorted(parameters.items()), doseq=True)}"
