"""Builds the catalogue from the facts, family by family, in the order of their references."""

from collections import defaultdict

from . import corrections, expeditions_iss, expeditions_others, spacecraft
from .aboard import Aboard
from .agencies import Agencies
from .countries import Countries
from .docking import Docking
from .events import Events
from .expeditions import Expeditions
from .facts import Fact, Facts
from .landings import LandingSites
from .launchers import Launchers
from .launches import Launches
from .ledger import Ledger
from .patches import add_patches
from .people import People
from .places import Places
from .planned import add_planned
from .programs import Programs
from .records import Catalogue
from .returns import Returns
from .spacewalks import add_spacewalks
from .stages import Stages
from .stations import add_stations
from .targets import Targets
from .updates import add_updates
from .vocabulary import Vocabulary


def build(facts: Facts, ledger: Ledger) -> Catalogue:
    """The whole catalogue. Raises `FactError` if facts contradict each other."""
    catalogue = Catalogue(ledger)
    vocabulary = Vocabulary(catalogue)
    countries = Countries(catalogue)
    agencies = Agencies(catalogue, facts, countries)
    earth = vocabulary.bodies["Earth"]
    places = Places(catalogue, countries, earth)
    launchers = Launchers(catalogue, agencies)
    sites = LandingSites(catalogue, earth, places.locations)
    _add_images(catalogue, facts)
    spacecraft.add_families(catalogue, facts)
    kinds = facts.by_id("spacecraft_configurations")
    spacecraft.add_configurations(catalogue, kinds)
    stations = facts.by_id("space_stations")
    add_stations(catalogue, stations, vocabulary, agencies)

    craft = facts.by_id("spacecraft")
    flights, dropped_launches = _flights(facts)
    for flight in flights.values():
        if flight["spacecraft"] not in craft:
            raise flight.error(f"there is no spacecraft {flight['spacecraft']}")
    people = People(catalogue, facts, countries, agencies, vocabulary, flights)
    launches = {pk: fact for pk, fact in facts.by_id("launches").items() if pk not in dropped_launches}
    by_launch: defaultdict[str, list[Fact]] = defaultdict(list)
    for flight in flights.values():
        if flight["launch"] not in launches:
            raise flight.error(f"there is no launch {flight['launch']}")
        by_launch[flight["launch"]].append(flight)
    builder = Launches(catalogue, vocabulary, agencies, places, launchers)
    for pk, launch in launches.items():
        crewed = any(
            people.crews[flight["id"]].launch or flight["mission_name"] in corrections.CREWED
            for flight in by_launch[pk]
        )
        builder.add(launch, builder.mission(launch, by_launch[pk], craft, kinds, crewed=crewed))
    tags = {launch["gcat_launch_tag"]: pk for pk, launch in launches.items() if launch["gcat_launch_tag"]}
    targets = Targets(catalogue, agencies, vocabulary.kinds, builder, tags)
    docking = Docking(catalogue, facts, flights, craft, stations, targets)
    returns = Returns(catalogue, facts, flights, craft, vocabulary.kinds, sites)
    stages = Stages(catalogue, vocabulary.kinds, sites)
    for launch in launches.values():
        stages.add(launch)
    seats = Aboard(catalogue, facts, flights)
    every = [*expeditions_iss.expeditions(), *expeditions_others.EXPEDITIONS]
    expeditions = Expeditions(catalogue, seats, vocabulary.roles, every)
    add_spacewalks(catalogue, seats, expeditions.ids)
    programs = Programs(catalogue, agencies, vocabulary.kinds)
    programs.link(flights, craft)
    add_planned(builder, programs)
    add_updates(catalogue)
    Events(catalogue, vocabulary, tags).add(facts, programs.ids, expeditions.ids)
    add_patches(catalogue, seats, programs.ids, expeditions.ids)
    for pk, flight in flights.items():
        spacecraft.add_flight(catalogue, flight, returns.landings.get(pk), people.crews[pk])
    _add_craft(catalogue, facts, craft, kinds, flights, launches, people, docking, returns)
    return catalogue


def _flights(facts: Facts) -> tuple[dict[int, Fact], set[str]]:
    """The flights, and the launches of duplicates that are left out."""
    flights = facts.by_id("spacecraft_flights")
    dropped = [flights.pop(pk) for pk, kept in corrections.DUPLICATE_FLIGHTS.items() if {pk, kept} <= flights.keys()]
    return flights, {flight["launch"] for flight in dropped}


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
    launches: dict[str, Fact],
    people: People,
    docking: Docking,
    returns: Returns,
) -> None:
    seeds = {fact["spacecraft"]: fact for fact in facts.read("seed_figures")}
    by_craft: defaultdict[int, list[Fact]] = defaultdict(list)
    for flight in flights.values():
        by_craft[flight["spacecraft"]].append(flight)
    catalogue.ledger.reserve("spacecraft", craft)
    for pk, fact in craft.items():
        own = by_craft[pk]
        stories = [
            spacecraft.flight_story(
                flight,
                launches[flight["launch"]],
                people.crews[flight["id"]].names,
                docking.stays[flight["id"]],
                landed=flight["id"] in returns.landed,
            )
            for flight in own
        ]
        log = [spacecraft.log_of(flight, launches[flight["launch"]], docking.stays[flight["id"]]) for flight in own]
        if fact["spacecraft_config"] not in kinds:
            raise fact.error(f"there is no configuration {fact['spacecraft_config']}")
        spacecraft.add_craft(catalogue, fact, kinds[fact["spacecraft_config"]], stories, log, seeds.get(pk))
