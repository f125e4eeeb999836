"""Asks an upstream. An answer is JSON, or an error that names the URL and the reason."""

import re
import time
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

import httpx2
import orjson

from downrange import __version__

USER_AGENT = f"Downrange/{__version__}"
"""Upstream refuses the names of HTTP libraries."""
MAX_BYTES = 64 * 1024 * 1024
"""Of a body, decompressed. A page of a hundred detailed launches has about five million."""
MAX_REDIRECTS = 3
MAX_SHOWN = 200
"""Characters of what upstream sent that an error shows."""
PIECE = 64 * 1024
"""Bytes that are decompressed at a time."""
RETRY_AFTER = 60.0
"""Seconds to wait where a 429 does not say how long."""
TEMPORARY = {500, 502, 503, 504, *range(520, 525)}
"""Statuses of a server, or of a gateway before it, that may answer later."""
EXPECTED = re.compile(r"available in (\d+) second")


class UpstreamError(Exception):
    """An answer that is of no use. Its text is one line: URL and reason."""

    def __init__(self, url: str, reason: object) -> None:
        self.url = url
        self.reason = "".join(c if c.isprintable() else " " for c in str(reason))[:MAX_SHOWN]
        super().__init__(f"{url}: {self.reason}")


class UnreachableError(UpstreamError):
    """Upstream did not answer; it may later. `retry_after` is the least time to wait, in seconds, if it said one."""

    def __init__(self, url: str, reason: object, retry_after: float = 0.0) -> None:
        super().__init__(url, reason)
        self.retry_after = retry_after


class ThrottledError(UpstreamError):
    """Upstream has had enough calls. `retry_after` is the time to wait, in seconds."""

    def __init__(self, url: str, retry_after: float) -> None:
        super().__init__(url, f"throttled for {retry_after:.0f} s")
        self.retry_after = retry_after


class RefusedError(UpstreamError):
    """Upstream does not accept the token, or this program."""


class UnusableError(UpstreamError):
    """Upstream answered something else than it should."""


