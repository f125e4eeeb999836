"""Which application answers which request: the contract's API below its base path, Django everywhere else."""

from functools import cache

from downrange.api.envelope import Caches
from downrange.api.http import Api
from downrange.api.openapi import Document
from downrange.api.v230 import CONTRACT
from downrange.explorer.pages import render_page


@cache
def api() -> Api:
    """The API of Launch Library 2.3.0, one for the process."""
    return Api(CONTRACT, Caches.of_settings(), render_page, others={"schema/": Document(CONTRACT)})
