"""What a client asks for, and what it reads of good answers, redirects and refusals that say how long to wait."""

import pytest

from downrange import __version__
from downrange.mirror.client import (
    Allowance,
    Client,
    ThrottledError,
    UnreachableError,
    UnusableError,
    UpstreamError,
)

from . import faulty
from .faulty import CRAFT, HTML, PATH, TOKEN, Faulty, answer, asking, client_of, http

DATE = "Date: Fri, 27 Nov 2026 12:00:00 GMT"


def test_each_request_has_a_connection_of_its_own() -> None:
    """Which ends with it, though the server would keep it: what ends a request in time ends its connection."""
    kept = http(200, CRAFT).replace(b"Connection: close\r\n", b"")
    with asking(faulty.stalled(kept), read=2) as (client, server):
        assert [client.get(PATH).value["count"] for _ in range(2)] == [1, 1]
        server.finish()
    assert len(server.exchanges) == 2


def test_redirects_end_after_three() -> None:
    """The first request, and three more."""
    with asking(answer(301, b"", "Location: ./again/")) as (client, server), pytest.raises(UnusableError):
        client.get(PATH)
    assert server.targets == [PATH, f"{PATH}again/", f"{PATH}again/again/", f"{PATH}again/again/again/"]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_on_the_host_is_followed(status: int) -> None:
    """With the token, and to what it names."""
    script = (answer(status, b"", f"Location: {PATH}?limit=1"), answer(body=CRAFT))
    with asking(*script) as (client, server):
        found = client.get(PATH)
    assert (found.url, found.value["count"]) == (f"{server.url}{PATH}?limit=1", 1)
    assert ["Token" in exchange.request for exchange in server.exchanges] == [True, True]


def test_a_request_names_the_program_and_the_token() -> None:
    """Only gzip is asked for; without a token nothing is said of it."""
    with asking(answer(body=CRAFT)) as (client, server):
        assert client.get(PATH, {"search": "Sojus ü&"}).value["results"] == [{"id": 224, "name": "Soyuz T-2"}]
    lines = server.exchanges[0].request.splitlines()
    assert lines[0] == f"GET {PATH}?search=Sojus+%C3%BC%26 HTTP/1.1"
    assert f"User-Agent: Downrange/{__version__}" in lines
    assert f"Authorization: Token {TOKEN}" in lines
    assert "Accept-Encoding: gzip" in lines
    with asking(answer(), token=None) as (client, server):
        client.get(PATH)
    assert "Authorization" not in server.exchanges[0].request


@pytest.mark.parametrize("encoding", ["gzip", "x-gzip", "GZIP"])
def test_gzip_is_read(encoding: str) -> None:
    """In any spelling; what stands behind its end is not."""
    packed = faulty.gzipped(b"[" + b"224, " * 100_000 + b"225]")
    with asking(answer(200, packed + b"\0", f"Content-Encoding: {encoding}")) as (client, _):
        assert len(client.get(PATH).value) == 100_001


def test_a_body_in_chunks_is_read() -> None:
    """Its length is not known before it ends."""
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    with asking(faulty.raw(head + b"3\r\n[22\r\n2\r\n4]\r\n0\r\n\r\n")) as (client, _):
        assert client.get(PATH).value == [224]


def test_a_downrange_is_recognised() -> None:
    """By the field with its revision."""
    with asking(answer(200, b"{}", "X-Catalog-Revision: 7"), answer()) as (client, _):
        assert [client.get(PATH).is_downrange for _ in range(2)] == [True, False]


@pytest.mark.parametrize(
    ("body", "fields", "seconds"),
    [
        (b"{}", ["Retry-After: 1234"], 1234),
        (b"{}", [DATE, "Retry-After: Fri, 27 Nov 2026 12:20:34 GMT"], 1234),
        (b"{}", [DATE, "Retry-After: Friday, 27-Nov-26 12:20:34 GMT"], 1234),
        (b"{}", [DATE, "Retry-After: Fri Nov 27 12:20:34 2026"], 1234),
        (b'{"detail": "Request was throttled. Expected available in 1234 seconds."}', [], 1234),
        (b'{"detail": "Request was throttled. Expected available in 1 second."}', [], 1),
        (b'{"detail": "Expected available in 5 seconds."}', ["Retry-After: 1234"], 1234),
        (b"{}", [], 60),
        (b"{}", ["Retry-After: 0"], 60),
        (b"{}", ["Retry-After: -5"], 60),
        (b"{}", ["Retry-After: soon"], 60),
        (b"{}", ["Retry-After: \xb2"], 60),
        (b"{}", [DATE, "Retry-After: Fri, 27 Nov 2026 11:00:00 GMT"], 60),
        (b"{}", [DATE, "Retry-After: Fri, 27 Nov 2026 12:20:34 +9999999999999"], 60),
        (b"{}", ["Retry-After: " + "9" * 400], float("inf")),
    ],
)
def test_a_throttle_says_how_long(body: bytes, fields: list[str], seconds: float) -> None:
    """As a number, as a date by upstream's clock, as text; a minute where it does not."""
    with asking(answer(429, body, *fields)) as (client, _), pytest.raises(ThrottledError) as caught:
        client.get(PATH)
    assert caught.value.retry_after == seconds