@dataclass(frozen=True, slots=True)
class Answer:
    url: str
    value: Any
    """The parsed JSON: an object or an array."""
    is_downrange: bool
    """Whether the upstream is a Downrange, which has a change feed."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """What upstream says of its limit: calls in each period of seconds, how many are used, and seconds to wait."""

    limit: int
    period: int
    used: int
    wait: int

    @property
    def left(self) -> int:
        return max(0, self.limit - self.used)


class Client:
    """`base` is such as `https://ll.thespacedevs.com`, with or without a path prefix. Times are in seconds: to connect,
    between two pieces of an answer, and for the whole of it. Raises `ValueError` for a base that is no such URL.
    """

    def __init__(
        self, base: str, token: str | None = None, *, connect: float = 10, read: float = 30, whole: float = 120
    ) -> None:
        parts = urlsplit(base)
        if (
            parts.scheme not in ("http", "https")
            or not parts.hostname
            or parts.query
            or parts.fragment
            or parts.username
        ):
            raise ValueError(f"{base!r} is not the URL of an upstream, such as https://ll.thespacedevs.com")
        self.base, self.host, self.whole = base.rstrip("/"), parts.hostname, whole
        fields = {"User-Agent": USER_AGENT, "Accept": "application/json", "Accept-Encoding": "gzip"}
        if token:
            fields["Authorization"] = f"Token {token}"
        self._http = httpx2.Client(headers=fields, timeout=httpx2.Timeout(read, connect=connect))

    def close(self) -> None:
        self._http.close()

    def get(self, path: str, parameters: Mapping[str, str] | None = None) -> Answer:
        """Ask for a path below the base. Raises `UpstreamError`."""
        url = str(httpx2.URL(f"{self.base}{path}", params=parameters or None))
        deadline = time.monotonic() + self.whole
        for _ in range(MAX_REDIRECTS + 1):
            try:
                status, fields, body = self._ask(url, deadline)
            except httpx2.TimeoutException as error:
                raise UnreachableError(url, f"no answer in time ({type(error).__name__})") from None
            except httpx2.TransportError as error:
                raise UnreachableError(url, str(error) or type(error).__name__) from None
            except (httpx2.InvalidURL, httpx2.HTTPError, UnicodeError) as error:
                raise UnusableError(url, error) from None
            if status not in (301, 302, 303, 307, 308):
                return self._read(url, status, fields, body)
            url = self._redirected(url, fields.get("location", ""))
        raise UnusableError(url, "redirected too often")

    def allowance(self, path: str) -> Allowance:
        """What upstream says of its limit; to ask is free of charge. Raises `UpstreamError`."""
        answer = self.get(path)
        value = answer.value[0] if isinstance(answer.value, list) and answer.value else answer.value
        names = ("your_request_limit", "limit_frequency_secs", "current_use", "next_use_secs")
        try:
            limit, period, used, wait = (max(0, int(value[name])) for name in names)
        except (KeyError, TypeError, ValueError, OverflowError):
            raise UnusableError(answer.url, "does not say what is allowed") from None
        return Allowance(limit, period, used, wait)

    def _ask(self, url: str, deadline: float) -> tuple[int, Mapping[str, str], bytes]:
        with self._http.stream("GET", url) as response:
            encoding = response.headers.get("content-encoding", "identity").strip().lower()
            if encoding not in ("identity", "gzip", "x-gzip", ""):
                raise UnusableError(url, f"its encoding {encoding!r} was not asked for")
            body = bytearray()
            for piece in _decoded(url, self._in_time(url, response.iter_raw(PIECE), deadline), encoding):
                body += piece
                if len(body) > MAX_BYTES:
                    raise UnusableError(url, f"more than {MAX_BYTES} bytes")
            return response.status_code, response.headers, bytes(body)

    @staticmethod
    def _in_time(url: str, pieces: Iterable[bytes], deadline: float) -> Iterable[bytes]:
        for piece in pieces:
            if time.monotonic() > deadline:
                raise UnreachableError(url, "its answer did not end in time")
            yield piece

    def _redirected(self, url: str, location: str) -> str:
        """Where a redirect leads, if that is the same host and no less secure."""
        try:
            target = httpx2.URL(url).join(location)
        except (httpx2.InvalidURL, ValueError) as error:
            raise UnusableError(url, f"redirects to no URL ({error})") from None
        is_secure = target.scheme == "https" or (target.scheme == "http" and not url.startswith("https:"))
        if target.host != self.host or not is_secure or not location:
            raise UnusableError(url, f"redirects elsewhere, to {target}")
        return str(target)

    @staticmethod
    def _read(url: str, status: int, fields: Mapping[str, str], body: bytes) -> Answer:
        text = body[:MAX_SHOWN].decode("utf-8", "replace")
        retry_after = _seconds(fields.get("retry-after", ""))
        if status == HTTPStatus.TOO_MANY_REQUESTS:
            expected = EXPECTED.search(text)
            raise ThrottledError(url, retry_after or (float(expected[1]) if expected else 0.0) or RETRY_AFTER)
        if status in TEMPORARY:
            raise UnreachableError(url, f"status {status}", retry_after)
        if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
            raise RefusedError(url, f"status {status}: the token, or this program, is not accepted")
        if status != HTTPStatus.OK:
            raise UnusableError(url, f"status {status}: {text}")
        try:
            value = orjson.loads(body)
        except (ValueError, RecursionError) as error:
            kind = fields.get("content-type", "of no type")
            raise UnusableError(url, f"is not JSON but {kind} ({error})") from None
        if not isinstance(value, dict | list):
            raise UnusableError(url, f"is neither an object nor an array: {text}")
        return Answer(url, value, "x-catalog-revision" in fields)


def _decoded(url: str, pieces: Iterable[bytes], encoding: str) -> Iterable[bytes]:
    """The body in pieces, decompressed in steps, so that a small one cannot fill the memory."""
    if encoding in ("identity", ""):
        yield from pieces
        return
    decompressor = zlib.decompressobj(wbits=31)
    try:
        for piece in pieces:
            rest = piece
            while rest:
                yield decompressor.decompress(rest, PIECE)
                rest = decompressor.unconsumed_tail
                if decompressor.eof:
                    return
        yield decompressor.flush()
    except zlib.error as error:
        raise UnusableError(url, f"is not gzip ({error})") from None
    if not decompressor.eof:
        raise UnreachableError(url, "its answer was cut off")


def _seconds(retry_after: str) -> float:
    """A `Retry-After` in seconds: a number or a date; 0 where it is neither."""
    if retry_after.strip().isdigit():
        return float(retry_after)
    try:
        at = parsedate_to_datetime(retry_after)
    except (TypeError, ValueError):
        return 0.0
    return max(0.0, (at.replace(tzinfo=at.tzinfo or UTC) - datetime.now(UTC)).total_seconds())
