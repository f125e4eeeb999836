"""Content encodings are chosen as RFC 9110 ranks them."""

import tracemalloc

import pytest

from downrange.server.encoding import ENCODINGS, choose_encoding, compress, encoding_for


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


def test_without_accept_encoding_nothing_is_compressed() -> None:
    """Simple clients could not read it."""
    assert encoding_for(None) == "identity"


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_compressed_body_occupies_no_more_than_its_bytes(encoding: str) -> None:
    """It is cached, and counted by its length."""
    body = b",".join(b'{"id":%d,"name":"Launch %d"}' % (number, number) for number in range(3000))
    tracemalloc.start()
    try:
        compressed = [compress(encoding, body) for _ in range(20)]
        occupied, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert occupied < 1.1 * sum(map(len, compressed))
