"""Requests, as delivery reads them."""

import pytest

from downrange.delivery.request import Request, choose_encoding


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
    fields = {b"host": b"a:8000", b"content-type": b"text/plain", b"x_forwarded_host": b"evil", b"x-name": b"\xe9"}
    environ = Request("POST", b"/a%20b/?q=%20", fields, body=b"abc", client=("192.0.2.7", 5)).environ()
    assert (environ["PATH_INFO"], environ["QUERY_STRING"], environ["HTTP_HOST"]) == ("/a b/", "q=%20", "a:8000")
    assert (environ["CONTENT_TYPE"], environ["CONTENT_LENGTH"]) == ("text/plain", "3")
    assert (environ["REMOTE_ADDR"], environ["HTTP_X_NAME"]) == ("192.0.2.7", "é")
    assert "HTTP_X_FORWARDED_HOST" not in environ
    assert environ["wsgi.input"].read() == b"abc"


def test_a_target_may_be_a_whole_address() -> None:
    """RFC 9112, 3.2.2: a server takes what a proxy is sent."""
    assert Request("GET", b"http://a/2.3.0/?x=1", {}).environ()["PATH_INFO"] == "/2.3.0/"
    assert Request("GET", b"http://a", {}).environ()["PATH_INFO"] == "/"
