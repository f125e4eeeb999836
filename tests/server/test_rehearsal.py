"""The first answer of a worker takes what the second does: nothing is left to be imported, connected or prepared."""

import asyncio
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import get_ident

from downrange.server.worker import THREADS, rehearse

from ..command import ROOT
from .wire import Page, serve

FIRST = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "downrange.config.settings"
import django
django.setup()
from downrange.config.application import load
from downrange.messages import Request
site = load()
site.rehearse()
known = set(sys.modules)
for path in sys.argv[1:]:
    response = site.application(Request("GET", path.encode(), {b"accept": b"*/*"}, host="localhost"))
    assert response.status == 200, response
print(*sorted(set(sys.modules) - known))
"""


def test_every_thread_answers_once() -> None:
    """Although the first might have done it for all; and a failure of one is no failure of the start."""
    idents = []

    def once() -> None:
        idents.append(get_ident())
        raise ZeroDivisionError

    async def scene() -> None:
        with ThreadPoolExecutor(THREADS) as threads:
            await asyncio.wait_for(rehearse(serve(Page(), threads=threads, rehearse=once)), 20)

    asyncio.run(scene())
    assert len(set(idents)) == THREADS


def test_the_first_requests_import_nothing(tables: dict[str, str]) -> None:
    """Of other resources than the rehearsal's, too."""
    paths = [
        "/2.3.0/launches/?mode=detailed",
        "/2.3.0/spacecraft/?search=x&ordering=-name",
        "/2.3.0/",
        "/changes/?since=0",
    ]
    done = subprocess.run(
        [sys.executable, "-c", FIRST, *paths], env=tables, cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == []
