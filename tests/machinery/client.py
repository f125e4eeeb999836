"""Requests to the toy contract, and what is in their responses."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from downrange.api.contract import Contract
from downrange.api.envelope import Caches
from downrange.api.http import Api, Exchange
from downrange.api.openapi import Document
from downrange.messages import Response

NOON = datetime(2030, 1, 1, 12, 0, tzinfo=UTC)
Get = Callable[..., Response]


def serve(contract: Contract, caches: Caches) -> Api:
    return Api(contract, caches, page, others={"schema/": Document(contract)})


def page(exchange: Exchange) -> tuple[bytes, tuple[tuple[str, str], ...]]:
    return b"<p>" + exchange.result.json, (("X-Page", exchange.contract.version),)


def body(response: Response) -> Any:
    assert isinstance(response.body, bytes)
    return json.loads(response.body)


def titles(response: Response) -> list[str]:
    return [book["title"] for book in body(response)["results"]]
