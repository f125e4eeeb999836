"""A worker that is killed is replaced, and a line says so."""

import os
import signal
import subprocess
import time
from pathlib import Path
from urllib.request import urlopen

from .. import command


def workers_of(master: int) -> set[int]:
    listed = subprocess.run(["pgrep", "-P", str(master)], capture_output=True, text=True, check=False)  # noqa: S607
    return {int(line) for line in listed.stdout.split()}


def test_a_killed_worker_is_replaced_and_logged(tmp_path: Path) -> None:
    """One line on standard error; the next request is answered."""
    variables = command.migrated(tmp_path)
    with command.serving(variables, "--empty", complaints=1) as (address, server):
        urlopen(f"{address}/2.3.0/", timeout=20).close()
        (worker,) = workers_of(server.pid)
        os.kill(worker, signal.SIGKILL)
        deadline = time.monotonic() + 20
        while (workers := workers_of(server.pid)) <= {worker} and time.monotonic() < deadline:
            pass
        assert len(workers - {worker}) == 1
        with urlopen(f"{address}/2.3.0/", timeout=20) as answer:
            assert answer.status == 200
