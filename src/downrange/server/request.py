"""A request as it came: its bytes, read no further than delivery needs them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import Any
from urllib.parse import unquote_to_bytes

BASE = b"/2.3.0/"
"""Answers below this path are remembered."""
ENCODINGS = ("zstd", "gzip")
"""What answers are compressed with, the one we would rather send first."""
IDENTITY = "identity"
KEYED = (b"host", b"accept", b"origin")
"""The fields that an answer is made from."""
UNSEEN = (b"content-type", b"content-length")
"""Fields that no application sees: by the charset of a body, Django would read the query."""
_ORIGIN = re.compile(rb"https?://([^/]*)", re.IGNORECASE)
_ESCAPED_NEEDLESSLY = re.compile(rb"%(4[1-9A-F]|5[0-9AF]|6[1-9A-F]|7[0-9AE]|3[0-9]|2[DE])", re.IGNORECASE)
"""Letters, digits and `-._~`."""

Key = tuple[str, bytes, bytes, bytes, bytes]
Address = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Request:
    """One request, read to its end. Names of fields are in lower case, repeated fields are joined."""

    method: str
    target: bytes
    fields: Mapping[bytes, bytes]
    version: str = "1.1"
    scheme: str = "http"
    client: Address = ("", 0)
    server: Address = ("", 0)
    body: bytes = b""

    @property
    def path(self) -> bytes:
        """The path, percent-decoded, by which the application chooses what to do."""
        path = self.target.partition(b"?")[0]
        return unquote_to_bytes(path) if b"%" in path else path

    @property
    def rememberable(self) -> bool:
        """Whether its answer may be one that was given before."""
        return self.method in ("GET", "HEAD") and self.path.startswith(BASE)

    @property
    def must_be_let_in(self) -> bool:
        """Whether the gate is asked first. A browser cannot give a key with the OPTIONS by which it asks for leave."""
        return self.method != "OPTIONS" and self.path.startswith(BASE)

    @property
    def key(self) -> Key:
        """Everything of a rememberable request that its answer is made from. GET and HEAD share it."""
        fields = self.fields
        return (
            self.scheme,
            self.target,
            fields.get(b"host", b""),
            fields.get(b"accept", b"*/*"),
            fields.get(b"origin", b""),
        )

    @property
    def encoding(self) -> str:
        """The compression that the client would rather have."""
        accepted = self.fields.get(b"accept-encoding")
        return IDENTITY if accepted is None else choose_encoding(accepted)

    def environ(self) -> dict[str, Any]:
        """The request as WSGI has it (PEP 3333). Of a rememberable one the application sees the `key` and no more, so
        that nothing else can make a difference to an answer that others will get.
        """
        environ: dict[str, Any] = {
            "REQUEST_METHOD": "GET" if self.rememberable else self.method,
            "SCRIPT_NAME": "",
            "PATH_INFO": self.path.decode("latin-1"),
            "QUERY_STRING": self.target.partition(b"?")[2].partition(b"#")[0].decode("latin-1"),
            "SERVER_PROTOCOL": f"HTTP/{self.version}",
            "SERVER_NAME": self.server[0],
            "SERVER_PORT": str(self.server[1]),
            "REMOTE_ADDR": self.client[0],
            "REMOTE_PORT": str(self.client[1]),
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": self.scheme,
            "wsgi.input": BytesIO(),
            "wsgi.errors": _NoErrors(),
            "wsgi.multithread": True,
            "wsgi.multiprocess": True,
            "wsgi.run_once": False,
        }
        for name, value in self.fields.items():
            if self._shows(name):
                environ[f"HTTP_{name.decode('latin-1').upper().replace('-', '_')}"] = value.decode("latin-1")
        if not self.rememberable and self.body:
            environ |= {"wsgi.input": BytesIO(self.body), "CONTENT_LENGTH": str(len(self.body))}
        return environ

    def _shows(self, name: bytes) -> bool:
        """Whether the application sees a field."""
        if self.rememberable:
            return name in KEYED
        # One with underscores would be taken for the name with hyphens, which a proxy may have removed.
        return b"_" not in name and name not in UNSEEN


@lru_cache(maxsize=256)
def choose_encoding(accepted: bytes) -> str:
    """The encoding of ours that an `Accept-Encoding` ranks highest (RFC 9110, 12.5.3); between equals, our order."""
    weights: dict[str, float] = {}
    for part in accepted.decode("latin-1").lower().split(","):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        weights[name] = _weight(parameters)
    anything = weights.get("*", 0.0)
    best, most = IDENTITY, weights.get(IDENTITY, 0.0)
    for encoding in ENCODINGS:
        weight = weights.get(encoding, anything)
        if weight > 0 and (weight > most or (weight == most and best == IDENTITY)):
            best, most = encoding, weight
    return best


def _weight(parameters: list[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return float(value)
            except ValueError:
                return 0.0
    return 1.0


def read_target(written: bytes) -> tuple[bytes, bytes | None]:
    """A target in the one form that we know it by, and the host that it names, if it is a whole address, as a proxy is
    sent (RFC 9112, 3.2.2). In its path nothing is percent-encoded that need not be (RFC 3986, 6.2.2.2).
    """
    path, mark, query = written.partition(b"?")
    origin = _ORIGIN.match(path)
    if origin is not None:
        path = path[origin.end() :] or b"/"
    path = _ESCAPED_NEEDLESSLY.sub(lambda escaped: bytes.fromhex(escaped[1].decode()), path)
    return path + mark + query, None if origin is None else origin[1]


class _NoErrors:
    """Where an application may complain; Django does so by logging."""

    def write(self, text: str) -> int:
        return len(text)

    def flush(self) -> None:
        pass
