"""From bytes to requests (RFC 9112).

The bytes are cut into lines and pieces of content here, so that everything is counted before it is kept; llhttp
checks the grammar. It is fed whole lines only, because it copies an unfinished field at each read.
"""

import re
from http import HTTPStatus

import httptools

from downrange.messages import Address, Request

from .limits import MAX_BODY, MAX_FIELD, MAX_FIELDS, MAX_HEAD, MAX_LINE, MAX_REQUEST_LINE, MAX_TARGET

_BEYOND_ASCII = re.compile(rb"[\x80-\xff]")
_ORIGIN = re.compile(rb"https?://([^/]*)", re.IGNORECASE)
_ESCAPED_NEEDLESSLY = re.compile(rb"%(4[1-9A-F]|5[0-9AF]|6[1-9A-F]|7[0-9AE]|3[0-9]|2[DE])", re.IGNORECASE)
"""Letters, digits and `-._~`."""


class RefusedError(Exception):
    """A request that is not read any further."""

    def __init__(self, status: HTTPStatus) -> None:
        super().__init__(status.phrase)
        self.status = status


class Parser:
    """Reads requests from the bytes of one connection, one at a time: `feed` it bytes, then `read_request` until that
    returns None. After a `RefusedError` it cannot resynchronise.
    """

    def __init__(self, client: Address = ("", 0), server: Address = ("", 0)) -> None:
        self.client, self.server = client, server
        self.llhttp = httptools.HttpRequestParser(self)
        self.llhttp.set_dangerous_leniencies(lenient_data_after_close=True)  # the connection sees to that
        self.unread = b""
        self.position = 0
        self._reset()

    def _reset(self) -> None:
        self.line = bytearray()  # the beginning of a line whose end has not come
        self.head_size = 0  # bytes that are not content
        self.content_left = 0  # bytes of content, or of its present chunk, that are still to come
        self.in_request = self.in_body = self.is_complete = self.at_chunk = self.expects_continue = False
        self.target = b""
        self.fields: dict[bytes, bytes] = {}
        self.number_of_fields = 0
        self.body = bytearray()

    @property
    def phase(self) -> str:
        """`idle` between requests, or the part of a request that is being read: `head` or `body`."""
        if self.in_body:
            return "body"
        return "head" if self.in_request or self.line else "idle"

    @property
    def has_unread(self) -> bool:
        return self.position < len(self.unread)

    @property
    def is_idle(self) -> bool:
        """Whether the next byte is the first of a request."""
        return not (self.head_size or self.has_unread)

    def feed(self, data: bytes) -> None:
        self.unread = self.unread[self.position :] + data if self.has_unread else data
        self.position = 0

    def read_request(self) -> Request | None:
        """The next request, if it has come whole. Raises `RefusedError`."""
        while self.position < len(self.unread):
            if self.content_left:
                self._read_content()
            else:
                self._read_line()
            if self.is_complete:
                return self._take()
        self.unread, self.position = b"", 0
        return None

    def _read_content(self) -> None:
        piece = self.unread[self.position : self.position + self.content_left]
        self.position += len(piece)
        self.content_left -= len(piece)
        self._check(piece)

    def _read_line(self) -> None:
        end = self.unread.find(b"\n", self.position) + 1 or len(self.unread)
        length = end - self.position
        self.head_size += length
        is_first = not self.in_request
        if len(self.line) + length > (MAX_REQUEST_LINE if is_first else MAX_LINE):
            raise RefusedError(
                HTTPStatus.REQUEST_URI_TOO_LONG if is_first else HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
            )
        if self.head_size > MAX_HEAD:
            raise RefusedError(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)
        self.line += self.unread[self.position : end]
        self.position = end
        if not self.line.endswith(b"\n"):
            return
        line = bytes(self.line)
        self.line.clear()
        if is_first and not line.isascii():
            line = _BEYOND_ASCII.sub(lambda found: b"%%%02X" % found[0][0], line)
        self._check(line)
        if self.at_chunk:
            self._begin_chunk(line)

    def _begin_chunk(self, line: bytes) -> None:
        self.at_chunk = False
        self.content_left = int(line.partition(b";")[0], 16)
        if len(self.body) + self.content_left > MAX_BODY:
            raise RefusedError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)

    def _check(self, data: bytes) -> None:
        """Have llhttp check what has come, and call what is below."""
        try:
            self.llhttp.feed_data(data)
        except httptools.HttpParserUpgrade:
            self.keep_alive = False  # it is answered as HTTP/1.1, which it also is
        except httptools.HttpParserCallbackError as error:
            if isinstance(error.__context__, RefusedError):
                raise error.__context__ from None
            raise
        except httptools.HttpParserError:
            raise RefusedError(HTTPStatus.BAD_REQUEST) from None

    def _take(self) -> Request:
        target, host = read_target(self.target)
        if host is None:
            host = self.fields.get(b"host", b"")
        if not target.startswith(b"/") and target != b"*":
            raise RefusedError(HTTPStatus.BAD_REQUEST)
        request = Request(
            method=self.llhttp.get_method().decode("ascii"),
            target=target,
            fields=self.fields,
            version=self.version,
            host=host.decode("latin-1"),
            client=self.client,
            server=self.server,
            body=bytes(self.body),
        )
        self._reset()
        return request

    # What llhttp calls

    def on_message_begin(self) -> None:
        self.in_request = True

    def on_url(self, url: bytes) -> None:
        self.target += url
        if len(self.target) > MAX_TARGET:
            raise RefusedError(HTTPStatus.REQUEST_URI_TOO_LONG)

    def on_header(self, name: bytes, value: bytes) -> None:
        self.number_of_fields += 1
        if self.number_of_fields > MAX_FIELDS or len(name) + len(value) > MAX_FIELD:
            raise RefusedError(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)
        if self.in_body:  # a trailer, which a proxy may not have looked at
            return
        name, value = name.lower(), value.rstrip(b" \t")
        fields = self.fields
        if name not in fields:
            fields[name] = value
        elif name == b"host":  # RFC 9112, 3.2
            raise RefusedError(HTTPStatus.BAD_REQUEST)
        else:
            fields[name] = b"%b,%b" % (fields[name], value)

    def on_headers_complete(self) -> None:
        self.in_body = True
        llhttp, fields = self.llhttp, self.fields
        self.version = llhttp.get_http_version()
        if self.version not in ("1.0", "1.1"):
            raise RefusedError(HTTPStatus.HTTP_VERSION_NOT_SUPPORTED)
        if self.version == "1.1" and b"host" not in fields:  # RFC 9112, 3.2
            raise RefusedError(HTTPStatus.BAD_REQUEST)
        self._read_length()
        self.expects_continue = self.version == "1.1" and fields.get(b"expect", b"").lower() == b"100-continue"

    def _read_length(self) -> None:
        """Where the content ends (RFC 9112, 6.3)."""
        coding, length = self.fields.get(b"transfer-encoding"), self.fields.get(b"content-length")
        if coding is not None:
            if length is not None or self.version == "1.0":  # 6.1: faulty framing
                raise RefusedError(HTTPStatus.BAD_REQUEST)
            *others, last = (name.strip().lower() for name in coding.split(b","))
            if last != b"chunked" or b"chunked" in others:  # 6.3: no length to rely on
                raise RefusedError(HTTPStatus.BAD_REQUEST)
            if others:  # 6.1: codings that are not understood
                raise RefusedError(HTTPStatus.NOT_IMPLEMENTED)
        elif length is not None:
            if not length.isdigit() or len(length) > 19:
                raise RefusedError(HTTPStatus.BAD_REQUEST)
            self.content_left = int(length)
            if self.content_left > MAX_BODY:
                raise RefusedError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)

    def on_chunk_header(self) -> None:
        self.at_chunk = True

    def on_body(self, body: bytes) -> None:
        self.body += body
        self.expects_continue = False

    def on_message_complete(self) -> None:
        self.is_complete = True
        # Asked now, because a trailer may say `Connection: close`.
        llhttp = self.llhttp
        self.keep_alive = self.version == "1.1" and llhttp.should_keep_alive() and not llhttp.should_upgrade()


def read_target(written: bytes) -> tuple[bytes, bytes | None]:
    """A target in origin form, and the host that it names, if it is a whole URL, as proxies are sent (RFC 9112, 3.2.2).
    In its path nothing is percent-encoded that need not be (RFC 3986, 6.2.2.2).
    """
    path, mark, query = written.partition(b"?")
    origin = _ORIGIN.match(path)
    if origin is not None:
        path = path[origin.end() :] or b"/"
    path = _ESCAPED_NEEDLESSLY.sub(lambda escaped: bytes.fromhex(escaped[1].decode()), path)
    return path + mark + query, None if origin is None else origin[1]
