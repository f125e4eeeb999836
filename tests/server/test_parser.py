"""Requests are read as RFC 9112 has it, however their bytes are cut, and within bounds."""

from collections.abc import Iterator
from http import HTTPStatus

import pytest

from downrange.messages import Request
from downrange.server.limits import MAX_BODY, MAX_FIELD, MAX_FIELDS, MAX_HEAD, MAX_LINE, MAX_REQUEST_LINE, MAX_TARGET
from downrange.server.parser import Parser, RefusedError, read_target

POST = b"POST /form/ HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"


def read(*pieces: bytes) -> list[Request | HTTPStatus]:
    """The requests in these bytes, and the refusal that ends them."""
    parser, found = Parser(), []
    for piece in pieces:
        parser.feed(piece)
        try:
            while (request := parser.read_request()) is not None:
                found.append(request)
        except RefusedError as error:
            return [*found, error.status]
    return found


@pytest.mark.parametrize(
    "stream",
    [
        "GET /2.3.0/launches/?search=é HTTP/1.1\r\nHost: a\r\n\r\n".encode() * 2,
        POST + "3\r\né!\r\n0\r\nX: y\r\n\r\nGET /é HTTP/1.1\r\nHost: é\r\n\r\n".encode(),
        "PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\né!GET /é HTTP/1.1\r\nHost: a\r\n\r\n".encode(),
        b"GET / HTTP/1.1\r\nHost: a\r\nA: 1\r\na:  2 \r\n\r\n\r\n\r\nnonsense\r\n\r\n",
    ],
)
def test_requests_are_the_same_however_their_bytes_are_cut(stream: bytes) -> None:
    """A packet may end anywhere, and two requests may share one."""
    whole = read(stream)
    assert len(whole) == 2
    assert read(*(stream[place : place + 1] for place in range(len(stream)))) == whole
    for place in range(1, len(stream)):
        assert read(stream[:place], stream[place:]) == whole


def test_bytes_beyond_ascii_in_a_target_are_percent_encoded() -> None:
    """As the client meant them."""
    (request,) = read("GET /é?search=é HTTP/1.1\r\nHost: a\r\n\r\n".encode())
    assert isinstance(request, Request)
    assert request.target == b"/%C3%A9?search=%C3%A9"


def test_repeated_fields_are_joined() -> None:
    """RFC 9110, 5.3: in order, with commas."""
    (request,) = read(b"GET / HTTP/1.1\r\nHost: a\r\nAccept: text/html\r\nX: y\r\nACCEPT: */*\r\n\r\n")
    assert isinstance(request, Request)
    assert request.fields == {b"host": b"a", b"accept": b"text/html,*/*", b"x": b"y"}


POSITIONS = {
    "blank lines": (b"", b"\r\n", MAX_HEAD),
    "request line": (b"GET /", b"a", MAX_REQUEST_LINE),
    "method": (b"", b"A", MAX_REQUEST_LINE),
    "field name": (b"GET / HTTP/1.1\r\n", b"a", MAX_LINE),
    "field value": (b"GET / HTTP/1.1\r\nX: ", b"a", MAX_LINE),
    "fields": (b"GET / HTTP/1.1\r\n", b"X: y\r\n", MAX_HEAD),
    "chunk size": (POST, b"0", MAX_LINE),
    "chunk extension": (POST + b"1;", b"a", MAX_LINE),
    "chunk extensions": (POST, b"1;a=b\r\nx\r\n", MAX_HEAD * 2),
    "tiny chunks": (POST, b"1\r\na\r\n", MAX_HEAD * 2),
    "trailer name": (POST + b"0\r\n", b"a", MAX_LINE),
    "trailer value": (POST + b"0\r\nX: ", b"a", MAX_LINE),
    "trailer fields": (POST + b"0\r\n", b"X: y\r\n", MAX_HEAD),
}


