"""The page of a booster: its flights with their landings, and the turnarounds between."""

from typing import Any

from downrange.catalog import models

from .figures import Figure, grouped, shown, success_rate
from .timelines import Bar, Mark, Row, timeline
from .visit import Answer, Visit
from .words import short_day, span

LEGEND = (("good", "landed"), ("bad", "did not land"), ("none", "no landing known"), ("turn", "turnaround"))


def booster(visit: Visit, key: str) -> Answer:
    found = visit.find(
        models.Launcher.objects.select_related(
            "status", "image__license", "launcher_config__image__license", "launcher_config__manufacturer"
        ),
        key,
    )
    stages = list(
        found.stages.select_related(
            "rocket__launch__net_precision", "landing__landing_location", "landing__type", "type"
        ).order_by("rocket__launch__net")
    )
    now = visit.snapshot.now
    flown = [stage for stage in stages if stage.rocket.launch.net <= now]
    turnarounds: list[Any] = [stage.turn_around_time for stage in flown if stage.turn_around_time]
    fastest = min(turnarounds, default=None)
    flights = visit.sources("launches", serial_number=found.serial_number or "").page
    landings = visit.sources("landings", launcher__ids=found.pk, attempt="true").page
    context = {
        "title": f"{found.launcher_config.name} {found}",
        "booster": found,
        "image": found.image or found.launcher_config.image,
        "stages": stages,
        "chart": timeline(
            "Its flights",
            [Row("", tuple(_items(flown)))],
            now,
            legend=LEGEND,
            caption="Each dot is a launch, in the colour of the landing after it.",
            source=visit.sources("launches", serial_number=found.serial_number or ""),
        )
        if flown
        else None,
        "figures": shown(
            [
                Figure("flights", grouped(found.flights), flights),
                Figure(
                    "landings",
                    f"{found.successful_landings} of {found.attempted_landings}",
                    landings,
                    success_rate(found.successful_landings, found.attempted_landings - found.successful_landings),
                )
                if found.attempted_landings
                else None,
                Figure(
                    "fastest turnaround",
                    span(fastest),
                    visit.sources("launchers", found.pk).page,
                    "the least time from a launch to the next",
                )
                if fastest
                else None,
            ]
        ),
        "sources": visit.sources("launchers", found.pk),
    }
    return visit.render("booster", context, section="boosters")


def _items(stages: list[models.FirstStage]) -> list[Bar | Mark]:
    items: list[Bar | Mark] = []
    for stage in stages:
        launch = stage.rocket.launch
        turnaround: Any = stage.turn_around_time
        if turnaround:
            items.append(
                Bar(launch.net - turnaround, launch.net, f"turnaround of {span(turnaround)}", css="turn", inner=True)
            )
        css = landing_class(stage.landing)
        items.append(Mark(launch.net, f"{launch.name}, {short_day(launch.net)}", f"#flight-{stage.pk}", css))
    return sorted(items, key=lambda item: isinstance(item, Mark))


def landing_class(landing: models.Landing | None) -> str:
    """The colour of a landing: good, bad, or none where none is known."""
    if landing is None or landing.success is None:
        return "none"
    return "good" if landing.success else "bad"
