"""The same bytes are read as h11 reads them, however they are cut; where this server differs, a table says why."""

from dataclasses import dataclass

import h11
import pytest

from downrange.messages import Request
from downrange.server.parser import Parser, RefusedError

HOST = b"Host: a\r\n"
CHUNKED = b"POST / HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: chunked\r\n\r\n"
NEXT = b"GET /next HTTP/1.1\r\nHost: a\r\n\r\n"

STREAMS = {
    "get": b"GET /a?b=c HTTP/1.1\r\n" + HOST + b"\r\n",
    "absolute target": b"OPTIONS * HTTP/1.1\r\n" + HOST + b"\r\n",
    "http/1.0": b"GET / HTTP/1.0\r\n\r\n",
    "no host": b"GET / HTTP/1.1\r\n\r\n",
    "two hosts": b"GET / HTTP/1.1\r\n" + HOST + HOST + b"\r\n",
    "blank around value": b"GET / HTTP/1.1\r\n" + HOST + b"X:\t y \t\r\n\r\n",
    "empty value": b"GET / HTTP/1.1\r\n" + HOST + b"X:\r\n\r\n",
    "blank before colon": b"GET / HTTP/1.1\r\n" + HOST + b"X : y\r\n\r\n",
    "blank first": b"GET / HTTP/1.1\r\n" + HOST + b" X: y\r\n\r\n",
    "no colon": b"GET / HTTP/1.1\r\n" + HOST + b"X\r\n\r\n",
    "empty name": b"GET / HTTP/1.1\r\n" + HOST + b": y\r\n\r\n",
    "NUL in value": b"GET / HTTP/1.1\r\n" + HOST + b"X: a\0b\r\n\r\n",
    "CR in value": b"GET / HTTP/1.1\r\n" + HOST + b"X: a\rb\r\n\r\n",
    "close": b"GET / HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n",
    "content": b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: 3\r\n\r\nabc",
    "no content": b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: 0\r\n\r\n",
    "signed length": b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: +3\r\n\r\nabc",
    "hexadecimal length": b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: 0x3\r\n\r\nabc",
    "two lengths": b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: 3\r\nContent-Length: 4\r\n\r\nabc",
    "chunked": b"POST / HTTP/1.1\r\n"
    + HOST
    + b"Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nA\r\n0123456789\r\n0\r\n\r\n",
    "Chunked": b"POST / HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: Chunked\r\n\r\n1\r\na\r\n0\r\n\r\n",
    "extension": CHUNKED + b"1;a=b\r\na\r\n0;c\r\n\r\n",
    "trailer": CHUNKED + b"1\r\na\r\n0\r\nX: y\r\n\r\n",
    "chunk too long": CHUNKED + b"1\r\nab\r\n0\r\n\r\n",
    "no chunk size": CHUNKED + b"\r\na\r\n0\r\n\r\n",
    "size of letters": CHUNKED + b"xyz\r\na\r\n0\r\n\r\n",
    "unknown coding": b"POST / HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: gzip\r\n\r\n1\r\na\r\n0\r\n\r\n",
    "coding and chunked": b"POST / HTTP/1.1\r\n"
    + HOST
    + b"Transfer-Encoding: gzip, chunked\r\n\r\n1\r\na\r\n0\r\n\r\n",
    "length and chunked": b"POST / HTTP/1.1\r\n"
    + HOST
    + b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "nonsense": b"nonsense\r\n\r\n",
    "unknown method": b"NONSENSE / HTTP/1.1\r\n" + HOST + b"\r\n",
    "no target": b"GET HTTP/1.1\r\n" + HOST + b"\r\n",
    "HTTP/2 preface": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "version 1.2": b"GET / HTTP/1.2\r\n" + HOST + b"\r\n",
    "bare LF": b"GET / HTTP/1.1\nHost: a\n\n",
    "same lengths": b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc",
}
DIFFERS = {
    "version 1.2": "there is no such version; h11 reads it as 1.1 (RFC 9110, 6.2)",
    "HTTP/2 preface": "it is not HTTP/1 (RFC 9113, 3.4); h11 reads its first lines as a request",
    "bare LF": "h11 takes a bare LF as the end of a line; RFC 9112, 2.2 allows it, and proxies disagree on it",
    "same lengths": "RFC 9112, 6.3: equal lengths may be refused or folded; h11 folds them",
    "length and chunked": "RFC 9112, 6.1: it may be refused, because it may smuggle a request; h11 reads it",
    "unknown method": "h11 leaves methods to the application; llhttp knows those that are registered",
    "blank first": "RFC 9112, 5.2: obsolete line folding may be refused; h11 unfolds it",
}


@dataclass(frozen=True)
class Message:
    method: bytes
    target: bytes
    body: bytes


def ours(*pieces: bytes) -> list[Message | str]:
    parser, found = Parser(), []
    try:
        for piece in pieces:
            parser.feed(piece)
            while (request := parser.read_request()) is not None:
                found.append(_message(request))
                if not parser.keep_alive:
                    return found
    except RefusedError:
        return [*found, "refused"]
    return found


def _message(request: Request) -> Message:
    return Message(request.method.encode(), request.target, request.body)


def theirs(*pieces: bytes) -> list[Message | str]:
    connection, found = h11.Connection(h11.SERVER), []
    method = target = b""
    body = bytearray()
    try:
        for piece in pieces:
            connection.receive_data(piece)
            while (event := connection.next_event()) is not h11.NEED_DATA:
                if event is h11.PAUSED:
                    return found
                if isinstance(event, h11.Request):
                    method, target, body = bytes(event.method), bytes(event.target), bytearray()
                elif isinstance(event, h11.Data):
                    body += event.data
                elif isinstance(event, h11.EndOfMessage):
                    found.append(Message(method, target, bytes(body)))
                    connection.send(h11.Response(status_code=200, headers=[("Content-Length", "0")]))
                    connection.send(h11.EndOfMessage())
                    if connection.our_state is not h11.DONE or connection.their_state is not h11.DONE:
                        return found
                    connection.start_next_cycle()
    except h11.RemoteProtocolError:
        return [*found, "refused"]
    return found


@pytest.mark.parametrize("name", [name for name in STREAMS if name not in DIFFERS])
def test_requests_are_read_as_h11_reads_them(name: str) -> None:
    """Whole, cut at every byte, and followed by another request: the same messages, or both refuse."""
    stream = STREAMS[name]
    for whole in (stream, stream + NEXT, NEXT + stream):
        expected = theirs(whole)
        assert ours(whole) == expected
        for place in range(1, len(whole)):
            assert ours(whole[:place], whole[place:]) == expected


@pytest.mark.parametrize("name", DIFFERS)
def test_where_h11_is_more_lenient_requests_are_refused(name: str) -> None:
    """The reasons are in the table."""
    assert ours(STREAMS[name]) == ["refused"]
    assert isinstance(theirs(STREAMS[name])[0], Message)
