"""The tables of the catalogue by name, in the order in which they can be written: each after those that it refers to.

A file of the shipped catalogue has the name of its table.
"""

from collections.abc import Mapping
from types import MappingProxyType

from django.db.models import Model

from . import models

TABLES: Mapping[str, type[Model]] = MappingProxyType(
    {
        "agency_types": models.AgencyType,
        "astronaut_roles": models.AstronautRole,
        "astronaut_statuses": models.AstronautStatus,
        "astronaut_types": models.AstronautType,
        "celestial_body_types": models.CelestialBodyType,
        "countries": models.Country,
        "event_types": models.EventType,
        "first_stage_types": models.FirstStageType,
        "image_variant_types": models.ImageVariantType,
        "info_url_types": models.InfoURLType,
        "landing_types": models.LandingType,
        "languages": models.Language,
        "launch_statuses": models.LaunchStatus,
        "launcher_statuses": models.LauncherStatus,
        "mission_types": models.MissionType,
        "net_precisions": models.NetPrecision,
        "notice_types": models.NoticeType,
        "payload_types": models.PayloadType,
        "program_types": models.ProgramType,
        "road_closure_statuses": models.RoadClosureStatus,
        "space_station_statuses": models.SpaceStationStatus,
        "space_station_types": models.SpaceStationType,
        "spacecraft_configuration_types": models.SpacecraftConfigurationType,
        "spacecraft_statuses": models.SpacecraftStatus,
        "timeline_event_types": models.TimelineEventType,
        "vid_url_types": models.VidURLType,
        "image_licenses": models.ImageLicense,
        "images": models.Image,
        "image_variants": models.ImageVariant,
        "info_urls": models.InfoURL,
        "vid_urls": models.VidURL,
        "social_media": models.SocialMedia,
        "social_media_links": models.SocialMediaLink,
        "agencies": models.Agency,
        "mission_patches": models.MissionPatch,
        "programs": models.Program,
        "road_closures": models.RoadClosure,
        "notices": models.Notice,
        "celestial_bodies": models.CelestialBody,
        "locations": models.Location,
        "pads": models.Pad,
        "landing_locations": models.LandingLocation,
        "landings": models.Landing,
        "orbits": models.Orbit,
        "launcher_configuration_families": models.LauncherConfigurationFamily,
        "launcher_configurations": models.LauncherConfiguration,
        "missions": models.Mission,
        "rockets": models.Rocket,
        "launches": models.Launch,
        "timeline_events": models.TimelineEvent,
        "launchers": models.Launcher,
        "first_stages": models.FirstStage,
        "astronauts": models.Astronaut,
        "astronaut_flights": models.AstronautFlight,
        "space_stations": models.SpaceStation,
        "expeditions": models.Expedition,
        "events": models.Event,
        "updates": models.Update,
        "payloads": models.Payload,
        "payload_flights": models.PayloadFlight,
        "spacecraft_configuration_families": models.SpacecraftConfigurationFamily,
        "spacecraft_configurations": models.SpacecraftConfiguration,
        "spacecraft": models.Spacecraft,
        "spacecraft_flights": models.SpacecraftFlight,
        "spacewalks": models.Spacewalk,
        "docking_locations": models.DockingLocation,
        "docking_events": models.DockingEvent,
    }
)
