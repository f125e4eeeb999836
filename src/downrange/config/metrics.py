"""`/metrics` for Prometheus: what the workers have counted, and what the database knows."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import Error, connection
from prometheus_client import CollectorRegistry, start_http_server
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from downrange.catalog.revision import Revision
from downrange.mirror.models import Call

PERIOD = timedelta(hours=1)
"""In which the mirror's calls are counted."""


class Catalogue(Collector):
    """The revision, the age of the facts, and the mirror; while the database does not answer, only that it does not."""

    def collect(self) -> Iterator[Metric]:
        connection.close_if_unusable_or_obsolete()
        try:
            found = list(self._read(datetime.now(UTC)))
        except Error:
            connection.close()
            found = []
        yield GaugeMetricFamily("downrange_database_up", "Whether the database answers.", float(bool(found)))
        yield from found

    def _read(self, now: datetime) -> Iterator[Metric]:
        revision = Revision.current()
        yield GaugeMetricFamily("downrange_revision", "The catalogue's revision.", revision.number)
        if revision.as_of is not None:
            age = (now - revision.as_of).total_seconds()
            yield GaugeMetricFamily("downrange_facts_age_seconds", "Age of the facts of the flight log.", age)
        if settings.MIRROR:
            calls, allowed = Call.objects.filter(at__gt=now - PERIOD).count(), settings.MIRROR_CALLS
            yield GaugeMetricFamily("downrange_mirror_calls", "Calls of the mirror in the last hour.", calls)
            yield GaugeMetricFamily("downrange_mirror_calls_allowed", "Calls allowed in an hour.", allowed)
            last = Call.objects.filter(status="ok").order_by("-pk").first()
            if last is not None:
                lag = (now - last.at).total_seconds()
                yield GaugeMetricFamily("downrange_mirror_lag_seconds", "Time since the mirror's last answer.", lag)


def serve(host: str, port: int) -> threading.Thread:
    """Answer `/metrics` in a thread, which is returned. Raises `OSError` where another program has the port."""
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    registry.register(Catalogue())
    _, thread = start_http_server(port, host, registry)
    return thread
