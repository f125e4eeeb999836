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