@pytest.mark.parametrize("size", [1, 1000, 262_144])
@pytest.mark.parametrize("position", POSITIONS)
def test_no_prefix_that_never_completes_is_read_beyond_a_bound(position: str, size: int) -> None:
    """Whatever is endless, and however it is cut: it is refused, at the latest in the read that passes the bound."""
    start, unit, bound = POSITIONS[position]
    parser = Parser()

    def pieces() -> Iterator[bytes]:
        yield start
        piece = unit * (size // len(unit) + 1)
        while True:
            yield piece if size > 1 else unit

    sent = 0
    with pytest.raises(RefusedError) as refused:
        for piece in pieces():
            parser.feed(piece)
            sent += len(piece)
            assert parser.read_request() is None
            assert sent <= bound + len(start)
            assert len(parser.line) <= MAX_REQUEST_LINE
    assert refused.value.status in (400, 414, 431)
    assert sent <= bound + len(start) + max(size, len(unit)) + len(unit)


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        (b"Transfer-Encoding: gzip, chunked", 501),
        (b"Transfer-Encoding: gzip", 400),
        (b"Transfer-Encoding: chunked, chunked", 400),
        (b"Transfer-Encoding: chunked\r\nContent-Length: 3", 400),
        (b"Content-Length: 3\r\nContent-Length: 3", 400),
        (b"Content-Length: +3", 400),
        (b"Content-Length: 2621441", 413),
        (b"Content-Length: 2621441\r\nExpect: 100-continue", 413),
        (b"Content-Length: 99999999999999999999999", 400),
        (b"Host: a", 400),
        (b"X : y", 400),
        (b"X: a\x00b", 400),
        (b"X: a\n Y: b", 400),
    ],
)
def test_faulty_heads_are_refused_at_once(fields: bytes, status: int) -> None:
    """RFC 9112, 3.2 and 6: before any content is read."""
    assert read(b"POST / HTTP/1.1\r\nHost: a\r\n" + fields + b"\r\n\r\n") == [status]


