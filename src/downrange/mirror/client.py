"""Asks an upstream. An answer is JSON, or an error that names the URL and the reason."""

import re
import socket
import threading
import zlib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from types import TracebackType
from typing import Any, Self
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
MAX_PORT = 65_535
TEMPORARY = {500, 502, 503, 504, *range(520, 525)}
"""Statuses of a server, or of a gateway before it, that may answer later."""
EXPECTED = re.compile(r"available in ([0-9]+) second")
NUMBER = re.compile(r"[0-9]+")
HIDDEN = "[token]"
KEEP_ALIVE = (
    (socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1),
    *(
        (socket.IPPROTO_TCP, getattr(socket, name), 60)  # seconds; Linux names it so
        for name in ("TCP_KEEPIDLE", "TCP_KEEPINTVL")
        if hasattr(socket, name)
    ),
)
"""So that a long poll ends when upstream is gone without a word, and no router forgets its connection."""


class UpstreamError(Exception):
    """An answer that is of no use. Its text is one line: URL and reason."""

    def __init__(self, url: str, reason: object) -> None:
        super().__init__(url, str(reason))

    @property
    def url(self) -> str:
        return str(self.args[0])

    @property
    def reason(self) -> str:
        return "".join(c if c.isprintable() else " " for c in self.args[1])[:MAX_SHOWN]

    def __str__(self) -> str:
        return f"{self.url}: {self.reason}"

    def tell(self, url: str, token: str | None) -> None:
        """Name the URL that was asked for, wherever upstream redirected to. Hide the token, which it may repeat."""
        self.args = (url, self.args[1].replace(token, HIDDEN) if token else self.args[1])


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
        if not _is_upstream(base):
            raise ValueError(f"{base!r} is not the URL of an upstream, such as https://ll.thespacedevs.com")
        self.base, self.token = base.rstrip("/"), token
        self.connect, self.read, self.whole = connect, read, whole
        fields = {"User-Agent": USER_AGENT, "Accept": "application/json", "Accept-Encoding": "gzip"}
        if token:
            fields["Authorization"] = f"Token {token}"
        # Each request opens a connection, which `_Deadline` sees. There are few requests in an hour.
        self._http = httpx2.Client(
            headers=fields,
            limits=httpx2.Limits(max_keepalive_connections=0),
        )

    def close(self) -> None:
        self._http.close()

    def get(self, path: str, parameters: Mapping[str, str] | None = None, *, wait: int = 0) -> Answer:
        """Ask for a path below the base, where an answer may take `wait` seconds to begin. Raises `UpstreamError`."""
        url = str(httpx2.URL(f"{self.base}{path}", params=parameters or None))
        try:
            with _Deadline(self.whole + wait) as deadline:
                return self._follow(url, deadline, wait)
        except UpstreamError as error:
            error.tell(url, self.token)
            raise

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

    def _follow(self, url: str, deadline: "_Deadline", wait: int) -> Answer:
        for _ in range(MAX_REDIRECTS + 1):
            try:
                status, fields, body = self._ask(url, deadline, wait)
            except httpx2.TimeoutException as error:
                raise UnreachableError(url, f"no answer in time ({type(error).__name__})") from None
            except httpx2.TransportError as error:
                reason = "its answer did not end in time" if deadline.has_passed else str(error)
                raise UnreachableError(url, reason or type(error).__name__) from None
            except (httpx2.InvalidURL, httpx2.HTTPError, UnicodeError) as error:
                raise UnusableError(url, error) from None
            if status not in (301, 302, 303, 307, 308):
                return self._read(url, status, fields, body)
            url = self._redirected(url, fields.get("location", ""))
        raise UnusableError(url, "redirected too often")

    def _ask(self, url: str, deadline: "_Deadline", wait: int) -> tuple[int, Mapping[str, str], bytes]:
        """The status, the fields and the body. Of an error, what can be read of the beginning of the body."""
        timeout = httpx2.Timeout(self.read + wait, connect=self.connect)
        with self._http.stream("GET", url, timeout=timeout, extensions={"trace": deadline.watch}) as response:
            is_ok = response.status_code == HTTPStatus.OK
            body = bytearray()
            try:
                for piece in _decoded(url, response.iter_raw(), response.headers.get("content-encoding", "")):
                    body += piece
                    if len(body) > (MAX_BYTES if is_ok else PIECE):
                        raise UnusableError(url, f"more than {MAX_BYTES} bytes")
                if deadline.has_passed:
                    # To a body without a length, the end of the connection is its own.
                    raise UnreachableError(url, "its answer did not end in time")
            except (UpstreamError, httpx2.HTTPError):
                if is_ok:
                    raise
            return response.status_code, response.headers, bytes(body)

    @staticmethod
    def _redirected(url: str, location: str) -> str:
        """Where a redirect leads, if that is the same server, or the same host by https."""
        try:
            here = httpx2.URL(url)
            target = here.join(location)
        except (httpx2.InvalidURL, ValueError) as error:
            raise UnusableError(url, f"redirects to no URL ({error})") from None
        is_server = (target.scheme, target.port) == (here.scheme, here.port)
        is_secured = here.scheme == "http" and target.scheme == "https" and (target.port or 0) <= MAX_PORT
        if target.host != here.host or not (is_server or is_secured) or not location:
            raise UnusableError(url, f"redirects elsewhere, to {target}")
        return str(target)

    @staticmethod
    def _read(url: str, status: int, fields: Mapping[str, str], body: bytes) -> Answer:
        text = body[:PIECE].decode("utf-8", "replace")
        retry_after = _seconds(fields)
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


