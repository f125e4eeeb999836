"""A short run of `soak`: mixed load while another process edits."""

import pytest

from .. import command
from .soak import EXPECTED, soak


@pytest.mark.slow
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
