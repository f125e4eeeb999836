"""Brings the database to where a command needs it, and turns what a database says when it fails into one line."""

import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from downrange.config.environment import Environment, SettingError

from .output import CommandError, progress_bar, say

if TYPE_CHECKING:
    from django.db.migrations.executor import MigrationExecutor

REFUSED = re.compile("permission|denied|authentication|read-?only|does not exist", re.IGNORECASE)
"""What databases say that run, and do not let a program do what it wants."""
WAIT_INTERVAL = 0.5
"""Seconds between two tries to reach a database."""
ADVISORY_LOCK = 0x646F776E  # any number that no other program of the database takes


def describe(environment: Environment) -> str:
    """Where the database is, for people: never the password."""
    if environment.uses_sqlite:
        return str(environment.database["NAME"])
    database = environment.database
    return f"{database['NAME']} at {database.get('HOST') or 'localhost'}:{database.get('PORT') or 5432}"


@contextmanager
def reported(environment: Environment) -> Iterator[None]:
    """Turns the errors of a database, and of the folder that it lies in, into a `CommandError`."""
    from django.core.exceptions import ImproperlyConfigured
    from django.db import Error

    advice = (
        "see that the disk is not full and that the file is yours and whole"
        if environment.uses_sqlite
        else "see that it runs and that DOWNRANGE_DATABASE_URL is right"
    )
    try:
        yield
    except Error as error:
        reason = (str(error).splitlines() or ["no reason given"])[0]
        what = "refuses the login" if REFUSED.search(reason) else "does not answer"
        raise CommandError(f"the database {describe(environment)} {what} ({reason}); {advice}") from None
    except UnicodeDecodeError as error:  # a damaged byte of SQLite's schema
        raise CommandError(f"the database {describe(environment)} is damaged ({error}); {advice}") from None
    except SettingError as error:
        raise CommandError(error) from None
    except ImproperlyConfigured as error:
        if "psycopg" not in str(error):
            raise
        raise CommandError(
            "PostgreSQL needs psycopg: install Downrange with its extra, pip install '.[postgres]'"
        ) from None


def wait(environment: Environment, seconds: int) -> None:
    """Wait until the database answers, as long as `seconds`. Raises `django.db.Error` where it does not even then."""
    from django.db import Error, connection

    deadline, is_waiting = time.monotonic() + seconds, False
    while True:
        try:
            connection.ensure_connection()
        except Error:
            if time.monotonic() >= deadline:
                raise
        else:
            return
        if not is_waiting:
            say(f"Waiting for the database {describe(environment)}")
            is_waiting = True
        time.sleep(WAIT_INTERVAL)


def refuse_emptied(environment: Environment) -> None:
    """Raise `CommandError` if the database file has no bytes: something has truncated it, since a new one has some."""
    path = Path(environment.database["NAME"])
    if environment.uses_sqlite and path.exists() and path.stat().st_size == 0:
        raise CommandError(f"{path} has 0 bytes; restore it from a backup, or delete it to begin anew")


def prepare(environment: Environment, *, fill: bool, only_reads: bool = False) -> None:
    """Migrate the database if need be, fill it with the shipped catalogue if it is empty and `fill`, and bring its
    figures up to now. A command that only reads can do without, where nothing can be written.
    """
    from django.conf import settings

    from downrange.catalog import clock, search
    from downrange.catalog.derived import deriver

    if not only_reads:
        refuse_read_only(environment)
    if settings.READ_ONLY:
        if unapplied_migrations():
            raise CommandError("the database is of an older version, and nothing can be written to its folder")
        return
    with _one_at_a_time(environment):
        refuse_emptied(environment)
        migrated = _migrate()
        if fill and is_empty():
            load_catalogue()
        elif migrated:
            deriver.derive(clock.tick())  # a new version may derive more, or otherwise
        deriver.poll(clock.tick())
        if not migrated:  # migrations end with the same
            search.create_missing_indexes()
        _analyse()


