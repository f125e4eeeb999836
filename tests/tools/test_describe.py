"""The descriptions of spacecraft, for the cast."""

from dataclasses import replace
from datetime import UTC, date, datetime

from tools.catalogue.describe import MAX_LENGTH, Craft, Flight, Stay, describe

AS_OF = date(2026, 6, 3)
ISS = "International Space Station"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


SOYUZ_T_2 = Craft(
    "Soyuz T-2",
    "Soyuz T capsule",
    "11F732 #7",
    "Single Use",
    flights=(
        Flight(
            "Soyuz T-2",
            at("1980-06-05T14:19:30"),
            "Soyuz-U",
            "Baikonur Cosmodrome",
            "Salyut 6",
            date(1980, 6, 9),
            landed=True,
            crew=("Yury Malyshev", "Vladimir Aksyonov"),
            stays=(Stay("Salyut 6", at("1980-06-06T15:58:00"), at("1980-06-09T09:25:00")),),
        ),
    ),
)
DRAGON_C101 = Craft(
    "Dragon C101",
    "Dragon 1 capsule",
    None,
    "Retired",
    flights=(
        Flight(
            "Dragon C1",
            at("2010-12-08T15:43:00"),
            "Falcon 9",
            "Cape Canaveral",
            "Low Earth Orbit",
            date(2010, 12, 8),
            landed=False,
        ),
    ),
)
PROGRESS_MS_08 = Craft(
    "Progress MS-08",
    "Progress-MS cargo spacecraft",
    "No. 438",
    "Single Use",
    flights=(
        Flight(
            "Progress MS-08",
            at("2018-02-13T08:13:33"),
            "Soyuz 2.1a",
            "Baikonur Cosmodrome",
            ISS,
            date(2018, 8, 30),
            landed=False,
            stays=(Stay(ISS, at("2018-02-15T10:38:00"), at("2018-08-23T02:16:00")),),
        ),
    ),
)
DM_2 = Flight(
    "Dragon Endeavour (SpX DM-2)",
    at("2020-05-30T19:22:45"),
    "Falcon 9",
    "Kennedy Space Center",
    ISS,
    date(2020, 8, 2),
    landed=True,
    stays=(Stay(ISS, at("2020-05-31T14:16:00"), at("2020-08-01T23:35:00")),),
)
CREW_2 = Flight(
    "Dragon Endeavour (Crew-2)",
    at("2021-04-23T09:49:02"),
    "Falcon 9",
    "Kennedy Space Center",
    ISS,
    date(2021, 11, 9),
    landed=True,
    stays=(
        Stay(ISS, at("2021-04-24T09:08:00"), at("2021-07-21T10:45:00")),
        Stay(ISS, at("2021-07-21T11:36:00"), at("2021-11-08T19:05:00")),
    ),
)
ENDEAVOUR = Craft("Crew Dragon Endeavour", "Crew Dragon 2 capsule", "C206", "Active", flights=(DM_2, CREW_2))


def test_a_crewed_flight_to_a_station() -> None:
    """Kind, number, launch, stay, landing and those aboard."""
    assert describe(SOYUZ_T_2, AS_OF) == (
        "Soyuz T-2 is a Soyuz T capsule (11F732 #7). It was launched on 5 June 1980 on a Soyuz-U from Baikonur"
        " Cosmodrome, was docked to Salyut 6 for 2 days 17 hours, and landed on 9 June 1980. It carried Yury Malyshev"
        " and Vladimir Aksyonov."
    )


def test_a_flight_without_a_stay() -> None:
    """Where it flew, and no landing where the log has none."""
    assert describe(DRAGON_C101, AS_OF) == (
        "Dragon C101 is a Dragon 1 capsule. It was launched on 8 December 2010 on a Falcon 9 from Cape Canaveral into"
        " low Earth orbit and ended its mission on 8 December 2010. It has been retired."
    )


def test_a_cargo_flight() -> None:
    """An empty crew is not mentioned."""
    assert describe(PROGRESS_MS_08, AS_OF) == (
        "Progress MS-08 is a Progress-MS cargo spacecraft (No. 438). It was launched on 13 February 2018 on a Soyuz"
        " 2.1a from Baikonur Cosmodrome, was docked to the International Space Station for 188 days 15 hours, and"
        " ended its mission on 30 August 2018."
    )