class _Deadline:
    """Ends a request after some seconds, whatever upstream sends until then: the timeout of a read begins anew with
    each byte. It shuts down the connection that it watches.
    """

    def __init__(self, seconds: float) -> None:
        self.has_passed = False
        self._lock = threading.Lock()
        self._socket: socket.socket | None = None
        self._timer = threading.Timer(seconds, self._end)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._timer.cancel()
        with self._lock:
            self._drop_socket()

    def watch(self, event: str, info: Mapping[str, Any]) -> None:
        """Called by the library with each event of a request; it connects for every one."""
        if event.endswith("connect_tcp.complete"):
            with self._lock:
                self._drop_socket()
                # A duplicate, because TLS takes the socket over.
                self._socket = info["return_value"].get_extra_info("socket").dup()
                for option in KEEP_ALIVE:
                    self._socket.setsockopt(*option)
                if self.has_passed:
                    self._shut_down()

    def _end(self) -> None:
        with self._lock:
            self.has_passed = True
            self._shut_down()

    def _shut_down(self) -> None:
        if self._socket is not None:
            with suppress(OSError):  # it may be closed already
                self._socket.shutdown(socket.SHUT_RDWR)

    def _drop_socket(self) -> None:
        if self._socket is not None:
            self._socket.close()
            self._socket = None


def _is_upstream(base: str) -> bool:
    """Whether this is the URL of a server, with or without a path, and nothing else."""
    try:
        parts, url = urlsplit(base), httpx2.URL(base)
        has_host = bool(parts.hostname and url.host) and parts.port != 0
    except (ValueError, httpx2.InvalidURL):
        return False
    return has_host and parts.scheme in ("http", "https") and not any(mark in base for mark in "?#@")


def _decoded(url: str, pieces: Iterable[bytes], encoding: str) -> Iterable[bytes]:
    """The body in pieces, decompressed in steps, so that a small one cannot fill the memory."""
    encoding = encoding.strip().lower()
    if encoding in ("identity", ""):
        yield from pieces
        return
    if encoding not in ("gzip", "x-gzip"):
        raise UnusableError(url, f"its encoding {encoding!r} was not asked for")
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


def _seconds(fields: Mapping[str, str]) -> float:
    """`Retry-After` in seconds: a number, or a date by upstream's clock; 0 where it is neither."""
    retry_after = fields.get("retry-after", "").strip()
    if NUMBER.fullmatch(retry_after):
        return float(retry_after)
    at, now = _date(retry_after), _date(fields.get("date", "")) or datetime.now(UTC)
    return max(0.0, (at - now).total_seconds()) if at else 0.0


def _date(text: str) -> datetime | None:
    try:
        at = parsedate_to_datetime(text)
    except (TypeError, ValueError, OverflowError):
        return None
    return at.replace(tzinfo=at.tzinfo or UTC)
