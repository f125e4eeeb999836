"""Counts what this server's own clients ask for, so that the mirror refreshes it first.

A request is counted when its answer is made. One that is answered from the cache was counted then; the caches are
cleared whenever something changes.
"""

from collections import Counter
from threading import Lock

from django.db.models import F

from downrange.api.resource import Endpoint, Resource

from .models import Demand


class Counts:
    """The requests of this process that are not written yet, by the route of the list that has all records."""

    def __init__(self) -> None:
        self._lock, self._counts = Lock(), Counter[str]()

    def add(self, endpoint: Endpoint) -> None:
        route = endpoint.route.split("/")[0] if isinstance(endpoint, Resource) and endpoint.scope else endpoint.route
        with self._lock:
            self._counts[route] += 1

    def flush(self) -> None:
        """Write them. Raises `DatabaseError`, and keeps them, where that is not possible."""
        with self._lock:
            counts, self._counts = self._counts, Counter()
        try:
            for route, requests in counts.items():
                if not Demand.objects.filter(route=route).update(requests=F("requests") + requests):
                    Demand.objects.create(route=route, requests=requests)
        except BaseException:
            with self._lock:
                self._counts += counts
            raise
