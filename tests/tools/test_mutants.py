"""Mutation testing: what is mutated, by which tests, and which survivors are explained."""

from itertools import pairwise

import pytest
from tools.mutants import OPERATORS, ROOT, SOURCE, SURVIVORS, TESTS, explanations


@pytest.mark.parametrize("module", TESTS)
def test_the_tests_of_a_module_exist(module: str) -> None:
    """So that a renamed test is not left out silently."""
    paths = [word for word in TESTS[module].split() if word.startswith("tests/")]
    assert paths
    assert [path for path in (f"{SOURCE}/{module}", *paths) if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("explained", list(explanations()))
def test_an_explained_survivor_is_still_there(explained: str) -> None:
    """An explanation of a line that was changed would hide nothing, and mislead."""
    module, operator, line = explained.split(": ", 2)
    assert operator in OPERATORS
    assert line in [each.strip() for each in (ROOT / SOURCE / module).read_text(encoding="utf-8").splitlines()]


def test_every_explained_survivor_has_a_reason() -> None:
    """In the indented line that follows."""
    lines = [line for line in SURVIVORS.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    reasoned = [line for line, following in pairwise([*lines, ""]) if following.startswith(" ")]
    assert reasoned == list(explanations())
