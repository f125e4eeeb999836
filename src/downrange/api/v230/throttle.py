"""`/2.3.0/api-throttle/`: how many requests the client may still make (contract, 01 "API keys and throttling")."""

from collections.abc import Mapping
from datetime import timedelta

from rest_framework import serializers

from downrange.messages import Request

from ..resource import ClientObject

UNLIMITED = 2**31 - 1
"""What stands for no limit: the largest number that every client's integer holds."""
PERIOD = timedelta(hours=1)
"""What upstream counts requests in."""


class APIThrottle(serializers.Serializer[Mapping[str, object]]):
    """The limit of the client's requests, and what it has used of it."""

    your_request_limit = serializers.IntegerField(help_text="requests in each period")
    limit_frequency_secs = serializers.IntegerField(help_text="length of a period, in seconds")
    current_use = serializers.IntegerField(help_text="requests in this period")
    next_use_secs = serializers.IntegerField(help_text="seconds until the next request is allowed")
    ident = serializers.CharField(help_text="the key that the request was sent with, or else the client's address")


def throttle(request: Request) -> Mapping[str, object]:
    """No client is limited. The address of a client behind a trusted proxy is its own, not the proxy's."""
    scheme, _, key = request.fields.get(b"authorization", b"").decode("latin-1").partition(" ")
    return {
        "your_request_limit": UNLIMITED,
        "limit_frequency_secs": int(PERIOD.total_seconds()),
        "current_use": 0,
        "next_use_secs": 0,
        "ident": key.strip() if scheme.lower() == "token" and key.strip() else request.client[0],
    }


API_THROTTLE = ClientObject(
    route="api-throttle", title="API Throttle", components={"normal": APIThrottle}, values=throttle
)
