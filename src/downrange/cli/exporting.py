"""`downrange export`: writes a list, or the whole catalogue, into a file or to standard output."""

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import database
from .commands import read_environment, see_that_there_is_a_database, start_django
from .output import CommandError

if TYPE_CHECKING:
    from downrange.api.whole import WholeList
    from downrange.catalog.snapshot import Snapshot


def export(chosen: argparse.Namespace) -> int:
    if chosen.all == (chosen.resource is not None):
        raise CommandError("name a resource, or --all for the whole catalogue")
    if chosen.all and (chosen.format != "sqlite" or chosen.mode or chosen.where):
        raise CommandError("--all is the whole catalogue as sqlite, without --mode and --where")
    environment = read_environment()
    see_that_there_is_a_database(environment)
    start_django(environment)
    from downrange.catalog import clock
    from downrange.catalog.snapshot import take_snapshot
    from downrange.exchange.formats import LIBRARIES, FormatError

    library = LIBRARIES.get(chosen.format)
    if library is not None and find_spec(library) is None:
        raise CommandError(
            f"{chosen.format} needs {library}: install Downrange with its extra, pip install '.[export]'"
        )
    with database.reported(environment):
        if database.unapplied_migrations():
            raise CommandError("there is no database, or one of an older version; downrange serve makes it")
        write = _writer(chosen)
        with take_snapshot(limit=0) as snapshot, clock.track():
            try:
                _put(chosen.output, lambda path: write(snapshot, path))
            except FormatError as error:
                raise CommandError(error) from None
    return 0


def _writer(chosen: argparse.Namespace) -> "Callable[[Snapshot, Path], object]":
    if chosen.all:
        from downrange.exchange.database import write_catalogue

        return write_catalogue
    from downrange.exchange.formats import FORMATS

    exported, write = _export(chosen), FORMATS[chosen.format]
    return lambda snapshot, path: write(exported, snapshot, path)


def _export(chosen: argparse.Namespace) -> "WholeList":
    """What is to be written; unlike over HTTP, a parameter that means nothing is refused."""
    from django.core.exceptions import SuspiciousOperation
    from django.http import QueryDict
    from rest_framework.exceptions import ValidationError

    from downrange.api.links import Links
    from downrange.api.query import ListQuery, read_instant
    from downrange.api.v230 import CONTRACT
    from downrange.api.whole import WholeList
    from downrange.catalog import clock

    resource = CONTRACT.lists.get(chosen.resource.strip("/"))
    if resource is None:
        raise CommandError(f"there is no list {chosen.resource!r}; {CONTRACT.base_path} has them")
    try:
        parameters = QueryDict(chosen.where, mutable=True)
        if chosen.mode:
            parameters["mode"] = chosen.mode
        query = ListQuery.read(resource, parameters, is_whole=True)
        instant = read_instant(resource, parameters, clock.tick())
    except SuspiciousOperation:
        raise CommandError(f"--where cannot be read: {chosen.where!r}") from None
    except ValidationError as error:
        raise CommandError("; ".join(f"{name}: {' '.join(texts)}" for name, texts in _texts(error.detail))) from None
    if query.ignored:
        raise CommandError(f"{', '.join(query.ignored)} means nothing for {resource.route}")
    return WholeList(resource, query, Links.of(f"{chosen.base_url.rstrip('/')}{CONTRACT.base_path}"), instant)


def _texts(detail: Any) -> Iterator[tuple[str, list[str]]]:
    """What is wrong with each parameter."""
    for name, texts in detail.items():
        yield name, [str(text) for text in texts]


def _put(output: str | None, write: Callable[[Path], object]) -> None:
    """Have a file written beside where it belongs, and put it there when it is whole; or to standard output."""
    target = None if output in (None, "-") else Path(str(output))
    if target is not None and target.exists():
        raise CommandError(f"{target} is there already; name another file")
    try:
        with tempfile.TemporaryDirectory(prefix=".downrange-", dir=None if target is None else target.parent) as folder:
            draft = Path(folder) / "draft"
            write(draft)
            if target is not None:
                os.link(draft, target)  # unlike a rename, it replaces nothing
                return
            with draft.open("rb") as file:
                shutil.copyfileobj(file, sys.stdout.buffer)
    except FileExistsError:
        raise CommandError(f"{target} is there already; name another file") from None
    except BrokenPipeError:
        raise
    except OSError as error:
        raise CommandError(f"cannot write {output or 'to standard output'} ({error.strerror})") from None
