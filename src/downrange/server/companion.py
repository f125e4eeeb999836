"""A process that the master keeps running beside the workers, such as the mirror."""

import logging
import subprocess
import time
from collections.abc import Sequence

RESTART = 30.0
"""Seconds after which one that has ended is started again."""
GRACE = 10.0
"""Seconds that one has to end."""
logger = logging.getLogger(__name__)


class Companion:
    """A command that is started again when it ends. Its standard input is a pipe that nothing is written to: it closes
    when the master ends, however that ends, and tells the process to end too.
    """

    def __init__(self, command: Sequence[str]) -> None:
        self.command = tuple(command)
        self.process: subprocess.Popen[bytes] | None = None
        self.start_at = 0.0

    def keep_running(self) -> None:
        """Start it if it is not running. To be called every second or so."""
        if self.process is not None and self.process.poll() is not None:
            logger.warning(
                "%s has ended with status %d; it starts again in %.0f s",
                " ".join(self.command[1:]),
                self.process.returncode,
                RESTART,
            )
            self._close_pipe()
            self.start_at = time.monotonic() + RESTART
        if self.process is None and time.monotonic() >= self.start_at:
            self.process = subprocess.Popen(self.command, stdin=subprocess.PIPE)  # noqa: S603 - our own

    def stop(self) -> None:
        """End it."""
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(GRACE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self._close_pipe()

    def _close_pipe(self) -> None:
        """Close the pipe of the process that has ended."""
        if self.process is not None and self.process.stdin is not None:
            self.process.stdin.close()
        self.process = None
