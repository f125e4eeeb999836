"""What the templates of `/explore/` say about records: links, dates, durations."""

from datetime import date, datetime, timedelta
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from ..explore import words
from ..explore.links import api_path, explore_path, page_of

register = template.Library()


@register.filter
def page(record: Any) -> str:
    """The address of a record's page."""
    return page_of(record)


@register.filter
def link(record: Any, text: str = "") -> SafeString | str:
    """A record's name, which leads to its page where it has one."""
    if record is None:
        return ""
    address = page_of(record)
    return format_html('<a href="{}">{}</a>', address, text or str(record)) if address else str(record)


@register.filter
def moment(value: datetime | None, precision: Any = None) -> SafeString | str:
    """An instant as precisely as it is known, as a `<time>`."""
    if not value:
        return ""
    text = words.moment(value, precision.name if precision else "Minute")
    return format_html('<time datetime="{}">{}</time>', f"{value:%Y-%m-%dT%H:%M:%SZ}", text)


@register.filter
def day(value: date | None) -> SafeString | str:
    """A day, as a `<time>`."""
    if not value:
        return ""
    return format_html('<time datetime="{}">{}</time>', f"{value:%Y-%m-%d}", words.short_day(value))


@register.filter
def span(value: timedelta | None) -> str:
    """A duration in words."""
    return words.span(value) if value else ""


@register.filter
def number(value: int | None) -> str:
    """A whole number with narrow spaces between thousands."""
    return "–" if value is None else f"{value:,}".replace(",", "\u202f")


@register.simple_tag
def explore(path: str = "") -> str:
    """The address of a page below `/explore/`."""
    return explore_path(path)


@register.simple_tag
def api(route: str, key: object = "") -> str:
    """The address of a list or a record of the API."""
    return api_path(route, key)