def refuse_read_only(environment: Environment) -> None:
    """Raise `CommandError` if nothing can be written to the database."""
    from django.conf import settings

    if settings.READ_ONLY:
        raise CommandError(f"nothing can be written to {environment.data}; see whose it is")


def copy_file(source: Path, target: Path) -> int:
    """Copy a database file that may be in use, with all that was written; the size of the copy. It gets its name when
    it is whole.
    """
    draft = target.with_name(f"{target.name}.part")
    try:
        if target.exists():
            raise CommandError(f"{target} is there already; name another file")
        draft.unlink(missing_ok=True)
        with (
            closing(sqlite3.connect(f"file:{quote(str(source))}?mode=ro", uri=True)) as read,
            closing(sqlite3.connect(draft)) as written,
        ):
            read.backup(written)
        draft.replace(target)
        return target.stat().st_size
    except (OSError, sqlite3.Error) as error:
        raise CommandError(f"cannot copy {source} to {target} ({error})") from None


def load_catalogue(*, release: bool = False) -> None:
    """Load the shipped catalogue, and say what that did. What was edited here is kept, unless `release`."""
    from downrange.catalog import clock
    from downrange.seed import DATA
    from downrange.seed.load import load
    from downrange.seed.reading import CatalogueError

    say("Loading the shipped catalogue")
    try:
        with progress_bar() as progress:
            loaded = load(DATA, clock.tick(), progress, release=release)
    except CatalogueError as error:
        raise CommandError(f"{error}; nothing was loaded") from None
    say(f"{loaded.added} records added, {loaded.changed} changed, {loaded.unchanged} as before")
    if str(loaded.kept):
        say(f"{loaded.kept} kept as edited here; downrange load --release gives them back")


def is_empty() -> bool:
    """Whether no table has a record."""
    from downrange.catalog.revision import Revision
    from downrange.catalog.tables import TABLES

    return Revision.current().number == 0 and not any(model._base_manager.exists() for model in TABLES.values())


def unapplied_migrations() -> int:
    """How many migrations the database lacks. Raises `CommandError` if it has some that this version does not know."""
    executor = _executor()
    loader = executor.loader
    ours = {app for app, _ in loader.disk_migrations}
    for app, name in sorted(loader.applied_migrations.keys() - loader.disk_migrations.keys()):
        if app in ours:
            raise CommandError(
                f"the database was made by a newer Downrange ({app} {name}); run that, or name another database"
            )
    return len(executor.migration_plan(loader.graph.leaf_nodes()))


def _analyse() -> None:
    """Have SQLite learn which index tells most records apart, or it may choose the worst; PostgreSQL learns unasked."""
    from django.db import DatabaseError, connection

    if connection.vendor == "sqlite":
        # Where another program is writing, a later start will do it.
        with suppress(DatabaseError), connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _executor() -> "MigrationExecutor":
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    return MigrationExecutor(connection)


def _migrate() -> bool:
    """Whether there was anything to migrate."""
    unapplied = unapplied_migrations() > 0
    if unapplied:
        from django.core.management import call_command

        say("Preparing the database")
        call_command("migrate", interactive=False, verbosity=0)
    return unapplied


@contextmanager
def _one_at_a_time(environment: Environment) -> Iterator[None]:
    """Has two starts on one database follow each other."""
    from django.db import connection

    from downrange.config import data_folder

    if environment.uses_sqlite:
        with data_folder.one_start_at_a_time(environment.data, on_wait=_say_waiting):
            yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [ADVISORY_LOCK])
        if not cursor.fetchone()[0]:
            _say_waiting()
            cursor.execute("SELECT pg_advisory_lock(%s)", [ADVISORY_LOCK])
    try:
        yield
    finally:
        connection.close()


def _say_waiting() -> None:
    say("Waiting for another start on the same database")
