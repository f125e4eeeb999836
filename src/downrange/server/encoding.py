"""Content encodings: which one a client prefers, and compressing (RFC 9110, 12.5.3)."""

import zlib
from functools import lru_cache

import zstandard

from downrange.cache import compact

ENCODINGS = ("zstd", "gzip")
"""What responses are compressed with, in the order in which the server prefers them."""
IDENTITY = "identity"
MIN_COMPRESSED = 512
"""Bytes. A shorter body fits into a packet as it is."""
GZIP_LEVEL, ZSTD_LEVEL = 6, 6


def encoding_for(accepted: bytes | None) -> str:
    """The encoding for an `Accept-Encoding` field; identity where there is none."""
    return IDENTITY if accepted is None else choose_encoding(accepted)


@lru_cache(maxsize=256)
def choose_encoding(accepted: bytes) -> str:
    """The encoding that an `Accept-Encoding` field ranks highest; between equals, the server's order decides."""
    weights: dict[str, float] = {}
    for part in accepted.decode("latin-1").lower().split(","):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        weights[name] = _weight(parameters)
    anything = weights.get("*", 0.0)
    best, highest = IDENTITY, weights.get(IDENTITY, 0.0)
    for encoding in ENCODINGS:
        weight = weights.get(encoding, anything)
        if weight > 0 and (weight > highest or (weight == highest and best == IDENTITY)):
            best, highest = encoding, weight
    return best


def compress(encoding: str, body: bytes) -> bytes:
    """The compressed body, in no more memory than it needs; the same bytes for the same body, always."""
    if encoding == "zstd":
        return compact(zstandard.ZstdCompressor(level=ZSTD_LEVEL).compress(body))
    gzip = zlib.compressobj(GZIP_LEVEL, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    return gzip.compress(body) + gzip.flush()


def _weight(parameters: list[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return float(value)
            except ValueError:
                return 0.0
    return 1.0
