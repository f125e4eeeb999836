"""Pins at the desk: what is kept as it was edited here, and where upstream says otherwise."""

from collections.abc import Iterable
from functools import partial
from typing import Any, NamedTuple

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.safestring import SafeString

from downrange.catalog.models.fields import stored_fields
from downrange.catalog.pins import WHOLE, Pin
from downrange.catalog.withheld import Withheld

from .accounts import may, require
from .judging import link
from .saving import carry_out
from .showing import model_of, show
from .undo import write_values

PER_PAGE = 100


class Row(NamedTuple):
    """A pinned field as a page shows it."""

    key: int
    record: SafeString | str
    kind: str
    name: str
    here: str
    upstream: str
    by: str
    at: Any


def pins_page(request: HttpRequest, site: Any) -> HttpResponse:
    """All pins. Administrators may release them: then what comes from elsewhere is written again."""
    if request.method == "POST":
        require(request, "delete")
        chosen = [int(key) for key in request.POST.getlist("pin") if key.isascii() and key.isdigit() and len(key) < 19]
        released = list(Pin.objects.filter(pk__in=chosen))
        for pin in released:
            _release(pin)
        messages.success(request, f"Released {len(released)} {'pin' if len(released) == 1 else 'pins'}.")
        return HttpResponseRedirect(reverse("admin:pins"))
    page = Paginator(Pin.objects.order_by("-at", "model", "key", "field"), PER_PAGE).get_page(request.GET.get("p"))
    context = {"title": "Pins", "page": page, "rows": _rows(page.object_list, {})}
    return _answer(request, site, "desk/pins.html", context)


def upstream_page(request: HttpRequest, site: Any) -> HttpResponse:
    """Pinned fields of which a source said last something else than what is stored."""
    if request.method == "POST":
        return _take(request)
    pins = Pin.objects.filter(model=OuterRef("model"), key=OuterRef("key"), field=OuterRef("field"))
    withheld = Withheld.objects.filter(Exists(pins)).order_by("-at", "model", "key", "field")
    page = Paginator(withheld, PER_PAGE).get_page(request.GET.get("p"))
    said = {(each.model, each.key, each.field): each for each in page.object_list}
    pinned = [
        pin
        for pin in Pin.objects.filter(key__in={key for _, key, _ in said})
        if (pin.model, pin.key, pin.field) in said
    ]
    context = {"title": "Upstream now differs from your pin", "page": page, "rows": _rows(pinned, said)}
    return _answer(request, site, "desk/upstream.html", context)


def _take(request: HttpRequest) -> HttpResponse:
    """Write what upstream says of one field, and release its pin."""
    require(request, "change")
    key = request.POST.get("pin", "")
    pin = Pin.objects.filter(pk=int(key) if key.isascii() and key.isdigit() and len(key) < 19 else 0).first()
    said = None if pin is None else Withheld.objects.filter(model=pin.model, key=pin.key, field=pin.field).first()
    model = None if pin is None else model_of(pin.model)
    if pin is None or said is None or model is None:
        messages.warning(request, "That pin is no longer there.")
    elif carry_out(request, partial(write_values, model, pin.key, {pin.field: said.value})) is not None:
        _release(pin)
        messages.success(request, "Upstream's value is written, and the pin released.")
    return HttpResponseRedirect(reverse("admin:upstream"))


def _release(pin: Pin) -> None:
    Withheld.objects.filter(model=pin.model, key=pin.key, field=pin.field).delete()
    pin.delete()


def _rows(pins: Iterable[Pin], said: dict[tuple[str, str, str], Withheld]) -> list[Row]:
    rows = []
    for pin in pins:
        model = model_of(pin.model)
        record = None if model is None else model._base_manager.filter(pk=pin.key).first()
        here = "no longer there"
        if record is not None:
            here = "the whole record" if pin.field == WHOLE else _stored(record, pin.field)
        other = said.get((pin.model, pin.key, pin.field))
        rows.append(
            Row(
                pin.pk,
                f"{pin.model} {pin.key}" if model is None else link(model, pin.key),
                pin.model if model is None else str(model._meta.verbose_name),
                pin.field.replace("_", " "),
                here,
                "" if other is None else show(model, pin.field, other.value),
                pin.by,
                pin.at if other is None else other.at,
            )
        )
    return rows


def _stored(record: Any, name: str) -> str:
    model = type(record)
    columns = {field.name: field.attname for field in stored_fields(model)}
    if name in columns:
        return show(model, name, getattr(record, columns[name]))
    return show(model, name, sorted(getattr(record, name).values_list("pk", flat=True)))


def _answer(request: HttpRequest, site: Any, template: str, context: dict[str, Any]) -> HttpResponse:
    allowed = {"may_change": may(request, "change"), "may_release": may(request, "delete")}
    return TemplateResponse(request, template, {**site.each_context(request), **allowed, **context})
