"""Builds the catalogue from the facts, family by family, in the order of their references."""

from collections import defaultdict
from collections.abc import Mapping

from . import corrections, expeditions_iss, expeditions_others, expeditions_visits, spacecraft
from .aboard import Aboard
from .additions import Additions, merged
from .agencies import Agencies
from .amendments import Amendments
from .countries import Countries
from .docking import Docking
from .events import Events
from .expeditions import Expeditions
from .facts import Fact, Facts
from .identity import Identity, former_ids, renumber
from .landings import LandingSites
from .launchers import Launchers
from .launches import Ascent, Launches, launch_id, launches_of
from .ledger import Ledger
from .more_craft import MERGED, RECONFIGURED
from .names import rename
from .patches import add_patches
from .people import Crew, People
from .pictures import add_pictures
from .places import Places
from .planned import add_planned, planned_of
from .programs import Programs
from .records import Catalogue
from .returns import Returns
from .spacewalks import add_spacewalks
from .stages import Stages
from .stations import add_stations
from .targets import Targets
from .updates import add_updates
from .vocabulary import Vocabulary

GIVEN = (
    *("astronauts", "docking_events", "docking_locations", "spacecraft", "spacecraft_configuration_families"),
    *("spacecraft_configurations", "spacecraft_flights"),
)
"""Tables of the catalogue of spacecraft that the log adds to."""


def build(facts: Facts, log: Facts, ledger: Ledger) -> Catalogue:
    """The whole catalogue, from the catalogue of spacecraft and the launch log. Raises `FactError` if facts contradict
    each other.
    """
    catalogue = Catalogue(ledger)
    amendments = Amendments(log.read("corrections"))
    launches = launches_of(log.read("launches"))
    tags = {launch["tag"]: launch_id(launch) for launch in launches}
    planned = planned_of(log.read("planned"), tags.values())
    vocabulary = Vocabulary(catalogue)
    countries = Countries(catalogue)
    referred = facts.by_id("agencies")
    catalogue.ledger.reserve("agencies", referred)
    agencies = Agencies(catalogue, log, countries)
    earth = vocabulary.bodies["Earth"]
    places = Places(catalogue, log, countries, agencies, earth, launches, planned)
    launchers = Launchers(catalogue, log, agencies)
    sites = LandingSites(catalogue, vocabulary.bodies)
    _add_images(catalogue, facts)
    given = {table: facts.by_id(table) for table in GIVEN}
    additions = Additions(log, ledger, launches, given)
    additions.add_ahead(planned)
    spacecraft.add_families(catalogue, {**given["spacecraft_configuration_families"], **additions.families})
    kinds = {**given["spacecraft_configurations"], **additions.configurations}
    spacecraft.add_configurations(catalogue, kinds)
    stations = facts.by_id("space_stations")
    add_stations(catalogue, stations, vocabulary)

    craft = _craft(given["spacecraft"], additions)
    by_fact = {launch["ours"]: launch for launch in launches if "ours" in launch}
    flights = {**merged(_flights(given["spacecraft_flights"], amendments, by_fact)), **additions.flights}
    for flight in flights.values():
        if flight["spacecraft"] not in craft:
            raise flight.error(f"there is no spacecraft {flight['spacecraft']}")
    people = People(catalogue, facts, additions, countries, vocabulary, flights)
    by_launch: defaultdict[str, list[Fact]] = defaultdict(list)
    for flight in flights.values():
        by_launch[flight["launch"]].append(flight)
    builder = Launches(catalogue, vocabulary, agencies, places, launchers)
    for launch in launches:
        own = by_launch[launch_id(launch)]
        if own:
            crewed = any(
                people.crews[flight["id"]].launch or flight["mission_name"] in corrections.CREWED for flight in own
            )
            builder.add(launch, builder.mission_of_craft(launch, own, craft, kinds, crewed=crewed))
        else:
            builder.add(launch, builder.mission(launch))
    targets = Targets(catalogue, vocabulary.kinds, tags)
    docking = Docking(catalogue, facts, additions, amendments, flights, craft, stations, targets)
    returns = Returns(catalogue, facts, flights, craft, sites)
    Stages(catalogue, log, vocabulary.kinds, launchers, sites, launches)
    seats = Aboard(catalogue, people.astronauts, flights)
    every = [*expeditions_iss.expeditions(), *expeditions_others.EXPEDITIONS, *expeditions_visits.VISITS]
    expeditions = Expeditions(catalogue, seats, vocabulary.roles, every)
    add_spacewalks(catalogue, seats, expeditions.ids)
    programs = Programs(catalogue, vocabulary.kinds)
    programs.link(flights, craft)
    programs.link_launches(launches)
    add_planned(catalogue, vocabulary, launchers, planned)
    add_updates(catalogue)
    Events(catalogue, vocabulary, tags).add(log)
    add_patches(catalogue, seats, programs.ids, expeditions.ids)
    for pk, flight in flights.items():
        spacecraft.add_flight(catalogue, flight, returns.landings.get(pk), people.crews[pk])
    for flight in additions.ahead.values():
        spacecraft.add_flight(catalogue, flight, None, Crew())
    _add_craft(catalogue, facts, craft, kinds, flights, builder.ascents, people, docking, returns)
    rename(catalogue, log.read("names"))
    amendments.apply(catalogue, {fact["spacecraft"] for fact in facts.read("seed_figures")})
    identity = Identity(log.read("ids"), referred, additions.joined)
    add_pictures(catalogue, identity, log.read("images"))
    renumber(catalogue, identity)
    catalogue.former = former_ids(catalogue, identity, launches)
    return catalogue


