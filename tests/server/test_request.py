"""Requests, as delivery reads them."""

import pytest
from django.core.wsgi import get_wsgi_application

from downrange.server.rendering import ask
from downrange.server.representation import Response
from downrange.server.request import Request, choose_encoding, read_target


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        (b"gzip", "gzip"),
        (b"gzip, deflate, br, zstd", "zstd"),
        (b"GZIP;Q=1.0", "gzip"),
        (b"gzip;q=0.5, zstd;q=0.4", "gzip"),
        (b"zstd;q=0, gzip", "gzip"),
        (b"gzip;q=0", "identity"),
        (b"gzip;q=0.5, identity", "identity"),
        (b"identity;q=0.5, gzip;q=0.5", "gzip"),
        (b"*", "zstd"),
        (b"*;q=0, gzip", "gzip"),
        (b"br, deflate", "identity"),
        (b"gzip;q=much", "identity"),
        (b"", "identity"),
        (b"\xff\xfe,;=,", "identity"),
    ],
)
def test_the_encoding_is_the_one_ranked_highest(accepted: bytes, encoding: str) -> None:
    """RFC 9110, 12.5.3; between equals zstd, which is smaller and sooner unpacked."""
    assert choose_encoding(accepted) == encoding


def test_who_names_no_encoding_gets_none() -> None:
    """Simple clients could not read it."""
    assert Request("GET", b"/2.3.0/", {}).encoding == "identity"


def test_get_and_head_are_one_question() -> None:
    """The answer to both is the same but for the body."""
    assert Request("GET", b"/2.3.0/", {}).key == Request("HEAD", b"/2.3.0/", {}).key


@pytest.mark.parametrize(
    "other",
    [
        Request("GET", b"/2.3.0/?", {b"host": b"a"}),
        Request("GET", b"/2.3.0/", {b"host": b"b"}),
        Request("GET", b"/2.3.0/", {b"host": b"a", b"accept": b"text/html"}),
        Request("GET", b"/2.3.0/", {b"host": b"a", b"origin": b"https://app.example"}),
        Request("GET", b"/2.3.0/", {b"host": b"a"}, scheme="https"),
    ],
    ids=["target", "host", "accept", "origin", "scheme"],
)
def test_what_an_answer_is_made_from_tells_questions_apart(other: Request) -> None:
    """Addresses in answers are built from scheme and host; the format is chosen by Accept."""
    assert Request("GET", b"/2.3.0/", {b"host": b"a"}).key != other.key


def test_no_accept_accepts_anything() -> None:
    """As Django REST framework reads it."""
    assert Request("GET", b"/2.3.0/", {}).key == Request("GET", b"/2.3.0/", {b"accept": b"*/*"}).key


@pytest.mark.parametrize(
    ("method", "target"), [("POST", b"/2.3.0/"), ("OPTIONS", b"/2.3.0/"), ("GET", b"/docs/"), ("GET", b"/2.3.0")]
)
def test_other_requests_are_not_for_remembering(method: str, target: bytes) -> None:
    """Only what is asked of the API, and changes nothing."""
    assert not Request(method, target, {}).rememberable


def test_an_application_gets_the_request_as_wsgi_has_it() -> None:
    """PEP 3333: texts of bytes, the path decoded, the query not; fields with underscores are left out."""
    fields = {b"host": b"a:8000", b"content-length": b"3", b"x_forwarded_host": b"evil", b"x-name": b"\xe9"}
    environ = Request("POST", b"/a%20b/?q=%20", fields, body=b"abc", client=("192.0.2.7", 5)).environ()
    assert (environ["PATH_INFO"], environ["QUERY_STRING"], environ["HTTP_HOST"]) == ("/a b/", "q=%20", "a:8000")
    assert environ["CONTENT_LENGTH"] == "3"
    assert (environ["REMOTE_ADDR"], environ["HTTP_X_NAME"]) == ("192.0.2.7", "é")
    assert "HTTP_X_FORWARDED_HOST" not in environ
    assert environ["wsgi.input"].read() == b"abc"


def test_an_application_sees_nothing_that_does_not_tell_questions_apart() -> None:
    """Else one client could have another get an answer of its own making."""
    fields = {b"host": b"a", b"accept": b"text/html", b"origin": b"https://app.example"}
    names = (
        "content-type",
        "content-length",
        "cookie",
        "range",
        "if-match",
        "accept-language",
        "x-forwarded-host",
        "x",
    )
    odd = Request("GET", b"/2.3.0/", fields | {name.encode(): b"odd" for name in names}, body=b"odd")
    plain = Request("GET", b"/2.3.0/", fields)
    assert odd.key == plain.key
    seen, expected = odd.environ(), plain.environ()
    assert (seen.pop("wsgi.input").read(), expected.pop("wsgi.input").read()) == (b"", b"")
    assert {name: value for name, value in seen.items() if name != "wsgi.errors"} == {
        name: value for name, value in expected.items() if name != "wsgi.errors"
    }


@pytest.mark.parametrize("target", [b"/2.3.0/?search=x", b"/docs/?x=1"])
@pytest.mark.parametrize("charset", [b"cp037", b"rot13", b"utf-16", b"none"])
def test_a_charset_does_not_change_how_a_query_is_read(target: bytes, charset: bytes) -> None:
    """Django reads it by that of the body, and fails where that is none for texts."""

    def answer(**fields: bytes) -> Response:
        named = {name.replace("_", "-").encode(): value for name, value in fields.items()}
        return ask(get_wsgi_application(), Request("GET", target, {b"host": b"testserver"} | named))

    assert answer(content_type=b"text/plain; charset=" + charset) == answer()
    assert answer().status == "200 OK"


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
