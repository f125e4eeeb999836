"""What lies in the data folder: the database, the lock of a start, and this installation's own secret key."""

import errno
import os
import secrets
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from .environment import DATABASE_FILE, SQLITE_ENGINE, SettingError

KEY_FILE = "secret.key"
NOT_WRITABLE = (errno.EACCES, errno.EPERM, errno.EROFS)
LOCK_FILE = "start.lock"
LOCK_POLL_INTERVAL = 0.1  # seconds between looks whether another start has ended; in between, Ctrl-C is heard


def make(folder: Path) -> bool:
    """Create the folder if need be, and see whether files can be written to it. Raises `SettingError` if not, unless a
    database is there, which can be served all the same.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError as error:
        if error.errno in NOT_WRITABLE and (folder / DATABASE_FILE).is_file():
            return False
        raise _unusable(folder, error) from None


def read_only(database: Mapping[str, Any]) -> dict[str, Any]:
    """A database of SQLite in a folder that nobody can write to. Raises `SettingError` if what was written last is in a
    log beside the file, which only a writer can merge.
    """
    file = Path(database["NAME"])
    log = file.with_name(f"{file.name}-wal")
    if log.exists() and log.stat().st_size > 0:
        raise SettingError(
            f"{log} holds what was written last, and nothing can be written to {str(file.parent)!r};"
            " put a database there that `downrange backup` made"
        )
    return {**database, "NAME": f"file:{quote(str(file))}?mode=ro&immutable=1", "OPTIONS": {}}


def own_key(folder: Path) -> str:
    """The installation's secret key: made once, kept in the folder, readable by its owner alone.

    It is written under another name and then linked, so that of two processes that start at once one makes the key and
    both read it, whole.
    """
    kept = folder / KEY_FILE
    try:
        if not kept.exists():
            folder.mkdir(parents=True, exist_ok=True)
            _link_new_key(kept)
        key = kept.read_text(encoding="ascii").strip()
    except (OSError, ValueError) as error:
        raise _unusable(folder, error) from None
    if not key:
        raise SettingError(f"{kept} is empty; delete it, and the next start makes another key")
    return key


def _link_new_key(kept: Path) -> None:
    descriptor, name = tempfile.mkstemp(prefix=f"{KEY_FILE}.", dir=kept.parent)
    draft = Path(name)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48))
        try:
            kept.hardlink_to(draft)
        except FileExistsError:
            return
    finally:
        draft.unlink()


def make_no_database() -> None:
    """Have this process open a database file that is there, and never make one: a server whose file was removed would
    serve an empty one.
    """
    from django.db import DEFAULT_DB_ALIAS, connections

    database = connections.settings[DEFAULT_DB_ALIAS]
    if database["ENGINE"] == SQLITE_ENGINE and not str(database["NAME"]).startswith("file:"):
        database["NAME"] = f"file:{quote(str(database['NAME']))}?mode=rw"
        connections.close_all()


@contextmanager
def one_start_at_a_time(folder: Path, on_wait: Callable[[], None]) -> Iterator[None]:
    """Holds the folder's lock while a database is prepared; where another process has it, calls `on_wait` and waits.

    The lock is a transaction of SQLite: it works on every system, and ends with the process that holds it.
    """
    try:
        lock = sqlite3.connect(folder / LOCK_FILE, timeout=LOCK_POLL_INTERVAL, isolation_level=None)
    except sqlite3.Error as error:
        raise _unusable(folder, error) from None
    with closing(lock):
        if not _taken(lock, folder):
            on_wait()
            while not _taken(lock, folder):
                pass
        yield


def _taken(lock: sqlite3.Connection, folder: Path) -> bool:
    try:
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.Error as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
            return False
        raise _unusable(folder, error) from None
    return True


def _unusable(folder: Path, error: Exception) -> SettingError:
    reason = error.strerror if isinstance(error, OSError) else error
    return SettingError(f"DOWNRANGE_DATA: cannot use the folder {str(folder)!r} ({reason}); name another with --data")
