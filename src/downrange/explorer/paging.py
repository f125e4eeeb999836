"""Where a page of a list is: which records it shows of how many, and its neighbours."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Paging:
    """`first` and `last` count from 1; both are 0 on a page without records. The neighbours are paths with queries."""

    count: int
    first: int
    last: int
    previous: str | None
    next: str | None

    @classmethod
    def read(cls, body: Any, parameters: Mapping[str, Any]) -> "Paging | None":
        """The paging of an answer to a request with these parameters; None if it is no page of a list."""
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
    """As the list reads it: what is no whole number, or below none, is none."""
    try:
        return max(0, int(text))
    except ValueError:
        return 0


def _here(address: str | None) -> str | None:
    """An address without its scheme and host, which stay those that the browser knows."""
    return urlsplit(address)._replace(scheme="", netloc="").geturl() if address else None
