"""Several machines: what one is told, all know."""

import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

import orjson
import pytest

from ..command import ROOT, environment, serving
from ..faults.cluster import cluster
from .programs import NAME
from .test_backup import EDIT, name_of
from .whole_set import whole_set

AGENCY = "/2.3.0/agencies/63/"


@pytest.mark.slow
def test_two_machines_are_as_one(tmp_path: Path) -> None:
    """An edit on one is answered by both within a second and by nginx within two more; the limit of a client holds for
    both together; when one stops, the other goes on.
    """
    with whole_set(tmp_path, LIMIT="40/hour") as running:
        status, fields, body = running.client.ask(AGENCY)
        assert status == 200
        assert orjson.loads(body)["url"] == f"https://{NAME}{AGENCY}"
        assert fields["X-Catalog-Revision"]
        subprocess.run([sys.executable, "-c", EDIT], env=running.variables, cwd=ROOT, check=True)
        time.sleep(1)
        assert [name_of(address) for address in running.addresses] == ["Club", "Club"]
        time.sleep(2.1)  # nginx counts in whole seconds
        assert orjson.loads(running.client.ask(AGENCY)[2])["name"] == "Club"
        # Every request has a target of its own, so nginx answers none.
        statuses = [running.client.ask(f"/2.3.0/agencies/?offset={number}")[0] for number in range(60)]
        # Two requests were made through nginx before, of which the second may have been asked twice.
        assert statuses.count(200) + statuses.count(429) == 60
        assert statuses.count(200) in (36, 37, 38)
        running.servers[0].terminate()
        running.servers[0].communicate(timeout=60)
        assert running.client.ask("/health/live")[0] == 200
        assert running.client.ask("/docs/")[0] == 200


@pytest.mark.long
def test_a_read_only_replica_answers(tmp_path: Path) -> None:
    """Lists, records, the past and the feed; what the primary is told, it answers a second later."""
    with cluster() as primary:
        first = environment(tmp_path / "first") | {"DOWNRANGE_DATABASE_URL": primary.url}
        with serving(first), primary.replica() as replica:
            second = environment(tmp_path / "second") | {"DOWNRANGE_DATABASE_URL": replica.url}
            with serving(second, "--empty") as (address, _):
                for path in (
                    "/",
                    AGENCY,
                    "/2.3.0/launches/?limit=3",
                    "/2.3.0/spacecraft/?at=2000-01-01",
                    "/changes/?since=0",
                ):
                    with urlopen(f"{address}{path}") as response:
                        assert response.status == 200
                subprocess.run([sys.executable, "-c", EDIT], env=first, cwd=ROOT, check=True)
                time.sleep(1.5)
                assert name_of(address) == "Club"
