"""Datasette beside Downrange, on the same database: how it is started, and what it is asked.

The nearest to a page of spacecraft is Datasette's own page of the same table. It too is sorted and paged by parameters,
counted (`filtered_table_rows_count`) and linked to the next one, and `_labels=on` names what a row refers to, its
status, configuration and image, where Downrange's records nest them with more of their own. It has nothing of agencies,
types and families. A query prepared in its metadata could join them, and is answered three times as fast, but that is
one statement for one request, with neither filters nor links; its client has done the work of the API.

Datasette has what speeds it up and costs nothing that is compared: a file that it may take for unchanging, whose rows
it counts once, and no facets to suggest.
"""

import os
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

COMMAND = os.environ.get("BENCH_DATASETTE", "datasette")
DATABASE = "downrange"  # what the file is called without its ending, and so the first part of each address
PAGE = f"/{DATABASE}/catalog_spacecraft.json?_size={{size}}&_sort_desc=flights_count&_shape=objects&_labels=on"
TEN, HUNDRED = PAGE.format(size=10), PAGE.format(size=100)
"""Beside `/2.3.0/spacecraft/?ordering=-flights_count` with `limit=10` and `limit=100`."""


def command(database: Path, port: int) -> Sequence[str]:
    """Serves a file that nobody writes to meanwhile: see `still`."""
    return [COMMAND, "serve", "-i", str(database), "--port", str(port), "--setting", "suggest_facets", "off"]


def still(database: Path, folder: Path) -> Path:
    """A copy of a database, with all that has been committed to it, which nobody writes to."""
    copy = folder / f"{DATABASE}.db"
    with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
        target.execute("PRAGMA journal_mode = DELETE")  # else the file would want another beside it
    return copy
