"""What `make bench` asks."""

from bench import mix


def test_the_mix_is_the_same_each_time() -> None:
    """Runs can be compared, and there are questions enough though some find nothing."""
    questions = mix.questions()
    assert questions == mix.questions()
    assert len(set(questions)) == len(questions) >= 2 * mix.HOW_MANY


def test_pages_are_pages_of_the_contract() -> None:
    """In orders that the contract has, so that none is passed over."""
    assert len(set(mix.pages())) == 150
