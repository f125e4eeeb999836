"""What this server's own clients ask for is counted."""

from collections.abc import Iterator

import pytest
from django.db import DatabaseError
from django.test import override_settings

from downrange.api.v230 import CONTRACT
from downrange.config import application
from downrange.messages import Request
from downrange.mirror.demand import Counts
from downrange.mirror.models import Demand

pytestmark = pytest.mark.django_db


@pytest.fixture
def fresh() -> Iterator[None]:
    """The application as it is made at the start."""
    for made in (application.api, application.demand):
        made.cache_clear()
    yield
    for made in (application.api, application.demand):
        made.cache_clear()


def test_requests_are_counted_by_the_list_that_has_all_records() -> None:
    """`upcoming/` are launches."""
    counts = Counts()
    for route in ("launches", "launches/upcoming", "agencies", "api-throttle"):
        counts.add(CONTRACT.by_route[route])
    counts.flush()
    counts.add(CONTRACT.by_route["launches"])
    counts.flush()
    assert dict(Demand.objects.values_list("route", "requests")) == {"launches": 3, "agencies": 1, "api-throttle": 1}


def test_what_could_not_be_written_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another writer may be at work."""
    counts = Counts()
    counts.add(CONTRACT.by_route["agencies"])

    def fails(**_: object) -> None:
        raise DatabaseError

    with monkeypatch.context() as patched:
        patched.setattr(Demand.objects, "filter", fails)
        with pytest.raises(DatabaseError):
            counts.flush()
    counts.flush()
    assert Demand.objects.get().requests == 1


@pytest.mark.usefixtures("fresh", "one_connection")
@pytest.mark.parametrize(("mirror", "requests"), [("https://ll.thespacedevs.com", 1), (None, 0)])
def test_a_server_counts_where_it_mirrors(mirror: str | None, requests: int) -> None:
    """And writes nothing where it does not."""
    with override_settings(MIRROR=mirror):
        application.application(Request("GET", b"/2.3.0/agencies/", {b"accept": b"*/*"}, host="localhost"))
        application.demand().flush()
    assert sum(Demand.objects.values_list("requests", flat=True)) == requests
