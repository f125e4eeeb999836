"""A request as it came: its bytes, read no further than delivery needs them."""

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
    def rememberable(self) -> bool:
        """Whether its answer may be one that was given before."""
        return self.method in ("GET", "HEAD") and self.target.startswith(BASE)

    @property
    def key(self) -> Key:
        """Everything of a request for something rememberable that its answer is made from. GET and HEAD share it."""
        fields = self.fields
        return (
            self.scheme,
            fields.get(b"host", b""),
            self.target,
            fields.get(b"accept", b"*/*"),
            fields.get(b"origin", b""),
        )

    @property
    def encoding(self) -> str:
        """The compression that the client would rather have."""
        accepted = self.fields.get(b"accept-encoding")
        return IDENTITY if accepted is None else choose_encoding(accepted)

    def environ(self) -> dict[str, Any]:
        """The request as WSGI has it (PEP 3333)."""
        path, _, query = self.target.partition(b"?")
        environ: dict[str, Any] = {
            "REQUEST_METHOD": "GET" if self.rememberable else self.method,
            "SCRIPT_NAME": "",
            "PATH_INFO": unquote_to_bytes(_without_origin(path)).decode("latin-1"),
            "QUERY_STRING": query.partition(b"#")[0].decode("latin-1"),
            "SERVER_PROTOCOL": f"HTTP/{self.version}",
            "SERVER_NAME": self.server[0],
            "SERVER_PORT": str(self.server[1]),
            "REMOTE_ADDR": self.client[0],
            "REMOTE_PORT": str(self.client[1]),
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": self.scheme,
            "wsgi.input": BytesIO(self.body),
            "wsgi.errors": _NoErrors(),
            "wsgi.multithread": True,
            "wsgi.multiprocess": True,
            "wsgi.run_once": False,
        }
        for name, value in self.fields.items():
            if b"_" in name:  # would be taken for the name with hyphens, which a proxy may have removed
                continue
            variable = name.decode("latin-1").upper().replace("-", "_")
            prefix = "" if variable in ("CONTENT_TYPE", "CONTENT_LENGTH") else "HTTP_"
            environ[f"{prefix}{variable}"] = value.decode("latin-1")
        if "CONTENT_LENGTH" in environ or self.body:
            environ["CONTENT_LENGTH"] = str(len(self.body))
        return environ


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


def _without_origin(path: bytes) -> bytes:
    """The path of a target that was written as a whole address (RFC 9112, 3.2.2)."""
    if path.startswith((b"http://", b"https://")):
        _, slash, rest = path.partition(b"://")[2].partition(b"/")
        return slash + rest or b"/"
    return path


class _NoErrors:
    """Where an application may complain; Django does so by logging."""

    def write(self, text: str) -> int:
        return len(text)

    def flush(self) -> None:
        pass
