"""Which file of the shipped catalogue holds which model, in the order in which they can be written."""

from collections.abc import Mapping
from types import MappingProxyType

from django.db.models import Model

from .. import models

TABLES: Mapping[str, type[Model]] = MappingProxyType(
    {
        "agency_types": models.AgencyType,
        "astronaut_roles": models.AstronautRole,
        "astronaut_statuses": models.AstronautStatus,
        "astronaut_types": models.AstronautType,
        "celestial_body_types": models.CelestialBodyType,
        "countries": models.Country,
        "image_variant_types": models.ImageVariantType,
        "info_url_types": models.InfoURLType,
        "landing_types": models.LandingType,
        "languages": models.Language,
        "launch_statuses": models.LaunchStatus,
        "mission_types": models.MissionType,
        "net_precisions": models.NetPrecision,
        "payload_types": models.PayloadType,
        "program_types": models.ProgramType,
        "space_station_statuses": models.SpaceStationStatus,
        "space_station_types": models.SpaceStationType,
        "spacecraft_configuration_types": models.SpacecraftConfigurationType,
        "spacecraft_statuses": models.SpacecraftStatus,
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
        "astronauts": models.Astronaut,
        "astronaut_flights": models.AstronautFlight,
        "space_stations": models.SpaceStation,
        "expeditions": models.Expedition,
        "payloads": models.Payload,
        "payload_flights": models.PayloadFlight,
        "spacecraft_configuration_families": models.SpacecraftConfigurationFamily,
        "spacecraft_configurations": models.SpacecraftConfiguration,
        "spacecraft": models.Spacecraft,
        "spacecraft_flights": models.SpacecraftFlight,
        "docking_locations": models.DockingLocation,
        "docking_events": models.DockingEvent,
    }
)
