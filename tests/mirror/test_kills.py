"""A mirror that is killed, again and again, ends in the same copy as one that is not."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from .. import command

pytestmark = pytest.mark.slow

KILLS = 50
SEED = 20261127
PROGRAM = (sys.executable, "-m", "tests.mirror.killed")


def test_fifty_kills_do_no_harm(upstream: str, tmp_path: Path) -> None:
    """SIGKILL at any moment: nothing is half written, and a call at most is made again for each."""
    undisturbed = command.migrated(tmp_path / "undisturbed")
    disturbed = command.migrated(tmp_path / "disturbed")
    expected = run(undisturbed, upstream).splitlines()
    chance = random.Random(SEED)  # noqa: S311 - when to kill
    with subprocess.Popen(
        [*PROGRAM, upstream, str(KILLS)], env=disturbed, cwd=command.ROOT, stdout=subprocess.PIPE, text=True
    ) as killed:
        assert killed.stdout is not None
        for _ in range(KILLS):
            line = killed.stdout.readline().split()
            assert line[0] == "started", line
            time.sleep(chance.uniform(0.0, 0.25))
            os.kill(int(line[1]), signal.SIGKILL)
        lines = killed.stdout.read().splitlines()
    assert killed.returncode == 0
    assert lines[0] == expected[0]  # a digest of every row
    calls, without = int(lines[1]), int(expected[1])
    assert calls <= without + KILLS


def run(variables: dict[str, str], upstream: str) -> str:
    done = subprocess.run(
        [*PROGRAM, upstream, "0"], env=variables, cwd=command.ROOT, capture_output=True, text=True, check=True
    )
    return done.stdout
