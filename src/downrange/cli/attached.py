"""What processes beside a server have in common."""

import os
import signal

STDIN = 0


def end_with_input() -> None:
    """End this process when its standard input closes: the server that started it has ended."""
    while os.read(STDIN, 1024):  # not through Python's buffer, whose lock would be held when this process ends
        pass
    os.kill(os.getpid(), signal.SIGTERM)
