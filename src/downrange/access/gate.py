"""The gate: decides for each request whether its client may ask.

A client is known by its key, or else by its address. Whether the store of the counters answers or not is logged once.
"""

import logging
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from http import HTTPStatus
from ipaddress import IPv6Address, ip_address, ip_network
from threading import Lock

from django.db import Error, connection

from downrange.api.result import Result, respond
from downrange.api.serialize import to_json
from downrange.api.v230.throttle import UNLIMITED, described
from downrange.messages import Address, Request, Response

from . import keys
from .counters import Count, Counter
from .models import Key
from .rates import Rate

IPV6_NETWORK = 64
"""Bits of an address that tell clients of IPv6 apart: a household has a network of this size."""
INVALID_KEY = "Invalid token."
NO_ANSWER = "The limits of requests cannot be counted."
RETRY_AFTER = 5  # seconds
PAUSE = 1.0
"""Seconds for which counters that did not answer are not asked again: each request would wait for them."""
logger = logging.getLogger(__name__)


class InvalidKeyError(Exception):
    """A key that is not in force."""


class Gate:
    """`rate` is that of addresses. `fails_open`: whether requests pass while the counters do not answer."""

    def __init__(self, counter: Counter, rate: Rate, *, fails_open: bool) -> None:
        self.counter, self.rate, self.fails_open = counter, rate, fails_open
        self.lock, self.is_lost = Lock(), False
        self.ask_at = 0.0
        """When the counters are asked again that did not answer, by the monotonic clock."""

    def __call__(self, authorization: bytes | None, address: Address) -> Response | None:
        """What is sent instead of an answer; None: the request is counted and may be answered."""
        if time.monotonic() < self.ask_at:
            return self._uncounted()
        connection.close_if_unusable_or_obsolete()
        try:
            client, rate = self._client(authorization, address)
            count = None if rate is None else self.counter.count(client, rate)
        except InvalidKeyError:
            fields = (("WWW-Authenticate", "Token"),)
            return respond(Result(to_json({"detail": INVALID_KEY}), HTTPStatus.UNAUTHORIZED, fields))
        except _failures() as error:
            self._lost(error)
            return self._uncounted()
        self._found()
        return None if count is None or count.allowed else _throttled(count)

    def status(self, request: Request) -> Mapping[str, object]:
        """What `/api-throttle/` says of the client that asks. To ask is free of charge."""
        try:
            client, rate = self._client(request.fields.get(b"authorization"), request.client)
            count = Count(0, allowed=True) if rate is None else self.counter.look(client, rate)
        except InvalidKeyError:
            client, rate = self._client(None, request.client)
            count = self.counter.look(client, self.rate)
        _, _, ident = client.partition(":")
        if rate is None:
            return described(ident=ident, limit=UNLIMITED)
        return described(ident=ident, limit=rate.requests, period=rate.period, used=count.used, wait=count.wait)

    def _client(self, authorization: bytes | None, address: Address) -> tuple[str, Rate | None]:
        """The client's name in the counters, and its rate; None: it is not limited. Raises `InvalidKeyError`."""
        text = keys.token(authorization)
        if text is None:
            return f"address:{network(address[0])}", self.rate
        key: Key | None = keys.find(text, datetime.now(UTC))
        if key is None:
            raise InvalidKeyError
        return f"key:{key.name}", key.rate

    def _uncounted(self) -> Response | None:
        """What is sent instead of an answer while requests cannot be counted."""
        if self.fails_open:
            return None
        retry = (("Retry-After", str(RETRY_AFTER)),)
        return respond(Result(to_json({"detail": NO_ANSWER}), HTTPStatus.SERVICE_UNAVAILABLE, retry))

    def _lost(self, error: Exception) -> None:
        self.ask_at = time.monotonic() + PAUSE
        if isinstance(error, Error):
            connection.close()
        with self.lock:
            was_lost, self.is_lost = self.is_lost, True
        if not was_lost:
            passes = "pass uncounted" if self.fails_open else "are refused"
            logger.error("requests cannot be counted, and %s: %s", passes, " ".join(str(error).split()))

    def _found(self) -> None:
        if self.is_lost:
            with self.lock:
                was_lost, self.is_lost = self.is_lost, False
            if was_lost:
                logger.warning("requests are counted again")


def network(address: str) -> str:
    """What stands for a client's address: of IPv6 the network."""
    try:
        parsed = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if not isinstance(parsed, IPv6Address):
        return str(parsed)
    return str(parsed.ipv4_mapped or ip_network((parsed, IPV6_NETWORK), strict=False))


def _throttled(count: Count) -> Response:
    """429, as upstream says it."""
    detail = f"Request was throttled. Expected available in {count.wait} second{'s' if count.wait != 1 else ''}."
    retry = (("Retry-After", str(count.wait)),)
    return respond(Result(to_json({"detail": detail}), HTTPStatus.TOO_MANY_REQUESTS, retry))


def _failures() -> tuple[type[Exception], ...]:
    """What stores raise that do not answer."""
    try:
        from redis import RedisError
    except ImportError:
        return (Error,)
    return Error, RedisError
