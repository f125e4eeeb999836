"""The biographies of astronauts: one sentence each."""

from datetime import UTC, date, datetime

from tools.catalogue.biography import Trip, biography, noun

AS_OF = date(2026, 6, 3)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


SOYUZ_T_2 = Trip("Soyuz T-2", "Soyuz T-2", at("1980-06-05"), at("1980-06-09"))
CREW_2 = Trip("Crew-2", "Crew-2", at("2021-04-23"), at("2021-11-09"))


def test_flights_of_the_dead_have_no_date() -> None:
    """The sentence stays true."""
    assert biography("Soviet cosmonaut", [SOYUZ_T_2], AS_OF, died=True) == (
        "A Soviet cosmonaut who flew once: Soyuz T-2, 1980."
    )


def test_flights_of_the_long_retired_have_no_date() -> None:
    """Another flight is not expected."""
    assert "who flew once" in biography("Soviet cosmonaut", [SOYUZ_T_2], AS_OF, died=False)


def test_flights_of_those_who_may_fly_again_are_counted_up_to_a_date() -> None:
    """A later flight would make an undated count false."""
    assert biography("American astronaut", [CREW_2], AS_OF, died=False) == (
        "An American astronaut who by 3 June 2026 had flown once: Crew-2, 2021."
    )


def test_both_ships_of_a_stay_are_named() -> None:
    """With the years from launch to landing, where they differ."""
    trip = Trip("Soyuz TM-4", "Soyuz TM-6", at("1987-12-21"), at("1988-12-21"))
    assert biography("Soviet cosmonaut", [SOYUZ_T_2, trip], AS_OF, died=True) == (
        "A Soviet cosmonaut who flew twice: Soyuz T-2, 1980; up in Soyuz TM-4 and down in Soyuz TM-6, 1987 to 1988."
    )


def test_a_stay_that_continues_has_no_end() -> None:
    """Only when it began."""
    trip = Trip("Soyuz MS-28", "Soyuz MS-28", at("2025-11-27"), None)
    assert biography("Russian cosmonaut", [trip], AS_OF, died=False).endswith("Soyuz MS-28, launched in 2025.")


def test_an_incomplete_log_is_called_incomplete() -> None:
    """The catalogue may lack flights."""
    trip = Trip("Unity 22", "Unity 22", at("2021-07-11"), at("2021-07-11"))
    assert biography("British space traveller", [trip], AS_OF, died=False, complete=False) == (
        "A British space traveller of whom the catalogue has 1 flight: Unity 22, 2021."
    )


def test_each_type_of_astronaut_has_its_noun() -> None:
    """Cosmonauts are Soviet and Russian; private travellers are neither."""
    assert noun("Russia", "Russian", traveller=False) == "Russian cosmonaut"
    assert noun("East Germany", "East German", traveller=False) == "East German astronaut"
    assert noun("Canada", "Canadian", traveller=True) == "Canadian space traveller"
