"""What an edit makes of the catalogue: what cannot have happened, and what is only doubtful."""

import re
from typing import Any, NamedTuple

from django.db.models import Model
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from downrange.catalog import checks, clock, models
from downrange.catalog.checks import Contradiction
from downrange.catalog.revision import Revision, capped

Known = frozenset[Contradiction]
NAMED = {
    "flight": models.SpacecraftFlight,
    "flights": models.SpacecraftFlight,
    "docking event": models.DockingEvent,
    "astronaut": models.Astronaut,
    "port": models.DockingLocation,
}
_REFERENCE = re.compile(rf"\b({'|'.join(NAMED)}) (\d+)(?: and (\d+))?", re.ASCII)


class Judgement(NamedTuple):
    """Sentences about contradictions that an edit made. They name records with links."""

    impossible: list[SafeString]
    doubtful: list[SafeString]


def contradictions() -> Known:
    """All contradictions there are now."""
    return frozenset(checks.contradictions(capped(clock.tick(), Revision.current().horizon)))


def judge(known: Known) -> Judgement:
    """What there is now that was not known before."""
    new = sorted(contradictions() - known, key=lambda each: (each.model.__name__, str(each.pk), each.why))
    return Judgement(
        [sentence(each) for each in new if not each.is_doubtful], [sentence(each) for each in new if each.is_doubtful]
    )


def sentence(contradiction: Contradiction) -> SafeString:
    """Why a record cannot be as it is, with the names of the records."""
    parts: list[str] = []
    end = 0
    why = contradiction.why
    for match in _REFERENCE.finditer(why):
        parts.append(format_html("{}", why[end : match.start()]))
        links = [link(NAMED[match[1]], key) for key in match.groups()[1:] if key]
        parts.append(format_html("{} ", match[1]) + SafeString(" and ").join(links))
        end = match.end()
    parts.append(format_html("{}", why[end:]))
    return format_html(
        "{}: {}.",
        link(contradiction.model, contradiction.pk),
        mark_safe("".join(parts)),  # noqa: S308 - each part is escaped
    )


def link(model: type[Model], key: Any) -> SafeString:
    """The name of a record, as a link to its page; what is not there only by its id."""
    record = model._base_manager.filter(pk=key).first()
    if record is None:
        return format_html("{} {}", model._meta.verbose_name, key)
    return format_html('<a href="{}">{}</a>', address(model, key), record)


def address(model: type[Model], key: Any) -> str:
    """The page of a record."""
    return reverse(f"admin:catalog_{model._meta.model_name}_change", args=[key])
