"""Trusted proxies: what they say of the client that asked them (RFC 7239, and the `X-Forwarded-*` fields)."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

from downrange.messages import Request

Network = IPv4Network | IPv6Network
_FIELDS = (b"forwarded", b"x-forwarded-for", b"x-forwarded-proto", b"x-forwarded-host", b"x-forwarded-prefix")
_PARAMETER = re.compile(r'\s*([A-Za-z]+)=(?:"((?:[^"\\]|\\.)*)"|([^\s;,"]+))\s*')
_HOST = re.compile(r"(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?")
_PREFIX = re.compile(r"(?:/[A-Za-z0-9._~-]+)+")
_PORT = re.compile(r":[0-9_A-Za-z.-]+\Z")


@dataclass(frozen=True)
class TrustedProxies:
    """The proxies that may say how their client asked."""

    networks: tuple[Network, ...]

    def trusts(self, address: str) -> bool:
        return _is_within(address, self.networks)

    def resolve(self, request: Request) -> Request:
        """The request of a trusted proxy as the proxy's own client made it. Malformed fields are ignored."""
        fields = request.fields
        if not any(name in fields for name in _FIELDS):
            return request
        named = dict(self._forwarded(fields)) if b"forwarded" in fields else dict(self._x_forwarded(fields))
        scheme, host = named.get("proto", "").lower(), named.get("host", "")
        prefix = _last(fields, b"x-forwarded-prefix")
        return replace(
            request,
            scheme=scheme if scheme in ("http", "https") else request.scheme,
            host=host if _HOST.fullmatch(host) else request.host,
            prefix=normalize_prefix(prefix),
            client=(named["for"], 0) if "for" in named else request.client,
        )

    def _x_forwarded(self, fields: Mapping[bytes, bytes]) -> Iterator[tuple[str, str]]:
        yield "proto", _last(fields, b"x-forwarded-proto")
        yield "host", _last(fields, b"x-forwarded-host")
        client = self._client(_text(fields, b"x-forwarded-for").split(","))
        if client is not None:
            yield "for", client

    def _forwarded(self, fields: Mapping[bytes, bytes]) -> Iterator[tuple[str, str]]:
        """What the element says that names the client; an element for each proxy on the way, the nearest one last."""
        elements = list(parse_forwarded(_text(fields, b"forwarded")))
        client = self._client(element.get("for", "") for element in elements)
        if elements:
            yield "proto", elements[-1].get("proto", "")
            yield "host", elements[-1].get("host", "")
        if client is not None:
            yield "for", client

    def _client(self, nodes: Iterable[str]) -> str | None:
        """The last address that is not a trusted proxy's; None where the way to it has a malformed one."""
        client = None
        for node in reversed(list(nodes)):
            address = _address(node)
            if address is None:
                break
            client = address
            if not self.trusts(address):
                break
        return client


def parse_forwarded(text: str) -> Iterator[dict[str, str]]:
    """The elements of a `Forwarded` field, by lower-case parameter; none of a malformed field (RFC 7239, 4)."""
    elements: list[dict[str, str]] = [{}]
    position = 0
    while position < len(text):
        found = _PARAMETER.match(text, position)
        if found is None:
            return
        quoted, token = found[2], found[3]
        elements[-1][found[1].lower()] = token if quoted is None else re.sub(r"\\(.)", r"\1", quoted)
        position = found.end()
        separator, position = text[position : position + 1], position + 1
        if separator == ",":
            elements.append({})
        elif separator not in (";", ""):
            return
    yield from elements


def normalize_prefix(text: str) -> str:
    """A path prefix such as `/ll2`, without a slash at the end; empty if it has anything but plain segments."""
    prefix = text.rstrip("/") if not text.endswith("//") else text
    if not _PREFIX.fullmatch(prefix) or any(part in (".", "..") for part in prefix.split("/")):
        return ""
    return prefix


def _text(fields: Mapping[bytes, bytes], name: bytes) -> str:
    return fields.get(name, b"").decode("latin-1")


def _last(fields: Mapping[bytes, bytes], name: bytes) -> str:
    """What the nearest proxy says: each appends to what it was sent."""
    return _text(fields, name).rpartition(",")[2].strip()


def _address(node: str) -> str | None:
    """The address of a node, without its port."""
    node = node.strip()
    if node.startswith("["):
        node = node[1:].partition("]")[0]
    elif node.count(":") == 1:
        node = _PORT.sub("", node)
    parsed = _parse(node)
    return None if parsed is None else str(parsed)


@lru_cache(maxsize=1024)
def _parse(text: str) -> IPv4Address | IPv6Address | None:
    """An address; one of IPv4 that is mapped into IPv6 as what it is."""
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address


def _is_within(text: str, networks: tuple[Network, ...]) -> bool:
    address = _parse(text)
    return address is not None and any(
        address.version == network.version and address in network for network in networks
    )
