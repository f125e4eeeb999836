"""Django is called as WSGI has it, and sees of a cacheable request what is in its key."""

import pytest
from django.core.wsgi import get_wsgi_application

from downrange.messages import Request, Response
from downrange.server.response_cache import key_of
from downrange.server.service import reduced
from downrange.server.wsgi import MAX_BUFFERED, WSGIAdapter, environ


@pytest.mark.parametrize(
    "other",
    [
        Request("GET", b"/2.3.0/?", host="a"),
        Request("GET", b"/2.3.0/", host="b"),
        Request("GET", b"/2.3.0/", {b"accept": b"text/html"}, host="a"),
        Request("GET", b"/2.3.0/", host="a", scheme="https"),
        Request("GET", b"/2.3.0/", host="a", prefix="/ll2"),
    ],
    ids=["target", "host", "accept", "scheme", "prefix"],
)
def test_what_a_response_is_made_from_tells_requests_apart(other: Request) -> None:
    """Links are built from scheme, host and prefix; the format is chosen by Accept."""
    assert key_of(Request("GET", b"/2.3.0/", host="a")) != key_of(other)


def test_get_and_head_share_a_response() -> None:
    """It is the same but for the body."""
    assert key_of(Request("GET", b"/2.3.0/")) == key_of(Request("HEAD", b"/2.3.0/"))


def test_no_accept_accepts_anything() -> None:
    """RFC 9110, 12.5.1."""
    assert key_of(Request("GET", b"/2.3.0/")) == key_of(Request("GET", b"/2.3.0/", {b"accept": b"*/*"}))


def test_an_application_sees_nothing_that_does_not_tell_requests_apart() -> None:
    """Else one client could have another get a response of its own making."""
    names = (
        *("content-type", "content-length", "cookie", "range", "if-match", "accept-language", "origin", "host"),
        *("x-forwarded-host", "x", "authorization"),
    )
    odd = Request(
        "HEAD",
        b"/2.3.0/",
        {b"accept": b"text/html"} | {name.encode(): b"odd" for name in names},
        version="1.0",
        host="a",
        client=("192.0.2.7", 5),
        server=("192.0.2.1", 80),
        body=b"odd",
    )
    plain = Request("GET", b"/2.3.0/", {b"accept": b"text/html"}, host="a")
    assert key_of(odd) == key_of(plain)
    assert reduced(odd) == reduced(plain) == plain


def test_an_application_gets_the_request_as_wsgi_has_it() -> None:
    """PEP 3333: texts of bytes, the path decoded, the query not; fields with underscores are left out."""
    fields = {b"host": b"b", b"content-length": b"3", b"x_forwarded_host": b"evil", b"x-name": b"\xe9"}
    request = Request(
        "POST", b"/a%20b/?q=%20", fields, host="a:8000", prefix="/ll2", body=b"abc", client=("192.0.2.7", 5)
    )
    seen = environ(request)
    assert (seen["PATH_INFO"], seen["QUERY_STRING"], seen["HTTP_HOST"]) == ("/a b/", "q=%20", "a:8000")
    assert (seen["SCRIPT_NAME"], seen["CONTENT_LENGTH"]) == ("/ll2", "3")
    assert (seen["REMOTE_ADDR"], seen["HTTP_X_NAME"]) == ("192.0.2.7", "é")
    assert "HTTP_X_FORWARDED_HOST" not in seen
    assert seen["wsgi.input"].read() == b"abc"


def test_a_long_body_is_streamed() -> None:
    """Chunks that are not asked for are not made, and the iterable is closed."""
    made: list[int] = []
    closed: list[bool] = []

    class Body:
        def __iter__(self):  # type: ignore[no-untyped-def]
            for number in range(1000):
                made.append(number)
                yield b"x" * 65_536

        def close(self) -> None:
            closed.append(True)

    def application(environ, start_response):  # type: ignore[no-untyped-def]
        start_response("200 OK", [])
        return Body()

    response = WSGIAdapter(application)(Request("GET", b"/"))
    assert not isinstance(response.body, bytes)
    assert len(made) * 65_536 <= MAX_BUFFERED + 65_536
    body = iter(response.body)
    assert sum(len(next(body)) for _ in range(6)) == 5 * 65_536
    body.close()  # type: ignore[attr-defined]
    assert closed == [True]


@pytest.mark.parametrize("target", [b"/docs/?x=1", b"/2.3.0/swagger/?x=1"])
@pytest.mark.parametrize("charset", [b"cp037", b"rot13", b"utf-16", b"none"])
def test_a_charset_does_not_change_how_a_query_is_read(target: bytes, charset: bytes) -> None:
    """Django reads it by that of the body, and fails where that is none for texts."""

    def answer(**fields: bytes) -> Response:
        named = {name.replace("_", "-").encode(): value for name, value in fields.items()}
        return WSGIAdapter(get_wsgi_application())(Request("GET", target, named, host="testserver"))

    assert answer(content_type=b"text/plain; charset=" + charset) == answer()
    assert answer().status == 200


@pytest.mark.parametrize(
    ("given", "passed"),
    [
        (b"application/x-www-form-urlencoded; charset=latin-1", "application/x-www-form-urlencoded"),
        (b"multipart/form-data; boundary=x1; charset=latin-1", "multipart/form-data; boundary=x1"),
        (b"text/plain; charset=latin-1", None),
        (b"", None),
    ],
)
def test_the_type_of_a_form_is_passed_without_its_charset(given: bytes, passed: str | None) -> None:
    """Forms of the desk need it; Django would read the query by the charset."""
    request = Request("POST", b"/desk/login/", {b"content-type": given}, host="a", body=b"x")
    assert environ(request).get("CONTENT_TYPE") == passed
