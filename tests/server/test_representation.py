"""Cached responses as bytes: ETags, compression, conditions."""

import gzip
from datetime import UTC, datetime, timedelta

import pytest
import zstandard

from downrange.catalog.snapshot import Snapshot
from downrange.messages import Request, Response
from downrange.server.encoding import encoding_for
from downrange.server.representation import finish, matches

from .wire import parse

LONG = b'{"name":"Soyuz T-2"}' * 100
FIELDS = (("Content-Type", "application/json"), ("Vary", "Accept, origin"), ("Allow", "GET"), ("Content-Length", "1"))
CHANGED = datetime(2026, 6, 3, 12, 30, tzinfo=UTC)
SNAPSHOT = Snapshot(7, CHANGED + timedelta(hours=1), changed_at=CHANGED)


def reply(
    body: bytes = LONG, status: int = 200, method: str = "GET", *, valid_until: datetime | None = None, **fields: str
) -> tuple[int, dict[str, str], bytes]:
    response = Response(status, FIELDS, body, SNAPSHOT, valid_until)
    cached = finish(response, body, SNAPSHOT)
    given = {name.replace("_", "-").encode(): value.encode() for name, value in fields.items()}
    request = Request(method, b"/2.3.0/", given)
    encoding = encoding_for(given.get(b"accept-encoding"))
    cached.encode(encoding)
    sent = cached.reply(request, encoding)
    return parse(sent.head + b"today\r\n\r\n" + sent.body)


def test_an_answer_tells_caches_what_they_need() -> None:
    """The application's fields in their order and case, then ours."""
    status, fields, body = reply()
    assert (status, body) == (200, LONG)
    assert list(fields) == [
        *("Content-Type", "Vary", "Allow", "Cache-Control", "Last-Modified", "ETag", "Content-Length", "Date")
    ]
    assert fields["Vary"] == "Accept, origin, Accept-Encoding"
    assert fields["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert fields["Last-Modified"] == "Wed, 03 Jun 2026 12:30:00 GMT"
    assert fields["Content-Length"] == str(len(LONG))


def test_a_compressed_answer_is_the_same_answer() -> None:
    """gzip and zstd unpack to its bytes, and each has an ETag of its own, since a strong one stands for exact bytes."""
    _, plain, _ = reply()
    _, gzipped, gzip_body = reply(accept_encoding="gzip")
    _, zstandardised, zstd_body = reply(accept_encoding="zstd")
    assert gzip.decompress(gzip_body) == zstandard.ZstdDecompressor().decompress(zstd_body) == LONG
    assert (gzipped["Content-Encoding"], zstandardised["Content-Encoding"]) == ("gzip", "zstd")
    assert len({plain["ETag"], gzipped["ETag"], zstandardised["ETag"]}) == 3
    assert gzipped["Content-Length"] == str(len(gzip_body))


def test_a_short_answer_is_not_compressed() -> None:
    """It fits into a packet as it is."""
    assert "Content-Encoding" not in reply(b"{}", accept_encoding="gzip")[1]


def test_the_etag_follows_the_bytes() -> None:
    """The same bytes, the same tag; other bytes, another."""
    assert reply(b"a")[1]["ETag"] == reply(b"a")[1]["ETag"] != reply(b"b")[1]["ETag"]


def test_a_current_response_gets_304() -> None:
    """Without a body or what describes one, with what caches keep."""
    _, full, _ = reply(accept_encoding="gzip")
    status, fields, body = reply(accept_encoding="gzip", if_none_match=full["ETag"])
    assert (status, body) == (304, b"")
    assert list(fields) == ["Vary", "Allow", "Cache-Control", "Last-Modified", "ETag", "Date"]
    assert {name: fields[name] for name in ("Vary", "Cache-Control", "ETag")} == {
        name: full[name] for name in ("Vary", "Cache-Control", "ETag")
    }


def test_the_tag_of_another_encoding_does_not_match() -> None:
    """The bytes differ."""
    _, plain, _ = reply()
    assert reply(accept_encoding="gzip", if_none_match=plain["ETag"])[0] == 200


@pytest.mark.parametrize("status", [404, 400])
def test_an_error_is_never_304(status: int) -> None:
    """RFC 9110, 13.2.1: a condition is for an answer that would be 2xx."""
    _, fields, _ = reply(status=status)
    assert reply(status=status, if_none_match=fields["ETag"])[0] == status


@pytest.mark.parametrize(
    ("condition", "matching"),
    [
        (b'"a"', True),
        (b'W/"a"', True),
        (b'"b", "a"', True),
        (b'"b",W/"a"', True),
        (b" * ", True),
        (b'"b"', False),
        (b'"ab"', False),
        (b"a", False),
        (b'"', False),
        (b"", False),
    ],
)
def test_conditions_are_compared_weakly(condition: bytes, matching: bool) -> None:
    """RFC 9110, 13.1.2: a proxy that compresses has made the tag weak."""
    assert matches(condition, b'"a"') is matching


def test_head_is_the_answer_without_its_body() -> None:
    """Every field the same."""
    status, fields, body = reply(method="HEAD")
    assert (status, fields, body) == (200, reply()[1], b"")


@pytest.mark.parametrize(
    ("since", "status"),
    [
        ("Wed, 03 Jun 2026 12:30:00 GMT", 304),
        ("Wed, 03 Jun 2026 12:30:01 GMT", 304),
        ("Wed, 03 Jun 2026 12:29:59 GMT", 200),
        ("Wednesday, 03-Jun-26 12:30:00 GMT", 304),
        ("yesterday", 200),
        ("", 200),
        ("Wed, 03 Jun 99999 12:30:00 GMT", 200),
    ],
)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_date_is_a_condition(since: str, status: int, method: str) -> None:
    """RFC 9110, 13.1.3; a malformed one is ignored."""
    assert reply(if_modified_since=since, method=method)[0] == status


def test_an_etag_goes_before_a_date() -> None:
    """RFC 9110, 13.1.3: `If-Modified-Since` is ignored beside `If-None-Match`."""
    assert reply(if_modified_since="Wed, 03 Jun 2026 12:30:00 GMT", if_none_match='"other"')[0] == 200


def test_a_time_dependent_response_was_modified_at_the_snapshot() -> None:
    """Its figures are of the snapshot's `now`, which is later than the last change."""
    fields = reply(valid_until=SNAPSHOT.now + timedelta(minutes=1))[1]
    assert fields["Last-Modified"] == "Wed, 03 Jun 2026 13:30:00 GMT"