def test_a_date_counts_from_now_where_upstream_has_no_date() -> None:
    """In the year 9999 it is still some time until then."""
    field = "Retry-After: Fri, 31 Dec 9999 23:59:59 GMT"
    with asking(answer(429, b"{}", field)) as (client, _), pytest.raises(ThrottledError) as caught:
        client.get(PATH)
    assert caught.value.retry_after > 7000 * 365 * 86_400


def test_an_unavailable_upstream_may_say_how_long() -> None:
    """The least time to wait; none where it says nothing."""
    for fields, seconds in ((["Retry-After: 300"], 300), ([], 0)):
        with asking(answer(503, HTML, *fields)) as (client, _), pytest.raises(UnreachableError) as caught:
            client.get(PATH)
        assert caught.value.retry_after == seconds


THROTTLE = (
    b'{"your_request_limit": 15, "limit_frequency_secs": 3600, "current_use": 4, "next_use_secs": 0, "ident": "x"}'
)


@pytest.mark.parametrize("body", [THROTTLE, b"[" + THROTTLE + b"]"])
def test_what_is_allowed_is_read(body: bytes) -> None:
    """From an object, and from an array of one."""
    with asking(answer(body=body)) as (client, server):
        found = client.allowance("/2.3.0/api-throttle/")
    assert (found, found.left) == (Allowance(limit=15, period=3600, used=4, wait=0), 11)
    assert server.targets == ["/2.3.0/api-throttle/"]


@pytest.mark.parametrize(
    "body", [b"{}", b"[]", b"[1]", THROTTLE.replace(b"15", b'"many"'), THROTTLE.replace(b"4", b"null")]
)
def test_what_does_not_say_what_is_allowed_is_unusable(body: bytes) -> None:
    """Nothing is guessed."""
    with asking(answer(body=body)) as (client, _), pytest.raises(UnusableError, match="does not say what is allowed"):
        client.allowance("/2.3.0/api-throttle/")


@pytest.mark.parametrize(
    "base",
    [
        "",
        "ll.thespacedevs.com",
        "ftp://ll.thespacedevs.com",
        "https://",
        "https://ll.thespacedevs.com?",
        "https://ll.thespacedevs.com/?limit=1",
        "https://ll.thespacedevs.com/#top",
        "https://ada:secret@ll.thespacedevs.com",
        "https://:secret@ll.thespacedevs.com",
        "https://ll.thespacedevs.com:99999",
        "https://ll.thespacedevs.com:https",
        "https://[::1",
        "https://ll.thespacedevs.com/\n",
    ],
)
def test_what_is_no_upstream_is_refused(base: str) -> None:
    """With one line, before anything is asked."""
    with pytest.raises(ValueError, match=r"^'.*' is not the URL of an upstream, such as https://\S+$"):
        Client(base)


def test_a_base_may_have_a_path() -> None:
    """With or without a slash at its end."""
    with Faulty([answer()]) as server:
        for base in (f"{server.url}/ll2", f"{server.url}/ll2/"):
            with client_of(base) as client:
                client.get(PATH)
    assert server.targets == [f"/ll2{PATH}"] * 2


@pytest.mark.parametrize(
    ("host", "error"),
    [
        ("nowhere.invalid", UnreachableError),
        ("127.0.0.1:1", UnreachableError),
        ("[::1]:1", UnreachableError),
        ("x" * 70 + ".invalid", UnusableError),
    ],
)
def test_a_host_that_is_not_there_is_reported(host: str, error: type[UpstreamError]) -> None:
    """A name that does not resolve and a port that refuses may do so later. What cannot be a name never will."""
    with client_of(f"http://{host}") as client, pytest.raises(error) as caught:
        client.get(PATH)
    assert str(caught.value).startswith(f"http://{host}{PATH}: ")
    assert caught.value.reason
    assert TOKEN not in str(caught.value)
