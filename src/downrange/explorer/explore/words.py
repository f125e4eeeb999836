"""Dates, durations and numbers in words."""

from datetime import UTC, date, datetime, timedelta

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
SEVERAL_DAYS = 10
TO_THE_MINUTE = ("Second", "Minute")


def day(value: date) -> str:
    """`4 October 1957`."""
    return f"{value.day} {value:%B} {value.year}"


def short_day(value: date) -> str:
    """`4 Oct 1957`."""
    return f"{value.day} {value:%b} {value.year}"


def moment(value: datetime, precision: str = "Minute") -> str:
    """An instant as precisely as it is known; `precision` is the name of a `NetPrecision`."""
    value = value.astimezone(UTC)
    if precision in TO_THE_MINUTE:
        return f"{day(value)}, {value:%H:%M} UTC"
    if precision == "Hour":
        return f"{day(value)}, about {value:%H} h UTC"
    if precision == "Month":
        return f"{value:%B} {value.year}"
    if precision.startswith("Quarter"):
        return f"Q{(value.month + 2) // 3} {value.year}"
    if "Half" in precision:
        return f"{'first' if value.month <= 6 else 'second'} half of {value.year}"
    if precision == "Year":
        return str(value.year)
    if precision == "Decade":
        return f"{value.year // 10 * 10}s"
    return day(value)


def span(duration: timedelta) -> str:
    """A duration by its two largest units: `371 d`, `3 d 22 h`, `12 min 9 s`."""
    if duration < timedelta():
        return f"−{span(-duration)}"
    days, rest = divmod(duration, DAY)
    hours, rest = divmod(rest, HOUR)
    minutes, rest = divmod(rest, MINUTE)
    if days >= SEVERAL_DAYS:
        return f"{days:,} d".replace(",", "\u202f")
    parts = [(days, "d"), (hours, "h"), (minutes, "min"), (rest.seconds, "s")]
    while len(parts) > 1 and not parts[0][0]:
        parts.pop(0)
    return " ".join(f"{number} {unit}" for number, unit in parts[:2] if number) or "0 s"


def countdown(until: datetime, now: datetime) -> str:
    """`in 3 d 4 h`, or `5 h ago`."""
    return f"in {span(until - now)}" if until >= now else f"{span(now - until)} ago"


def count(number: int, noun: str, plural: str = "") -> str:
    """`1 launch`, `2 launches`."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}".replace(",", "\u202f")
