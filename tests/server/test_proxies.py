"""Trusted proxies say how their client asked; malformed fields are ignored."""

from ipaddress import ip_network

import pytest

from downrange.messages import Request
from downrange.server.proxies import TrustedProxies, normalize_prefix, parse_forwarded

PROXIES = TrustedProxies((ip_network("127.0.0.0/8"), ip_network("10.0.0.0/8")))


def resolve(**fields: str) -> tuple[str, str, str, str]:
    """Scheme, host, prefix and client of a request that came from 127.0.0.1."""
    given = {name.replace("_", "-").lower().encode(): value.encode("latin-1") for name, value in fields.items()}
    request = PROXIES.resolve(Request("GET", b"/", given, host="inner", client=("127.0.0.1", 5)))
    return request.scheme, request.host, request.prefix, request.client[0]


@pytest.mark.parametrize(
    ("address", "trusted"),
    [
        ("127.0.0.1", True),
        ("::ffff:127.0.0.1", True),
        ("10.1.2.3", True),
        ("192.0.2.7", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("", False),
        ("unix", False),
    ],
)
def test_an_address_is_trusted_that_is_in_a_network(address: str, trusted: bool) -> None:
    """One of IPv4 that is mapped into IPv6 is that of IPv4 (F15)."""
    assert PROXIES.trusts(address) is trusted


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, ("http", "inner", "", "127.0.0.1")),
        (
            {
                "X_Forwarded_Proto": "https",
                "X_Forwarded_Host": "a.example:8443",
                "X_Forwarded_Prefix": "/ll2/",
                "X_Forwarded_For": "192.0.2.7",
            },
            ("https", "a.example:8443", "/ll2", "192.0.2.7"),
        ),
        ({"X_Forwarded_For": "192.0.2.7, 198.51.100.9, 10.0.0.2"}, ("http", "inner", "", "198.51.100.9")),
        ({"X_Forwarded_For": "10.0.0.3, 10.0.0.2"}, ("http", "inner", "", "10.0.0.3")),
        ({"X_Forwarded_For": "192.0.2.7, nonsense"}, ("http", "inner", "", "127.0.0.1")),
        ({"X_Forwarded_For": "192.0.2.7:4711"}, ("http", "inner", "", "192.0.2.7")),
        ({"X_Forwarded_For": ""}, ("http", "inner", "", "127.0.0.1")),
        ({"X_Forwarded_Proto": "gopher", "X_Forwarded_Host": "a b"}, ("http", "inner", "", "127.0.0.1")),
        ({"X_Forwarded_Proto": "http, https"}, ("https", "inner", "", "127.0.0.1")),
        (
            {"Forwarded": 'for=192.0.2.7;proto=https;host="a.example:8443"'},
            ("https", "a.example:8443", "", "192.0.2.7"),
        ),
        ({"Forwarded": 'for="[2001:db8::7]:4711"'}, ("http", "inner", "", "2001:db8::7")),
        ({"Forwarded": "for=192.0.2.7, for=10.0.0.2;proto=https"}, ("https", "inner", "", "192.0.2.7")),
        (
            {"Forwarded": "for=192.0.2.7;proto=https;host=b.example, for=10.0.0.2;host=a.example"},
            ("http", "a.example", "", "192.0.2.7"),
        ),
        (
            {"Forwarded": "for=192.0.2.7;proto=https;host=b.example, for=10.0.0.2"},
            ("http", "inner", "", "192.0.2.7"),
        ),
        ({"Forwarded": "for=_hidden;proto=https"}, ("https", "inner", "", "127.0.0.1")),
        ({"Forwarded": "for=;;", "X_Forwarded_For": "192.0.2.7"}, ("http", "inner", "", "127.0.0.1")),
        ({"Forwarded": '"\xff'}, ("http", "inner", "", "127.0.0.1")),
    ],
)
def test_what_a_proxy_says_fills_the_request(fields: dict[str, str], expected: tuple[str, str, str, str]) -> None:
    """From the right, past proxies that are trusted (RFC 7239, 7.4)."""
    assert resolve(**fields) == expected


@pytest.mark.parametrize(
    ("text", "prefix"),
    [
        ("/ll2", "/ll2"),
        ("/ll2/", "/ll2"),
        ("/a/b-c_d.e~f", "/a/b-c_d.e~f"),
        ("/", ""),
        ("", ""),
        ("ll2", ""),
        ("//evil.example", ""),
        ("/a//b", ""),
        ("/a//", ""),
        ("/../a", ""),
        ("/a/.", ""),
        ("/%2e", ""),
        ("/a?b", ""),
        ('/"><script>', ""),
        ("/a\n", ""),
    ],
)
def test_a_prefix_has_plain_segments_only(text: str, prefix: str) -> None:
    """It becomes a part of every link."""
    assert normalize_prefix(text) == prefix


def test_a_forwarded_field_is_parsed_whole_or_not_at_all() -> None:
    """RFC 7239, 4."""
    assert list(parse_forwarded('For="a\\"b" ; proto=http,by=c')) == [{"for": 'a"b', "proto": "http"}, {"by": "c"}]
    assert list(parse_forwarded("for=a; proto")) == []
