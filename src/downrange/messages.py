"""Requests and responses as the server and its applications exchange them (RFC 9110).

The server reads a request from a connection and hands it to an application; the application returns a response, which
the server may cache, compress, and write.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import unquote_to_bytes

from django.http.request import split_domain_port, validate_host

from .catalog.snapshot import Snapshot

Address = tuple[str, int]
"""A host and a port."""
Field = tuple[str, str]
"""A header field: name and value."""


@dataclass(frozen=True, slots=True)
class Request:
    """One request, read to its end. Names of fields are in lower case; repeated fields are joined by commas."""

    method: str
    target: bytes
    """In origin form: path and query."""
    fields: Mapping[bytes, bytes] = field(default_factory=dict)
    version: str = "1.1"
    scheme: str = "http"
    """`http` or `https`, as the client asked, though a trusted proxy may stand between."""
    host: str = ""
    """Name and port that the client asked; empty if it named none."""
    prefix: str = ""
    """The path under which a trusted proxy publishes the server, such as `/ll2`, without a slash at the end."""
    client: Address = ("", 0)
    server: Address = ("", 0)
    body: bytes = b""

    @property
    def path(self) -> bytes:
        """The path, percent-decoded."""
        path = self.target.partition(b"?")[0]
        return unquote_to_bytes(path) if b"%" in path else path

    @property
    def query(self) -> bytes:
        return self.target.partition(b"?")[2].partition(b"#")[0]

    @property
    def base_url(self) -> str:
        """What links in responses begin with."""
        return f"{self.scheme}://{self.host}{self.prefix}"


@dataclass(frozen=True, slots=True)
class Response:
    """What an application answers. A body that is not bytes is streamed, and never cached."""

    status: int
    fields: tuple[Field, ...]
    body: bytes | Iterable[bytes] = b""
    snapshot: Snapshot | None = None
    """The state that the response is of: the same request gets the same response while it lasts, so it may be cached.
    None: the response is for this client alone.
    """
    valid_until: datetime | None = None
    """It holds while the clock shows an instant from the snapshot's `now` on and before this one. None: it holds until
    the revision rises.
    """
    long_poll: float = 0.0
    """Seconds for which the server may hold the response back. When there is a newer revision meanwhile, it asks the
    application again.
    """


Application = Callable[[Request], Response]
"""What answers requests, in one of several threads."""


def is_allowed_host(host: str, allowed: Sequence[str]) -> bool:
    """Whether a request's host is one of those that Django's setting `ALLOWED_HOSTS` allows. One that is not gets 400,
    and its response is not cached.
    """
    domain, _ = split_domain_port(host)
    return bool(domain) and validate_host(domain, allowed)
