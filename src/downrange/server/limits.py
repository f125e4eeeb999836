"""What one client may send, keep and cost. A request beyond a limit is refused."""

MAX_TARGET = 65_536
"""Bytes of a request target; beyond it: 414."""
MAX_FIELDS, MAX_FIELD = 100, 8190
"""Fields of a request with its trailer, and bytes of one field's name and value; beyond them: 431."""
MAX_LINE = MAX_FIELD + 64
"""Bytes of a line, such as a field or a chunk's size with its extensions; beyond it: 431."""
MAX_REQUEST_LINE = MAX_TARGET + 64
"""Bytes of a request line, with method and version."""
MAX_HEAD = 262_144
"""Bytes of a request that are not its content, chunk sizes and trailer included; beyond it: 431."""
MAX_BODY = 2_621_440
"""Bytes of a request's content, as many as Django takes; beyond it: 413."""
MAX_REQUESTS_PER_TURN = 4
"""Requests of one connection that are answered in one turn of the event loop."""
MAX_WAITING = 1024
"""Requests of all connections that may wait for a thread; beyond it: 503."""
MAX_LONG_POLLS = 128
"""Responses of a process that are held back until there is a newer revision; one beyond them is sent at once."""
MAX_BACKLOG = 1024
"""Connections that the kernel holds until a worker accepts them. A client beyond them tries again after a second."""
MAX_DRAINED = 16 * 1024 * 1024
"""Bytes that are read and discarded after a refusal, so that a client that is still sending gets to read it."""
RESERVED_DESCRIPTORS = 64
"""File descriptors that connections leave for the database, static files and logs."""

IDLE_TIMEOUT = 30
"""Seconds that a connection may be idle between requests."""
HEAD_TIMEOUT = 30
"""Seconds from the first byte of a request to the end of its head."""
BODY_TIMEOUT = 60
"""Seconds from the end of a request's head to the end of its content."""
WRITE_TIMEOUT = 30
"""Seconds without a byte being taken by a client that has a response to read."""
RESPONSE_TIMEOUT = 30
"""Seconds that the application may take for a response, waiting for a thread included; beyond it: 503."""
PROBE_TIMEOUT = 5
"""Seconds that a probe may take; beyond it: 503."""
DRAIN_TIMEOUT = 5
"""Seconds that a refused client may go on sending."""
