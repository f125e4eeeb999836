"""Raw requests by the grammar of RFC 9110 and 9112, each with a fault or none.

`python -m tests.faults.fuzz --seconds 60 --seed 1` sends them to a server of its own, with `--nginx` through nginx with
the file of `deploy/`. Each is followed by a request that closes the connection. There must be no more responses than
requests (one more where it is in doubt what is content), no status of a fault of the server, and the same bytes as
ever for another client.
"""

import argparse
import re
import socket
import ssl
import sys
import tempfile
import time
from collections import Counter
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from urllib.parse import urlsplit

from .. import command
from ..deploy.programs import NAME, nginx
from .wire import CACHED, read_to_end

LAST = b"GET /2.3.0/?last HTTP/1.1\r\nHost: launches.example\r\nConnection: close\r\n\r\n"
CANARY = b"GET /canary HTTP/1.1\r\nHost: launches.example\r\n\r\n"
STATUS = re.compile(rb"HTTP/1\.1 (\d\d\d) ")
ALLOWED = {100, 200, 301, 304, 400, 404, 405, 406, 408, 411, 412, 413, 414, 415, 416, 417, 421, 426, 429, 431, 501, 505}

METHODS = (b"GET", b"HEAD", b"POST", b"PUT", b"DELETE", b"OPTIONS", b"TRACE", b"CONNECT", b"get", b"G@T", b"", b"PRI")
TARGETS = (
    *(
        b"/2.3.0/agencies/?limit=1",
        b"/",
        b"*",
        b"//",
        b"/2.3.0/%00",
        b"/2.3.0/%zz",
        b"/\x7f",
        b"/a b",
        b"\xc3\xa9",
        b"",
    ),
    *(b"http://launches.example/2.3.0/", b"http://other.example/", b"launches.example:443", b"/..%2f.."),
    b"/2.3.0/launches/?id=" + b"9" * 300,
)
VERSIONS = (b"HTTP/1.1", b"HTTP/1.0", b"HTTP/2.0", b"HTTP/1.2", b"http/1.1", b"HTTP/1", b"HTTP/11", b"", b"HTTP/1.1 ")
HOSTS = (
    b"launches.example",
    b"launches.example:8000",
    b"",
    b"a b",
    b"launches.example, other",
    b"[::1]",
    b"other.example",
    b"@",
)
LENGTHS = (b"%d", b"+%d", b"0%d", b"%d ", b" %d", b"%d, %d", b"-%d", b"0x%x", b"%d\x0b", b'"%d"', b"1_%d")
CODINGS = (
    b"chunked",
    b"Chunked",
    b"chunked, chunked",
    b"gzip, chunked",
    b"chunked, gzip",
    b"identity",
    b"\x0bchunked",
    b"chunked;a",
    b"x",
)
ENDS = (b"\r\n", b"\r\n", b"\r\n", b"\n", b"\r", b"\r\r\n", b" \r\n", b"\x00\r\n")
FIELDS = (
    *(b"X: y", b"X : y", b" X: y", b"X", b": y", b"X: \x00", b"X: a\r\n folded", b"X\xff: y", b"Trailer: Host"),
    *(b"Expect: 100-continue", b"Expect: x", b"Upgrade: h2c", b"Connection: close", b"Connection: X, keep-alive"),
    *(b"Range: bytes=0-1", b"If-None-Match: *", b'If-None-Match: "', b"If-Modified-Since: x", b"TE: trailers"),
    *(b"Accept: */*;q=2", b"Accept-Encoding: zstd;q=x", b'Cookie: a="'),
)


@dataclass
class Fuzzed:
    statuses: Counter[int] = field(default_factory=Counter)
    requests: int = 0
    resets: int = 0
    faults: list[str] = field(default_factory=list)


