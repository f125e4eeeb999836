"""What the command shows on a terminal, and elsewhere."""

import io

import pytest

from downrange.cli.output import progress_bar, status_line


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_status_line_is_written_over_and_gone_in_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """A shorter line leaves nothing of a longer one."""
    monkeypatch.setattr("sys.stderr", terminal := Terminal())
    with status_line() as show:
        show("a longer line")
        show("short")
    assert terminal.getvalue() == "\ra longer line" + "\rshort        " + "\r     \r"


def test_a_status_line_is_no_wider_than_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """It would begin a second one."""
    monkeypatch.setenv("COLUMNS", "10")
    monkeypatch.setattr("sys.stderr", terminal := Terminal())
    with status_line() as show:
        show("0123456789")
    assert terminal.getvalue().startswith("\r012345678\r")


def test_nothing_is_shown_where_there_is_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """A log keeps every line."""
    monkeypatch.setattr("sys.stderr", log := io.StringIO())
    with status_line() as show, progress_bar() as show_progress:
        show("a line")
        show_progress("records", 1, 2)
    assert log.getvalue() == ""


def test_a_progress_bar_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is done of how much, and how fast."""
    monkeypatch.setattr("sys.stderr", terminal := Terminal())
    with progress_bar() as show:
        show("agencies", 12, 300)
    assert "\ragencies: 12/300 (" in terminal.getvalue()
