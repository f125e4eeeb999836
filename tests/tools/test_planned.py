"""The launches that lie ahead."""

from tools.catalogue.facts import Fact
from tools.catalogue.planned import planned_of


def plan(pk: str, **values: object) -> Fact:
    return Fact({"ll2_id": pk, **values}, f"planned.jsonl:{pk}")


def test_a_stale_plan_and_one_that_was_launched_are_left_out() -> None:
    """What has happened is in the log."""
    plans = [plan("a"), plan("b", stale=True), plan("c")]
    assert [fact["ll2_id"] for fact in planned_of(plans, ["c"])] == ["a"]
