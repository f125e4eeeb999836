"""The command `downrange`: serve, load, mirror, import, export, backup, key, user, check.

What goes wrong is one line on standard error that says what to do, and exit status 2. Modules that cost time to import
are imported when they are needed: `--help` and `--version` neither start Django nor write a file.
"""

import argparse
import os
import signal
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, NoReturn

from downrange import __version__

from .output import CommandError, complain

if TYPE_CHECKING:
    from downrange.access.rates import Rate

STOPPED, INTERRUPTED, FAILED = 0, 130, 2  # exit statuses
DAY = 86_400  # seconds
OPTIONS = {
    "data": "DATA",
    "host": "HOST",
    "port": "PORT",
    "workers": "WORKERS",
    "mirror": "MIRROR",
    "calls_per_hour": "MIRROR_CALLS",
}


class Parser(argparse.ArgumentParser):
    """Reports a mistake in one line."""

    def error(self, message: str) -> NoReturn:
        complain(f"{message}; see {self.prog} --help")
        sys.exit(FAILED)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; its exit status."""
    chosen = _parser().parse_args(arguments)
    for option, setting in OPTIONS.items():
        if (value := getattr(chosen, option, None)) is not None:
            os.environ[f"DOWNRANGE_{setting}"] = value
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        return _run(chosen)
    except KeyboardInterrupt:
        return STOPPED if chosen.command == "serve" else INTERRUPTED
    except CommandError as error:
        complain(error)
        return FAILED
    except BrokenPipeError:
        # The reader of the output has closed it. Python would report that again on exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED


def _parser() -> Parser:
    parser = Parser(prog="downrange", description="The Launch Library 2.3.0 API on your own machine.")
    parser.add_argument("--version", action="version", version=f"Downrange {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    folder = Parser(add_help=False)
    folder.add_argument("--data", metavar="DIR", help="the data folder (setting DOWNRANGE_DATA)")

    empty = Parser(add_help=False)
    empty.add_argument("--empty", action="store_true", help="leave an empty database empty")
    serve = commands.add_parser(
        "serve",
        parents=[folder, empty],
        help="make the database if there is none, fill it if it is empty, and serve",
    )
    serve.add_argument("--host", help="the address to listen on (DOWNRANGE_HOST; 127.0.0.1)")
    serve.add_argument("--port", help="the port to listen on (DOWNRANGE_PORT; 8000)")
    serve.add_argument("--workers", metavar="N", help="how many processes answer (DOWNRANGE_WORKERS; one a core)")
    serve.add_argument("--wait", metavar="SECONDS", type=_seconds, default=0, help="how long to wait for the database")
    serve.add_argument("--mirror", metavar="URL", help="keep fresh from this upstream (DOWNRANGE_MIRROR)")

    load = commands.add_parser("load", parents=[folder], help="load or update the shipped catalogue; safe to repeat")
    load.add_argument("--release", action="store_true", help="overwrite what was edited here with what is shipped")
    mirror = commands.add_parser(
        "mirror", parents=[folder, empty], help="fill and refresh the catalogue from an upstream, within its limit"
    )
    mirror.add_argument("--from", dest="mirror", metavar="URL", help="the upstream (DOWNRANGE_MIRROR)")
    mirror.add_argument("--calls-per-hour", metavar="N", help="what it allows (DOWNRANGE_MIRROR_CALLS; 15)")
    mirror.add_argument("--resources", metavar="A,B", default="", help="keep to these resources")
    mirror.add_argument("--once", action="store_true", help="end when no call is allowed, or nothing is due")
    mirror.add_argument("--dry-run", action="store_true", help="print what would be asked, and ask nothing")
    mirror.add_argument("--status", action="store_true", help="print how fresh what is, and what was set aside")
    mirror.add_argument("--attached", action="store_true", help=argparse.SUPPRESS)  # ends with standard input
    saved = commands.add_parser("import", parents=[folder, empty], help="read saved answers of Launch Library")
    saved.add_argument("files", nargs="+", metavar="FILE", help="a record, a page of a list, or one record per line")
    saved.add_argument("--resource", metavar="NAME", help="what they are of, where the records do not tell")
    exported = commands.add_parser("export", parents=[folder], help="write a list, or everything, into a file")
    exported.add_argument("resource", nargs="?", metavar="RESOURCE", help="the list, such as launches or astronauts")
    exported.add_argument("--all", action="store_true", help="the whole catalogue, as sqlite")
    exported.add_argument("--format", choices=("csv", "jsonl", "parquet", "xlsx", "sqlite"), required=True)
    exported.add_argument("--mode", help="the level of detail, as in the API")
    exported.add_argument(
        "--where", metavar="QUERY", default="", help="parameters as in the API: 'status=3&fields=id,net'"
    )
    exported.add_argument("--base-url", default="http://127.0.0.1:8000", metavar="URL", help="what links begin with")
    exported.add_argument("-o", "--output", metavar="FILE", help="where to; there must be none (standard output)")
    backup = commands.add_parser(
        "backup", parents=[folder], help="copy the database file while it is in use (PostgreSQL: pg_dump)"
    )
    backup.add_argument("file", metavar="FILE", help="where to; there must be none")
    key = commands.add_parser("key", help="make, list and revoke the keys of clients").add_subparsers(
        dest="action", metavar="ACTION", required=True
    )
    create = key.add_parser("create", parents=[folder], help="make a key, and print it this once")
    create.add_argument("name", metavar="NAME", help="whose it is")
    create.add_argument("--rate", type=_rate, help="such as 1000/hour; without one the key is not limited")
    key.add_parser("list", parents=[folder], help="the keys, their rates, and when they were last used")
    revoke = key.add_parser("revoke", parents=[folder], help="accept a key no longer")
    revoke.add_argument("name", metavar="NAME")
    user = commands.add_parser("user", help="make, list and remove the accounts of the desk").add_subparsers(
        dest="action", metavar="ACTION", required=True
    )
    make = user.add_parser("create", parents=[folder], help="make an account; its password is asked for")
    make.add_argument("name", metavar="NAME")
    make.add_argument("--role", required=True, metavar="ROLE", help="viewer, librarian or administrator")
    change = user.add_parser("password", parents=[folder], help="give an account another password")
    change.add_argument("name", metavar="NAME")
    for each in (make, change):
        each.add_argument("--password-file", metavar="FILE", help="whose first line is the password")
    user.add_parser("list", parents=[folder], help="the accounts, their roles, and when they last logged in")
    delete = user.add_parser("delete", parents=[folder], help="remove an account; what it changed stays")
    delete.add_argument("name", metavar="NAME")
    commands.add_parser("metrics")  # the process beside a server
    check = commands.add_parser("check", parents=[folder], help="check the installation")
    check.add_argument("--repair", action="store_true", help="derive every figure anew, and say which were wrong")
    return parser


def _seconds(text: str) -> int:
    """A number of seconds, a day at most."""
    if not (text.isascii() and text.isdigit() and len(text) < 6 and int(text) <= DAY):
        raise argparse.ArgumentTypeError(f"must be a whole number of seconds from 0 to {DAY}, not {text!r}")
    return int(text)


def _rate(text: str) -> "Rate":
    from downrange.access.rates import Rate

    try:
        return Rate.read(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _run(chosen: argparse.Namespace) -> int:
    from . import commands

    match chosen.command:
        case "serve":
            return commands.serve(empty=chosen.empty, wait=chosen.wait)
        case "load":
            return commands.load(release=chosen.release)
        case "mirror":
            from . import mirroring

            return mirroring.mirror(chosen)
        case "import":
            from . import importing

            return importing.import_files(chosen.files, chosen.resource, empty=chosen.empty)
        case "metrics":
            from . import measuring

            return measuring.metrics()
        case "backup":
            return commands.backup(chosen.file)
        case "export":
            from . import exporting

            return exporting.export(chosen)
        case "key":
            from . import keys

            return keys.run(chosen)
        case "user":
            from . import users

            return users.run(chosen)
        case _:
            return commands.check(repair=chosen.repair)


def _interrupt(*_: object) -> NoReturn:
    raise KeyboardInterrupt
