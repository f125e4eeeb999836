"""Records of a log that `cast` does not make: first stages, landings and payloads."""

from downrange.catalog import models

from .cast import make_launch


def make_stage(
    configuration: models.LauncherConfiguration,
    net: str,
    number: int | None,
    *,
    serial: str = "B1",
    landed: bool | None = None,
    **facts: object,
) -> models.FirstStage:
    rocket = models.Rocket.objects.create(configuration=configuration)
    make_launch(net, rocket=rocket, **facts)
    launcher, _ = models.Launcher.objects.get_or_create(serial_number=serial, launcher_config=configuration)
    kind, _ = models.FirstStageType.objects.get_or_create(name="Core")
    landing = None if landed is None else models.Landing.objects.create(success=landed)
    return models.FirstStage.objects.create(
        type=kind, rocket=rocket, launcher=launcher, launcher_flight_number=number, landing=landing
    )


def make_statuses() -> tuple[models.LaunchStatus, models.LaunchStatus]:
    """The statuses of a success and of a failure."""
    success, _ = models.LaunchStatus.objects.get_or_create(pk=3, name="Launch Successful")
    failure, _ = models.LaunchStatus.objects.get_or_create(pk=4, name="Launch Failure")
    return success, failure


def make_agency(name: str = "Provider") -> models.Agency:
    kind, _ = models.AgencyType.objects.get_or_create(name="Commercial")
    return models.Agency.objects.create(name=name, type=kind)


def make_body(name: str = "Earth") -> models.CelestialBody:
    kind, _ = models.CelestialBodyType.objects.get_or_create(name="Planet")
    return models.CelestialBody.objects.create(name=name, type=kind)


def make_landing(success: bool | None, location: models.LandingLocation | None = None) -> models.Landing:
    return models.Landing.objects.create(success=success, landing_location=location)
