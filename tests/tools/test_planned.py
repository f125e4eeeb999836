"""The launches that lie ahead."""

from tools.catalogue.planned import PLANNED
from tools.catalogue.sources import AS_OF


def test_a_planned_launch_lies_after_the_day_of_the_facts() -> None:
    """What has happened is in the log; a plan that has come due must be looked up and moved there."""
    assert all(plan.net[:10] > AS_OF for plan in PLANNED.values())


def test_a_planned_launch_stands_at_the_end_of_the_period_that_was_announced() -> None:
    """The last day of a month, or of a year."""
    ends = {"Month": ("-31T", "-30T", "-28T", "-29T"), "Year": ("-12-31T",)}
    assert all(any(end in plan.net for end in ends[plan.precision]) for plan in PLANNED.values())
