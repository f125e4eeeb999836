"""The position of a page in its list: its first and last record, the number of all records, and the adjacent pages."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Paging:
    """`first` and `last` count from 1; both are 0 on a page without records. `previous` and `next` are paths with query
    strings.
    """

    count: int
    first: int
    last: int
    previous: str | None
    next: str | None

    @classmethod
    def read(cls, body: Any, parameters: Mapping[str, Any]) -> "Paging | None":
        """The paging of a response to a request with these parameters; None if it is no page of a list."""
        if not isinstance(body, dict) or list(body) != ["count", "next", "previous", "results"]:
            return None
        shown = len(body["results"])
        first = _offset(parameters.get("offset", "")) + 1 if shown else 0
        return cls(
            count=body["count"],
            first=first,
            last=first + shown - 1 if shown else 0,
            previous=_here(body["previous"]),
            next=_here(body["next"]),
        )


def _offset(text: str) -> int:
    """The offset as the list reads it: 0 for a negative number and for anything that is no whole number."""
    try:
        return max(0, int(text))
    except ValueError:
        return 0


def _here(address: str | None) -> str | None:
    """A URL without scheme and host, so that the browser stays on the ones that it uses."""
    return urlsplit(address)._replace(scheme="", netloc="").geturl() if address else None