def body(random: Random) -> tuple[list[bytes], bytes, bool]:
    """Fields that frame content, the content, and whether the two agree."""
    draw = random.random()
    content = random.choice([b"", b"abc", CANARY])
    if draw < 0.3:
        return [], b"", True
    if draw < 0.5:
        return [b"Content-Length: %d" % len(content)], content, True
    chunks = b"%x\r\n%b\r\n0\r\n\r\n" % (len(content), content) if content else b"0\r\n\r\n"
    if draw < 0.6:
        return [b"Transfer-Encoding: chunked"], chunks, True
    if draw < 0.75:
        form = random.choice(LENGTHS)
        return (
            [b"Content-Length: " + form.replace(b"%d", b"%d" % len(content)).replace(b"%x", b"%x" % len(content))],
            content,
            False,
        )
    if draw < 0.9:
        return [b"Transfer-Encoding: " + random.choice(CODINGS)], chunks, False
    return [b"Content-Length: %d" % len(content), b"Transfer-Encoding: " + random.choice(CODINGS)], chunks, False


def request(random: Random) -> tuple[bytes, bool]:
    """A request, and whether its framing is beyond doubt: then a canary in its content must not be answered."""
    rare = 0.85

    def usual(choices: tuple[bytes, ...]) -> bytes:
        return choices[0] if random.random() < rare else random.choice(choices)

    framing, content, sound = body(random)
    fields = [b"Host: " + usual(HOSTS), *framing, *random.sample(FIELDS, random.choice([0, 0, 1, 2]))]
    random.shuffle(fields)
    end = b"\r\n" if random.random() < rare else random.choice(ENDS)
    lines = [b" ".join((usual(METHODS), usual(TARGETS), usual(VERSIONS))), *fields]
    return end.join(lines) + end + end + content, sound


def exchange(address: str, sent: bytes, certificates: str, pieces: int) -> bytes:
    """What comes back until the connection ends or two seconds pass in silence."""
    parts = urlsplit(address)
    wire = socket.create_connection((parts.hostname, parts.port), 2)
    if certificates:
        wire = ssl.create_default_context(cafile=certificates).wrap_socket(wire, server_hostname=NAME)
    with wire, suppress(TimeoutError):
        for start in range(0, len(sent), max(1, -(-len(sent) // pieces))):
            wire.sendall(sent[start : start + max(1, -(-len(sent) // pieces))])
        return read_to_end(wire)
    return b""


def fuzz(address: str, seconds: float, seed: int, certificates: str = "") -> Fuzzed:
    """Requests, until the time is over."""
    random = Random(seed)  # noqa: S311 - what to send
    done, ends = Fuzzed(), time.monotonic() + seconds
    victim = CACHED.replace(b"Host: localhost", b"Host: launches.example\r\nConnection: close")
    expected = exchange(address, victim, certificates, 1).partition(b"\r\n\r\n")[2]
    assert expected
    while time.monotonic() < ends:
        sent, sound = request(random)
        done.requests += 1
        try:
            answered = exchange(address, sent + LAST, certificates, random.choice([1, 1, 2, 7]))
        except OSError:
            done.resets += 1
            continue
        statuses = [int(status) for status in STATUS.findall(answered)]
        done.statuses.update(statuses)
        finals = [status for status in statuses if status >= 200]
        most = 3 if CANARY in sent and not sound else 2
        if not set(statuses) <= ALLOWED or len(finals) > most:
            done.faults.append(f"{statuses} {sent!r}")
        if done.requests % 50 == 0 and exchange(address, victim, certificates, 1).partition(b"\r\n\r\n")[2] != expected:
            done.faults.append(f"another client is answered otherwise after {sent!r}")
    return done


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--nginx", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        command.templates = folder
        variables = command.migrated(folder / "home") | {"DOWNRANGE_ALLOWED_HOSTS": NAME}
        address, _ = stack.enter_context(command.serving(variables, "--empty", complaints=command.ANY))
        certificates = ""
        if options.nginx:
            address = f"https://127.0.0.1:{stack.enter_context(nginx(folder, address))}"
            certificates = str(folder / "fullchain.pem")
            time.sleep(1)  # until it listens
        done = fuzz(address, options.seconds, options.seed, certificates)
    counts = dict(sorted(done.statuses.items()))
    sys.stdout.write(f"{done.requests} requests, {counts}, {done.resets} resets, {len(done.faults)} faults\n")
    sys.stdout.write("\n".join(done.faults[:20]))
    return bool(done.faults)


if __name__ == "__main__":
    sys.exit(main())
