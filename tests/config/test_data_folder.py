"""What lies in the data folder: the key, and the lock of a start."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest

from downrange.config import data_folder
from downrange.config.environment import SettingError


def test_an_installation_keeps_the_key_it_made(tmp_path: Path) -> None:
    """The next start reads the same one."""
    key = data_folder.own_key(tmp_path / "data")
    assert len(key) == 64
    assert data_folder.own_key(tmp_path / "data") == key


def test_a_key_is_its_owners_alone(tmp_path: Path) -> None:
    """No other user of the machine can read it."""
    data_folder.own_key(tmp_path)
    assert (tmp_path / "secret.key").stat().st_mode & 0o777 == 0o600


def test_starts_at_once_agree_on_one_key(tmp_path: Path) -> None:
    """Whoever comes second reads what the first has made, whole; no draft is left behind."""
    with ThreadPoolExecutor(16) as starts:
        keys = set(starts.map(data_folder.own_key, [tmp_path] * 64))
    assert len(keys) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["secret.key"]


def test_a_key_made_meanwhile_is_kept(tmp_path: Path) -> None:
    """Between looking for the key and making it, another process may have made it."""
    (tmp_path / "secret.key").write_text("theirs")
    data_folder._link_new_key(tmp_path / "secret.key")
    assert data_folder.own_key(tmp_path) == "theirs"


def test_an_empty_key_is_refused(tmp_path: Path) -> None:
    """What a full disk once left is no key."""
    (tmp_path / "secret.key").write_text("")
    with pytest.raises(SettingError, match=r"secret\.key is empty; delete it"):
        data_folder.own_key(tmp_path)


@pytest.mark.parametrize("use", [data_folder.make, data_folder.own_key])
def test_a_folder_that_cannot_be_made_is_one_line(tmp_path: Path, use: object) -> None:
    """The line names the folder and the option."""
    (tmp_path / "file").write_text("")
    assert callable(use)
    with pytest.raises(SettingError) as refusal:
        use(tmp_path / "file" / "data")
    assert str(refusal.value) == (
        f"DOWNRANGE_DATA: cannot use the folder '{tmp_path}/file/data' (Not a directory); name another with --data"
    )


def test_a_start_that_is_alone_does_not_wait(tmp_path: Path) -> None:
    """One after the other, nobody is in the way."""
    waited: list[str] = []
    for _ in range(2):
        with data_folder.one_start_at_a_time(tmp_path, lambda: waited.append("waited")):
            pass
    assert waited == []


def test_the_second_of_two_starts_waits_for_the_first(tmp_path: Path) -> None:
    """It says so, and goes on when the first is done."""
    done: list[str] = []
    waiting = Event()

    def second() -> None:
        with data_folder.one_start_at_a_time(tmp_path, waiting.set):
            done.append("second")

    with ThreadPoolExecutor(1) as other:
        with data_folder.one_start_at_a_time(tmp_path, waiting.set):
            start = other.submit(second)
            assert waiting.wait(30)
            done.append("first")
        start.result(30)
    assert done == ["first", "second"]