def test_a_craft_that_flies_again_is_counted_up_to_a_day() -> None:
    """Of a craft in use nothing is said that its next flight would make false."""
    assert describe(ENDEAVOUR, AS_OF) == (
        "Crew Dragon Endeavour is a Crew Dragon 2 capsule (C206). By 3 June 2026 it had made 2 flights: the first,"
        " Dragon Endeavour (SpX DM-2), was launched on 30 May 2020, and the latest, Dragon Endeavour (Crew-2), was"
        " launched on 23 April 2021 and landed on 9 November 2021. By then it had docked to the International Space"
        " Station 3 times."
    )


def test_a_retired_craft_is_counted_for_good() -> None:
    """A craft that flies no more has a last flight."""
    assert describe(replace(ENDEAVOUR, status="Retired"), AS_OF) == (
        "Crew Dragon Endeavour is a Crew Dragon 2 capsule (C206). It made 2 flights: the first, Dragon Endeavour"
        " (SpX DM-2), was launched on 30 May 2020, and the last, Dragon Endeavour (Crew-2), was launched on 23 April"
        " 2021 and landed on 9 November 2021. It docked to the International Space Station 3 times. It has been"
        " retired."
    )


def test_an_incomplete_log_is_not_counted_as_all() -> None:
    """Of a craft that is known to have flown more often, only what the catalogue has is counted."""
    assert "The catalogue has 2 flights of it: the earliest," in describe(
        replace(ENDEAVOUR, log_is_complete=False), AS_OF
    )


def test_a_craft_in_space_has_no_running_figure() -> None:
    """While it is docked, the day it docked; no length of stay."""
    flight = replace(SOYUZ_T_2.flights[0], end=None, landed=False)
    flight = replace(flight, stays=(replace(flight.stays[0], departure=None),))
    assert describe(replace(SOYUZ_T_2, flights=(flight,)), AS_OF) == (
        "Soyuz T-2 is a Soyuz T capsule (11F732 #7). It was launched on 5 June 1980 on a Soyuz-U from Baikonur"
        " Cosmodrome and docked to Salyut 6 on 6 June 1980. It carried Yury Malyshev and Vladimir Aksyonov."
    )


def test_a_failed_launch() -> None:
    """The failure comes first, then how it ended."""
    flight = replace(SOYUZ_T_2.flights[0], outcome="failure", stays=(), end=date(1980, 6, 5))
    assert describe(replace(SOYUZ_T_2, flights=(flight,)), AS_OF) == (
        "Soyuz T-2 is a Soyuz T capsule (11F732 #7). Its launch on 5 June 1980 on a Soyuz-U from Baikonur Cosmodrome"
        " failed, and it landed on 5 June 1980. It carried Yury Malyshev and Vladimir Aksyonov."
    )


def test_a_placeholder_says_so() -> None:
    """A stand-in has no flights to tell of."""
    placeholder = Craft("Crew Dragon", "Crew Dragon 2 capsule", "TBD", "Active", is_placeholder=True)
    assert describe(placeholder, AS_OF) == (
        "Crew Dragon is a placeholder for a Crew Dragon 2 capsule that is not known yet."
    )


def test_a_description_fits_its_column() -> None:
    """The longest of the cast is far from the limit of the column."""
    assert (
        max(len(describe(craft, AS_OF)) for craft in (SOYUZ_T_2, DRAGON_C101, PROGRESS_MS_08, ENDEAVOUR)) < MAX_LENGTH
    )


def test_a_note_stands_before_the_end_of_the_craft() -> None:
    """What the facts do not say, also of a craft that never flew."""
    craft = Craft("Ship 36", "Starship upper stage", None, "Destroyed", note="It exploded on the ground.")
    assert describe(craft, AS_OF) == "Ship 36 is a Starship upper stage. It exploded on the ground. It was destroyed."


def test_a_lunar_module_goes_to_the_moon() -> None:
    """Its destination is no station."""
    flight = Flight("Apollo 11", at("1969-07-16T13:32:00"), "Saturn V", None, "Moon", date(1969, 7, 21), landed=False)
    text = describe(Craft("LM Eagle", "Apollo lunar module", "LM-5", "Single Use", flights=(flight,)), AS_OF)
    assert text == (
        "LM Eagle is an Apollo lunar module (LM-5). It was launched on 16 July 1969 on a Saturn V to the Moon and"
        " ended its mission on 21 July 1969."
    )
