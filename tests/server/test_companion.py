"""The process that the master keeps running beside the workers."""

import sys
import time
from pathlib import Path

import pytest

from downrange.server import companion
from downrange.server.companion import Companion


def test_one_that_ended_is_started_again_after_a_while(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Not at once: it may end again and again. Each end is one line."""
    monkeypatch.setattr(companion, "RESTART", 0.3)
    starts = tmp_path / "starts"
    kept = Companion([sys.executable, "-c", f"open({str(starts)!r}, 'a').write('x'); raise SystemExit(3)"])
    kept.keep_running()
    assert kept.process is not None
    kept.process.wait()
    kept.keep_running()
    assert (kept.process, starts.read_text()) == (None, "x")
    time.sleep(0.3)
    kept.keep_running()
    assert kept.process is not None
    kept.process.wait()
    assert starts.read_text() == "xx"
    (line,) = [record.getMessage() for record in caplog.records]
    assert line.endswith("has ended with status 3; it starts again in 0 s")
    kept.stop()


def test_one_that_does_not_end_is_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It has had time."""
    monkeypatch.setattr(companion, "GRACE", 0.2)
    ready = tmp_path / "ready"
    program = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN)"
    kept = Companion([sys.executable, "-c", f"{program}; open({str(ready)!r}, 'w'); time.sleep(60)"])
    kept.keep_running()
    process = kept.process
    assert process is not None
    while not ready.exists():
        time.sleep(0.02)
    kept.stop()
    assert process.returncode is not None
    assert kept.process is None
