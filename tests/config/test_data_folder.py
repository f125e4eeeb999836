"""What lies in the data folder: the key, and the lock of a start."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest

from downrange.config import data_folder
from downrange.config.environment import SettingError


def test_the_generated_key_is_kept(tmp_path: Path) -> None:
    """The next start reads the same key."""
    key = data_folder.own_key(tmp_path / "data")
    assert len(key) == 64
    assert data_folder.own_key(tmp_path / "data") == key


def test_the_key_is_readable_by_its_owner_only(tmp_path: Path) -> None:
    """Other users of the machine cannot read it."""
    data_folder.own_key(tmp_path)
    assert (tmp_path / "secret.key").stat().st_mode & 0o777 == 0o600


def test_concurrent_starts_agree_on_one_key(tmp_path: Path) -> None:
    """The second start reads the complete key of the first; no temporary file is left."""
    with ThreadPoolExecutor(16) as starts:
        keys = set(starts.map(data_folder.own_key, [tmp_path] * 64))
    assert len(keys) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["secret.key"]


def test_a_key_made_by_another_process_is_kept(tmp_path: Path) -> None:
    """Another process may create the key between the look-up and the creation."""
    (tmp_path / "secret.key").write_text("theirs")
    data_folder._link_new_key(tmp_path / "secret.key")
    assert data_folder.own_key(tmp_path) == "theirs"


def test_an_empty_key_is_refused(tmp_path: Path) -> None:
    """A full disk may have left an empty file."""
    (tmp_path / "secret.key").write_text("")
    with pytest.raises(SettingError, match=r"secret\.key is empty; delete it"):
        data_folder.own_key(tmp_path)


@pytest.mark.parametrize("use", [data_folder.make, data_folder.own_key])
def test_an_error_about_the_folder_is_one_line(tmp_path: Path, use: object) -> None:
    """The line names the folder and the option."""
    (tmp_path / "file").write_text("")
    assert callable(use)
    with pytest.raises(SettingError) as refusal:
        use(tmp_path / "file" / "data")
    assert str(refusal.value) == (
        f"DOWNRANGE_DATA: cannot use the folder '{tmp_path}/file/data' (Not a directory); name another with --data"
    )


def test_a_single_start_does_not_wait(tmp_path: Path) -> None:
    """Starts one after the other do not wait."""
    waited: list[str] = []
    for _ in range(2):
        with data_folder.one_start_at_a_time(tmp_path, lambda: waited.append("waited")):
            pass
    assert waited == []


def test_the_second_of_two_starts_waits_for_the_first(tmp_path: Path) -> None:
    """It reports that it waits, and continues when the first is done."""
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
