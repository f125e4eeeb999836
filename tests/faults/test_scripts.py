"""Short runs of the scripts that load a server for minutes."""

import pytest

from .. import command
from ..deploy.programs import NAME
from .costly import measure
from .fuzz import fuzz
from .soak import EXPECTED, soak


@pytest.mark.long
def test_every_response_is_of_one_revision_while_another_process_edits(data: object, variables: dict[str, str]) -> None:
    """Eight clients, two workers, an edit a second: no error, nothing mixed, nothing from the past, each edit seen
    within a second.
    """
    with command.serving(variables, "--workers", "2") as (address, server):
        outcome = soak(address, server.pid, variables, seconds=8, clients=8)
    assert outcome.failures == []
    assert set(outcome.statuses) == set(EXPECTED)
    assert outcome.statuses[200] > 100
    assert outcome.edits > 3
    assert (outcome.mixed, outcome.past, outcome.unseen) == (0, 0, 0)
    assert command.run(variables, "check").returncode == 0


@pytest.mark.long
def test_raw_requests_with_faults_are_refused_or_answered(tables: dict[str, str]) -> None:
    """Each once; some of both; others get what they always get."""
    variables = tables | {"DOWNRANGE_ALLOWED_HOSTS": NAME}
    with command.serving(variables, "--empty", complaints=command.ANY) as (address, _):
        done = fuzz(address, seconds=5, seed=2)
    assert done.faults == []
    assert {200, 400} <= set(done.statuses)


@pytest.mark.long
def test_others_are_answered_during_expensive_requests(data: object, variables: dict[str, str]) -> None:
    """New, cached and static: none is refused, whatever eight clients ask meanwhile."""
    with command.serving(variables, complaints=command.ANY) as (address, _):
        seen = measure(address, seconds=10)
    assert seen.failures == []
    assert seen.asked > 0
    assert all(len(times) > 3 for times in seen.seconds.values())
