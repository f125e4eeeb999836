"""Durations as Launch Library writes them: ISO 8601, unpadded (contract, 01 "Value formats").

`P3DT22H19M30S`, `PT8M33S`, `P0D`: days, then hours, minutes and seconds, each left out when it is zero; no weeks,
months or years. Django's own `duration_iso_string` pads to two digits and is not what clients of Launch Library read.
"""

import re
from datetime import timedelta

_PATTERN = re.compile(
    r"(?P<sign>[-+]?)P(?=.)(?:(?P<days>\d+)D)?"
    r"(?:T(?=.)(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?(?:(?P<seconds>\d+)(?:\.(?P<fraction>\d{1,6}))?S)?)?",
    re.ASCII,
)


def format_duration(duration: timedelta) -> str:
    """Write a duration; a negative one with a leading minus, a fraction of a second as short as it can be."""
    if duration < timedelta(0):
        return "-" + format_duration(-duration)
    minutes, seconds = divmod(duration.seconds, 60)
    hours, minutes = divmod(minutes, 60)
    fraction = f".{duration.microseconds:06}".rstrip("0") if duration.microseconds else ""
    time = (
        (f"{hours}H" if hours else "")
        + (f"{minutes}M" if minutes else "")
        + (f"{seconds}{fraction}S" if seconds or fraction else "")
    )
    days = f"{duration.days}D" if duration.days else ""
    return f"P{days}T{time}" if time else f"P{days or '0D'}"


def parse_duration(text: str) -> timedelta:
    """Read what `format_duration` writes, padded or not. Raises `ValueError` for anything else."""
    match = _PATTERN.fullmatch(text)
    if match is None:
        raise ValueError(f"not an ISO 8601 duration of days and time: {text!r}")
    try:
        duration = timedelta(
            days=int(match["days"] or 0),
            hours=int(match["hours"] or 0),
            minutes=int(match["minutes"] or 0),
            seconds=int(match["seconds"] or 0),
            microseconds=int((match["fraction"] or "").ljust(6, "0")),
        )
    except OverflowError:
        raise ValueError(f"a duration beyond what can be kept: {text!r}") from None
    return -duration if match["sign"] == "-" else duration
