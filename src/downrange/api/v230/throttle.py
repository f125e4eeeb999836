"""`/2.3.0/api-throttle/`: how many requests the client may still make (contract, 01 "API keys and throttling")."""

from collections.abc import Mapping

from rest_framework import serializers

from downrange.messages import Request

from ..resource import ClientObject

UNLIMITED = 2**31 - 1
"""What stands for no limit: the largest number that every client's integer holds."""
PERIOD = 3600
"""Seconds that upstream counts requests in."""


class APIThrottle(serializers.Serializer[Mapping[str, object]]):
    """The limit of the client's requests, and what it has used of it."""

    your_request_limit = serializers.IntegerField(help_text="requests in each period")
    limit_frequency_secs = serializers.IntegerField(help_text="length of a period, in seconds")
    current_use = serializers.IntegerField(help_text="requests in this period")
    next_use_secs = serializers.IntegerField(help_text="seconds until the next request is allowed")
    ident = serializers.CharField(
        help_text="the name of the key that the request was sent with, or else the client's address"
    )


def described(ident: str, limit: int, period: int = PERIOD, used: int = 0, wait: int = 0) -> Mapping[str, object]:
    """A client's limit: `limit` requests in each `period`, of which it has used some, and `wait` until the next one is
    allowed. Times are in seconds.
    """
    return {
        "your_request_limit": limit,
        "limit_frequency_secs": period,
        "current_use": used,
        "next_use_secs": wait,
        "ident": ident,
    }


def throttle(request: Request) -> Mapping[str, object]:
    """What is sent where clients are not limited. Behind a trusted proxy, the address is that of the proxy's client."""
    return described(request.client[0], UNLIMITED)


API_THROTTLE = ClientObject(
    route="api-throttle", title="API Throttle", components={"normal": APIThrottle}, values=throttle
)