def _craft(given: Mapping[int, Fact], additions: Additions) -> dict[int, Fact]:
    """The craft of the facts and of the log."""
    changed = {pk: given[pk].changed(spacecraft_config=kind) for pk, kind in RECONFIGURED.items() if pk in given}
    own = {pk: fact for pk, fact in given.items() if pk not in MERGED}
    return {**own, **changed, **additions.craft}


def _flights(given: Mapping[int, Fact], amendments: Amendments, launches: Mapping[str, Fact]) -> dict[int, Fact]:
    """The flights of the facts, each with its launch in the log. `launches` are those of the log by id of the facts."""
    flights = {}
    for pk, fact in given.items():
        if pk in corrections.DUPLICATE_FLIGHTS:
            continue
        if fact["launch"] not in launches:
            raise fact.error(f"there is no launch {fact['launch']} in the log")
        launch = launches[fact["launch"]]
        flight = amendments.of_fact("spacecraft_flights", fact)
        flights[pk] = flight.changed(launch=launch_id(launch), launch_net=launch["net"])
    return flights


def _add_images(catalogue: Catalogue, facts: Facts) -> None:
    images = facts.by_id("images")
    catalogue.ledger.reserve("images", images)
    for pk, fact in images.items():
        if fact["variants"]:
            raise fact.error("variants of images are not built yet")
        names = ("name", "image_url", "thumbnail_url", "credit", "single_use")
        values = {name: fact[name] for name in names}
        catalogue.add("images", pk, {**values, "license": fact["license"]["id"]}, fact)


def _add_craft(
    catalogue: Catalogue,
    facts: Facts,
    craft: dict[int, Fact],
    kinds: dict[int, Fact],
    flights: dict[int, Fact],
    ascents: Mapping[str, Ascent],
    people: People,
    docking: Docking,
    returns: Returns,
) -> None:
    seeds = {fact["spacecraft"]: fact for fact in facts.read("seed_figures")}
    by_craft: defaultdict[int, list[Fact]] = defaultdict(list)
    for flight in flights.values():
        by_craft[flight["spacecraft"]].append(flight)
    for pk, fact in craft.items():
        own = by_craft[pk]
        stories = [
            spacecraft.flight_story(
                flight,
                ascents[flight["launch"]],
                people.crews[flight["id"]].names,
                docking.stays[flight["id"]],
                landed=flight["id"] in returns.landed,
            )
            for flight in own
        ]
        log = [spacecraft.log_of(flight, ascents[flight["launch"]], docking.stays[flight["id"]]) for flight in own]
        if fact["spacecraft_config"] not in kinds:
            raise fact.error(f"there is no configuration {fact['spacecraft_config']}")
        spacecraft.add_craft(catalogue, fact, kinds[fact["spacecraft_config"]], stories, log, seeds.get(pk))
