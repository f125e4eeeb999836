"""What each command does, in the order in which it does it."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from downrange import __version__
from downrange.config.environment import EVERYWHERE, LOOPBACK, Environment, SettingError, bracketed

from . import database
from .output import CommandError, say

PASSED, FAILED = 0, 1  # exit statuses of `check`


def serve(*, empty: bool, wait: int) -> int:
    environment = read_environment()
    from downrange.server import master

    try:
        with master.listening(environment.host, environment.port) as listener, _measured(environment):
            start_django(environment)
            from downrange.catalog import clock
            from downrange.config.application import load

            from . import check as checks

            if environment.cache_url is not None and find_spec("redis") is None:
                raise CommandError("Redis needs its client: install Downrange with its extra, pip install '.[redis]'")
            _refuse_to_write_where_nothing_can_be(environment)
            say(f"Downrange {__version__}, database {database.describe(environment)}")
            with database.reported(environment):
                database.refuse_emptied(environment)  # before a connection writes to it
                database.wait(environment, wait)
                database.prepare(environment, fill=not empty, only_reads=True)
                say(checks.summary(clock.tick()))
            master.serve(
                load,
                environment.workers,
                listener,
                on_ready=lambda: _announce_hosts(environment),
                on_stop=lambda why: say(f"Stopping: {why}"),
                companions=_companions(environment),
            )
    except master.ServerError as error:
        raise CommandError(error) from None
    return 0


def _refuse_to_write_where_nothing_can_be(environment: Environment) -> None:
    from django.conf import settings

    if settings.READ_ONLY and environment.mirror is not None:
        raise CommandError(f"nothing can be written to {environment.data}, so nothing can be mirrored into it")
    if settings.READ_ONLY and environment.limit is not None and environment.cache_url is None:
        raise CommandError(f"nothing can be written to {environment.data}; to count requests, set DOWNRANGE_CACHE_URL")


def _companions(environment: Environment) -> list[tuple[str, ...]]:
    """The commands that run beside the server: what keeps the catalogue fresh, and what answers `/metrics`."""
    program = (sys.executable, "-m", "downrange")
    return [
        *([(*program, "mirror", "--attached")] if environment.mirror is not None else []),
        *([(*program, "metrics")] if environment.metrics is not None else []),
    ]


@contextmanager
def _measured(environment: Environment) -> Iterator[None]:
    """Gives the processes of a server a folder to share what they count, where somebody asks for it."""
    if environment.metrics is None:
        yield
        return
    if find_spec("prometheus_client") is None:
        raise CommandError("metrics need prometheus-client: install Downrange with its extra, pip install '.[metrics]'")
    with TemporaryDirectory(prefix="downrange-metrics-") as folder:
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = folder
        yield


def load(*, release: bool) -> int:
    with prepared(start(), fill=False):
        database.load_catalogue(release=release)
    return 0


def backup(file: str) -> int:
    environment = read_environment()
    if not environment.uses_sqlite:
        raise CommandError("PostgreSQL has a program for it: pg_dump --format=custom --file=FILE URL")
    see_that_there_is_a_database(environment)
    with database.reported(environment):
        database.refuse_emptied(environment)
        size = database.copy_file(Path(environment.database["NAME"]), Path(file))
    say(f"{file}: {size} bytes")
    return 0


def check(*, repair: bool) -> int:
    environment = read_environment()
    see_that_there_is_a_database(environment)
    start_django(environment)
    from downrange.catalog import clock

    from . import check as checks

    say(f"Downrange {__version__}, database {database.describe(environment)}")
    with database.reported(environment):
        database.refuse_emptied(environment)
        if database.unapplied_migrations():
            raise CommandError(
                "the database is of an older version; downrange serve or downrange load brings it up to date"
            )
        if repair:
            database.refuse_read_only(environment)
            for line in checks.repair(clock.tick()):
                say(line)
        problems = 0
        if database.is_empty():
            say("the catalogue is empty; downrange load fills it")
            problems += 1
        for problem in checks.problems(clock.tick()):
            say(problem)
            problems += 1
        for note in checks.notes(clock.tick()):
            say(note)
        say(checks.summary(clock.tick()))
    say(f"{problems or 'No'} {'problem' if problems == 1 else 'problems'}")
    return FAILED if problems else PASSED


def see_that_there_is_a_database(environment: Environment) -> None:
    try:
        if environment.uses_sqlite and not Path(environment.database["NAME"]).exists():
            raise CommandError(f"there is no database in {environment.data}; downrange serve makes one")
    except OSError as error:
        raise CommandError(f"cannot read the folder {environment.data} ({error.strerror})") from None


def read_environment() -> Environment:
    try:
        return Environment.read(os.environ)
    except SettingError as error:
        raise CommandError(error) from None


def start() -> Environment:
    """The environment, with Django set up for it."""
    environment = read_environment()
    start_django(environment)
    return environment


@contextmanager
def prepared(environment: Environment, *, fill: bool) -> Iterator[None]:
    """A database that can be written to, within the block; with `fill` not an empty one."""
    with database.reported(environment):
        database.prepare(environment, fill=fill)
        yield


def start_django(environment: Environment) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "downrange.config.settings"
    import django

    with database.reported(environment):
        django.setup()


def _announce_hosts(environment: Environment) -> None:
    everywhere = environment.host in EVERYWHERE
    host = "127.0.0.1" if everywhere else environment.host
    others = " and every other address of this machine" if everywhere else ""
    say(f"Serving on http://{bracketed(host)}:{environment.port}/{others}")
    if not environment.allowed_hosts_given and (everywhere or bracketed(host) not in LOOPBACK):
        say(
            f"It answers to {', '.join(environment.allowed_hosts)}; to let clients address it by other names, list all"
            " of them: DOWNRANGE_ALLOWED_HOSTS=station.example,192.0.2.7"
        )
