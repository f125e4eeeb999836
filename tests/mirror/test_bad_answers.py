"""Whatever an upstream sends, a client returns JSON or raises an error that names the URL and the reason."""

import tracemalloc
from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from downrange.mirror.client import (
    MAX_BYTES,
    MAX_SHOWN,
    PIECE,
    RefusedError,
    ThrottledError,
    UnreachableError,
    UnusableError,
    UpstreamError,
)

from . import faulty
from .faulty import CRAFT, HTML, PATH, TOKEN, Reply, answer, asking, http

READ_TIMEOUT = 0.2
"""Seconds that the clients of these tests wait for a server that does not answer."""
BUFFERED = 16 * faulty.MEBIBYTE
"""More than the system takes from a server without the client having read it."""
NOT_UTF_8 = '{"name": "Kourou, Guyane fran\xe7aise"}'.encode("latin-1")
ENDLESS = b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Case:
    """What an upstream does, and the error that it leads to."""

    script: Sequence[Reply]
    error: type[UpstreamError]
    reason: str
    read: float = 20
    whole: float = 20


CASES = {
    "it never answers": Case([faulty.silence], UnreachableError, "no answer in time", read=READ_TIMEOUT),
    "it stops in the fields": Case(
        [faulty.stalled(http()[:30])], UnreachableError, "no answer in time", read=READ_TIMEOUT
    ),
    "it stops in the body": Case(
        [faulty.stalled(http(body=CRAFT)[:-9])], UnreachableError, "no answer in time", read=READ_TIMEOUT
    ),
    "it sends fields for ever": Case(
        [faulty.trickled(b"HTTP/1.1 200 OK\r\nX-Field: ", b"x" * 900)],
        UnreachableError,
        "did not end in time",
        whole=READ_TIMEOUT,
    ),
    "it sends interim responses for ever": Case(
        [faulty.endless(b"", b"HTTP/1.1 103 Early Hints\r\n\r\n", 10**9)],
        UnreachableError,
        "did not end in time",
        whole=READ_TIMEOUT,
    ),
    "it sends a body byte by byte": Case(
        [faulty.trickled(http(body=b"", length=900), b" " * 900)],
        UnreachableError,
        "did not end in time",
        whole=READ_TIMEOUT,
    ),
    "it sends a body without a length byte by byte": Case(
        [faulty.trickled(ENDLESS, b" " * 900)],
        UnreachableError,
        "did not end in time",
        whole=READ_TIMEOUT,
    ),
    "it resets the connection": Case([faulty.reset], UnreachableError, "reset"),
    "it resets the connection in the body": Case(
        [faulty.reset_after(http(body=CRAFT)[:-9])], UnreachableError, "reset"
    ),
    "it closes before it answers": Case([faulty.raw(b"")], UnreachableError, "disconnected"),
    "it closes in the fields": Case([faulty.raw(http()[:30])], UnreachableError, "disconnected"),
    "its body ends early": Case([answer(body=CRAFT, length=4096)], UnreachableError, "complete"),
    "its gzip ends early": Case(
        [answer(200, faulty.gzipped(CRAFT)[:-9], "Content-Encoding: gzip")], UnreachableError, "cut off"
    ),
    "it is no HTTP": Case([faulty.raw(b"SSH-2.0-OpenSSH_9.9\r\n\r\n")], UnreachableError, "illegal status line"),
    **{
        f"status {status}": Case([answer(status, HTML)], UnreachableError, f"status {status}")
        for status in (500, 502, 503, 504, 520, 524)
    },
    "HTML for JSON": Case([answer(200, HTML, "Content-Type: text/html")], UnusableError, "is not JSON but text/html"),
    "truncated JSON": Case([answer(body=CRAFT[:-9])], UnusableError, "is not JSON"),
    "another charset": Case([answer(body=NOT_UTF_8)], UnusableError, "is not JSON"),
    "not a number": Case([answer(body=b'{"mass": NaN}')], UnusableError, "is not JSON"),
    "deep nesting": Case([answer(body=b"[" * 100_000 + b"]" * 100_000)], UnusableError, "is not JSON"),
    "no body": Case([answer(body=b"")], UnusableError, "is not JSON"),
    "a string": Case([answer(body=b'"Soyuz T-2"')], UnusableError, 'neither an object nor an array: "Soyuz T-2"'),
    "status 404": Case([answer(404, b'{"detail": "Not found."}')], UnusableError, "status 404: "),
    "status 204": Case([faulty.raw(b"HTTP/1.1 204 No Content\r\n\r\n")], UnusableError, "status 204"),
    "bad gzip": Case([answer(200, CRAFT, "Content-Encoding: gzip")], UnusableError, "is not gzip"),
    "brotli": Case([answer(200, CRAFT, "Content-Encoding: br")], UnusableError, "encoding 'br' was not asked for"),
    "gzip twice": Case([answer(200, CRAFT, "Content-Encoding: gzip, gzip")], UnusableError, "was not asked for"),
    "status 401": Case([answer(401)], RefusedError, "status 401: the token, or this program, is not accepted"),
    "status 403": Case([answer(403, HTML)], RefusedError, "status 403"),
    "a refusal in brotli": Case([answer(403, CRAFT, "Content-Encoding: br")], RefusedError, "status 403"),
    "a throttle in bad gzip": Case([answer(429, CRAFT, "Content-Encoding: gzip")], ThrottledError, "throttled"),
    "a throttle that ends early": Case([answer(429, CRAFT, length=4096)], ThrottledError, "throttled"),
    "an error that stalls": Case(
        [faulty.stalled(http(502, CRAFT)[:-9])], UnreachableError, "status 502", read=READ_TIMEOUT
    ),
    "a redirect to itself": Case([faulty.redirect(PATH)], UnusableError, "redirected too often"),
    "a redirect to another host": Case(
        [faulty.redirect(f"http://127.0.0.1:{{port}}{PATH}")], UnusableError, "redirects elsewhere, to http://127.0.0.1:"
    ),
    "a redirect to https elsewhere": Case(
        [faulty.redirect("https://ll.thespacedevs.com/")], UnusableError, "redirects elsewhere, to https://ll.thesp"
    ),
    "a redirect without a scheme": Case([faulty.redirect("//127.0.0.1:{port}/")], UnusableError, "redirects elsewhere"),
    "a redirect to another port": Case(
        [faulty.redirect(f"http://localhost:1{PATH}")], UnusableError, "redirects elsewhere"
    ),
    "a redirect to no port": Case(
        [faulty.redirect("https://localhost:99999/")], UnusableError, "redirects elsewhere"
    ),
    "a redirect to a file": Case([faulty.redirect("file:///etc/passwd")], UnusableError, "elsewhere"),
    "a redirect to nowhere": Case([answer(302, b"")], UnusableError, "redirects elsewhere"),
    "a redirect to no URL": Case([faulty.redirect("http://[::1/")], UnusableError, "redirects to no URL"),
    "its token in a body": Case([faulty.echo(404)], UnusableError, "status 404"),
    "its token in a type": Case([faulty.echo(200, "Content-Type: text/{token}")], UnusableError, "is not JSON"),
    "its token in a redirect": Case(
        [faulty.echo(302, "Location: http://127.0.0.1/?{token}")], UnusableError, "redirects elsewhere"
    ),
    "its token in redirects here": Case([faulty.echo(302, "Location: /?{token}")], UnusableError, "too often"),
    "its token in no HTTP": Case([faulty.echo(200, "{token}")], UnreachableError, "illegal header line"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES.values(), ids=list(CASES))
def test_a_bad_answer_is_reported_with_url_and_reason(case: Case) -> None:
    """One line that says which error it is, where and why, and never shows the token."""
    with asking(*case.script, read=case.read, whole=case.whole) as (client, server):
        with pytest.raises(UpstreamError) as caught:
            client.get(PATH, {"limit": "100"})
        server.finish()
    url = f"{server.url}{PATH}?limit=100"
    assert type(caught.value) is case.error, caught.value
    assert (caught.value.url, str(caught.value)) == (url, f"{url}: {caught.value.reason}")
    assert case.reason in caught.value.reason
    assert str(caught.value).isprintable()
    assert len(caught.value.reason) <= MAX_SHOWN
    assert TOKEN not in repr(caught.value) + str(caught.value)
    assert TOKEN in server.exchanges[0].request


def test_a_token_at_the_cut_is_not_shown_in_part() -> None:
    """It is taken out before the text is cut."""
    for missing in range(len(TOKEN)):
        filling = b"x" * (MAX_SHOWN - len("status 404: ") - missing)
        with asking(answer(404, filling + TOKEN.encode())) as (client, _), pytest.raises(UnusableError) as caught:
            client.get(PATH)
        assert TOKEN[:4] not in caught.value.reason


def test_an_endless_body_is_not_read() -> None:
    """No more than the bound and a piece; the connection is closed."""
    with asking(faulty.endless(ENDLESS, b" " * PIECE, 1 << 20)) as (client, server):
        with pytest.raises(UnusableError, match=f"more than {MAX_BYTES} bytes"):
            client.get(PATH)
        server.finish()
    assert server.exchanges[0].is_cut_off
    assert MAX_BYTES < server.exchanges[0].sent < MAX_BYTES + BUFFERED


def test_an_endless_error_is_hardly_read() -> None:
    """Of an error only its beginning is of use."""
    start = ENDLESS.replace(b"200 OK", b"429 No")
    with asking(faulty.endless(start, b" " * PIECE, 1 << 20)) as (client, server):
        with pytest.raises(ThrottledError):
            client.get(PATH)
        server.finish()
    assert server.exchanges[0].is_cut_off
    assert server.exchanges[0].sent < BUFFERED


def test_a_gzip_bomb_does_not_fill_the_memory() -> None:
    """Ten GiB of spaces in ten MB: decompressed in steps, up to the bound."""
    with asking(faulty.gzip_bomb(10_240)) as (client, server):
        tracemalloc.start()
        try:
            with pytest.raises(UnusableError, match=f"more than {MAX_BYTES} bytes"):
                client.get(PATH)
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        server.finish()
    assert peak < 3 * MAX_BYTES
