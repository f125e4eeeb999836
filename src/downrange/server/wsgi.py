"""Calls a WSGI application (PEP 3333), such as Django's, with a `Request`."""

import re
from collections.abc import Callable, Iterable, Iterator
from io import BytesIO
from itertools import chain
from typing import Any

from downrange.messages import Field, Request, Response

Environ = dict[str, Any]
WSGIApplication = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]
MAX_BUFFERED = 256 * 1024
"""Bytes. A longer body is streamed."""
_HIDDEN = (b"content-type", b"content-length", b"host")
"""They are given by other names."""
_FORM = re.compile(r"\s*(application/x-www-form-urlencoded|multipart/form-data)\s*(?:;.*)?", re.ASCII | re.IGNORECASE)
_BOUNDARY = re.compile(r";\s*boundary=(\"[^\"]*\"|[^;\s]+)", re.ASCII | re.IGNORECASE)


class WSGIAdapter:
    """A WSGI application as an `Application`."""

    def __init__(self, application: WSGIApplication) -> None:
        self.application = application

    def __call__(self, request: Request) -> Response:
        started: list[Any] = []
        written: list[bytes] = []

        def start_response(status: str, fields: list[Field], exc_info: object = None) -> Callable[[bytes], None]:
            started[:] = [int(status[:3]), tuple(fields)]
            return written.append

        chunks = self.application(environ(request), start_response)
        body = _read(chunks)
        if written:
            body = b"".join((*written, body)) if isinstance(body, bytes) else chain(written, body)
        return Response(started[0], started[1], body)


def environ(request: Request) -> Environ:
    """The request as WSGI has it. A prefix that a trusted proxy named is the script name, so that Django's links carry
    it.
    """
    result: Environ = {
        "REQUEST_METHOD": request.method,
        "SCRIPT_NAME": request.prefix,
        "PATH_INFO": request.path.decode("latin-1"),
        "QUERY_STRING": request.query.decode("latin-1"),
        "SERVER_PROTOCOL": f"HTTP/{request.version}",
        "SERVER_NAME": request.server[0],
        "SERVER_PORT": str(request.server[1]),
        "REMOTE_ADDR": request.client[0],
        "REMOTE_PORT": str(request.client[1]),
        "HTTP_HOST": request.host,
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": request.scheme,
        "wsgi.input": BytesIO(request.body),
        "wsgi.errors": _NoErrors(),
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in request.fields.items():
        # A name with underscores would be taken for the one with hyphens, which a proxy may have removed.
        if b"_" not in name and name not in _HIDDEN:
            result[f"HTTP_{name.decode('latin-1').upper().replace('-', '_')}"] = value.decode("latin-1")
    if request.body:
        result["CONTENT_LENGTH"] = str(len(request.body))
        result |= _form(request.fields.get(b"content-type", b"").decode("latin-1"))
    return result


def _form(content_type: str) -> Environ:
    """The type of a form's body, without its charset: Django would read the query by that."""
    form = _FORM.fullmatch(content_type)
    if form is None:
        return {}
    boundary = _BOUNDARY.search(content_type)
    return {"CONTENT_TYPE": form[1] + (f"; boundary={boundary[1]}" if boundary else "")}


def _read(chunks: Iterable[bytes]) -> bytes | Iterable[bytes]:
    """The body, if it is short; else an iterator over it."""
    iterator = iter(chunks)
    first: list[bytes] = []
    size = 0
    complete = False
    try:
        for chunk in iterator:
            first.append(chunk)
            size += len(chunk)
            if size > MAX_BUFFERED and not isinstance(chunks, list):
                break
        else:
            complete = True
    except BaseException:
        _close(chunks)
        raise
    if complete:
        _close(chunks)
        return b"".join(first)
    return _stream(first, iterator, chunks)


def _stream(first: list[bytes], rest: Iterator[bytes], chunks: Iterable[bytes]) -> Iterator[bytes]:
    try:
        yield b""  # started, so that closing it closes the application's iterable
        yield from first
        yield from rest
    finally:
        _close(chunks)


def _close(chunks: Iterable[bytes]) -> None:
    close = getattr(chunks, "close", None)
    if close is not None:
        close()


class _NoErrors:
    """Where an application may complain; Django does so by logging."""

    def write(self, text: str) -> int:
        return len(text)

    def flush(self) -> None:
        pass