HEAD = b"GET / HTTP/1.1\r\nHost: a\r\n"
LIMITS = {
    "target": (b"GET /", MAX_TARGET - 1, b" HTTP/1.1\r\nHost: a\r\n\r\n", 414),
    "field": (HEAD + b"X: ", MAX_FIELD - 1, b"\r\n\r\n", 431),
    "unfinished request line": (b"GET /", MAX_REQUEST_LINE - 5, b"", 414),
    "unfinished field": (HEAD + b"X: ", MAX_LINE - 3, b"", 431),
    "unfinished head": (b"\r\n" * (MAX_HEAD // 2 - 1), 2, b"", 431),
}


@pytest.mark.parametrize("limit", LIMITS)
def test_as_many_bytes_are_read_as_a_limit_allows(limit: str) -> None:
    """One more is refused. What is unfinished may still become a request."""
    start, length, end, status = LIMITS[limit]
    unit = b"\n" if limit == "unfinished head" else b"a"
    assert status not in read(start + unit * length + end)
    assert read(start + unit * (length + 1) + end) == [status]


def test_as_many_fields_are_read_as_may_be() -> None:
    """With those of the trailer; one more is refused."""
    fields = b"".join(b"F%d: x\r\n" % number for number in range(MAX_FIELDS - 1))
    assert len(read(HEAD + fields + b"\r\n")) == 1
    assert isinstance(read(HEAD + fields + b"\r\n")[0], Request)
    assert read(HEAD + fields + b"X: y\r\n\r\n") == [431]
    trailer = b"".join(b"T%d: x\r\n" % number for number in range(MAX_FIELDS - 2))
    (request,) = read(POST + b"0\r\n" + trailer + b"\r\n")
    assert isinstance(request, Request)
    assert read(POST + b"0\r\n" + trailer + b"X: y\r\n\r\n") == [431]


@pytest.mark.parametrize(
    ("head", "found"),
    [
        (b"Content-Length: %d" % MAX_BODY, []),
        (b"Content-Length: %d" % (MAX_BODY + 1), [413]),
        (b"Content-Length: 9999999999999999999", [413]),
        (b"Content-Length: 09999999999999999999", [400]),
        (b"Transfer-Encoding: chunked\r\n\r\n%x" % MAX_BODY, []),
        (b"Transfer-Encoding: chunked\r\n\r\n%x" % (MAX_BODY + 1), [413]),
    ],
)
def test_as_much_content_is_read_as_may_be(head: bytes, found: list[int]) -> None:
    """A length of more digits than any content has is faulty."""
    end = b"\r\n" if b"chunked" in head else b"\r\n\r\n"
    assert read(b"POST / HTTP/1.1\r\nHost: a\r\n" + head + end) == found


def test_the_content_of_all_chunks_is_limited_together() -> None:
    """The last chunk that fits is read, and one byte more is not."""
    first = b"%x\r\n%b\r\n" % (MAX_BODY - 1, b"x" * (MAX_BODY - 1))
    (request,) = read(POST + first + b"1\r\ny\r\n0\r\n\r\n")
    assert isinstance(request, Request)
    assert request.body == b"x" * (MAX_BODY - 1) + b"y"
    assert read(POST + first + b"2\r\n") == [413]


def test_a_parser_is_idle_only_between_requests() -> None:
    """Not after a blank line, a part of a line or of a head, or with a request that is still to be read."""
    parser = Parser()
    assert parser.is_idle
    for piece in (b"\r\n", b"GE", b"T / HTTP/1.1\r\n", b"Host: a\r\n"):
        parser.feed(piece)
        assert parser.read_request() is None
        assert not parser.is_idle
    parser.feed(b"\r\nGET / HTTP/1.1\r\n")
    assert parser.read_request() is not None
    assert (parser.is_idle, parser.phase) == (False, "idle")
    parser.feed(b"Host: a\r\n\r\n")
    assert parser.read_request() is not None
    assert parser.is_idle


@pytest.mark.parametrize(
    ("line", "target"),
    [
        (b"OPTIONS * HTTP/1.1", b"*"),
        (b"GET http://a HTTP/1.1", b"/"),
        (b"CONNECT a:80 HTTP/1.1", None),
        (b"GET a HTTP/1.1", None),
    ],
)
def test_a_target_is_a_path_a_url_or_a_star(line: bytes, target: bytes | None) -> None:
    """RFC 9112, 3.2: this server is no tunnel."""
    (found,) = read(line + b"\r\nHost: a\r\n\r\n")
    if target is None:
        assert found == 400
    else:
        assert isinstance(found, Request)
        assert found.target == target


def test_transfer_encoding_is_faulty_in_http_1_0() -> None:
    """RFC 9112, 6.1."""
    assert read(b"POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n") == [400]


def test_a_trailer_that_closes_is_heeded() -> None:
    """The parser would ignore what follows; so the connection ends after this request."""
    parser = Parser()
    parser.feed(POST + b"0\r\nConnection: close\r\n\r\n")
    assert parser.read_request() is not None
    assert not parser.keep_alive


@pytest.mark.parametrize(
    ("written", "target", "host"),
    [
        (b"/2.3.0/?x=%41", b"/2.3.0/?x=%41", None),
        (b"http://a/2.3.0/?x=1", b"/2.3.0/?x=1", b"a"),
        (b"HTTPS://a:8000", b"/", b"a:8000"),
        (b"http://a?x=http://b/", b"/?x=http://b/", b"a"),
        (b"/%32%2e3%2E0/%73pacecraft/%2F%25%20", b"/2.3.0/spacecraft/%2F%25%20", None),
        (b"*", b"*", None),
    ],
)
def test_a_target_has_one_form(written: bytes, target: bytes, host: bytes | None) -> None:
    """RFC 9112, 3.2.2, and RFC 3986, 6.2.2.2: so that a question is known however it is written."""
    assert read_target(written) == (target, host)
