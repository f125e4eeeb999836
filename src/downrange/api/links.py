"""URLs in answers: absolute, below the base URL of the request, with the `format` that was asked for (contract, 01)."""

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import parse_qs, urlencode


@dataclass(frozen=True, slots=True)
class Links:
    """What all URLs of an answer share: what they begin with, such as `http://host/2.3.0/`, and the `format` of the
    request, if it named one.
    """

    base_url: str
    format: str = ""

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
        """The parameters of the request that both neighbours have too."""
        given = parse_qs(self.query, keep_blank_values=True)
        given.pop("offset", None)
        return given | {"limit": [str(self.limit)]}

    def _at(self, offset: int) -> str:
        """The request's URL at another offset: keys sorted, `limit` always written, an offset of 0 left out."""
        parameters = self.parameters | ({"offset": [str(offset)]} if offset else {})
        return f"{self.url}?{urlencode(sorted(parameters.items()), doseq=True)}"
