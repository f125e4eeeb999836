"""The history pages of the desk: the changes of a record or of the catalogue, and a page that reverts some."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from downrange.catalog.changes import Change
from downrange.catalog.pins import Pin

from .accounts import may, require
from .judging import link
from .saving import carry_out
from .showing import model_of
from .undo import take_back
from .versions import Difference, differences

PER_PAGE = 50


class Entry(NamedTuple):
    """A change as a page shows it."""

    change: Change
    record: SafeString | str
    fields: list[Difference]
    with_edit: int
    """How many changes the same edit made, if it was made here."""


def record_page(request: HttpRequest, site: Any, model: Any, key: str, record: Any) -> HttpResponse:
    """All changes of one record."""
    changes = Change.objects.filter(model=model._meta.model_name, key=key).order_by("-id")
    pins = Pin.objects.filter(model=model._meta.model_name, key=key)
    title = f"History: {record}" if record is not None else f"History: {model._meta.verbose_name} {key}, which is gone"
    return _page(request, site, title, changes, {"original": record, "opts": model._meta, "pins": pins})


def all_changes(request: HttpRequest, site: Any) -> HttpResponse:
    """All changes of the catalogue that were made here or elsewhere, the last first; of one edit, if it is named."""
    changes = Change.objects.exclude(model="").order_by("-id")
    edit, source = request.GET.get("edit", ""), request.GET.get("source", "local")
    if edit.isascii() and edit.isdigit() and len(edit) < 19:
        changes = changes.filter(edit=int(edit))
    elif source != "all":
        changes = changes.filter(source=source)
    return _page(request, site, "History", changes, {"source": "all" if source == "all" else "local"})


def undo(request: HttpRequest, site: Any, change: int) -> HttpResponse:
    """Take a change back, or with `whole` all changes of its edit."""
    require(request, "change")
    found = Change.objects.filter(pk=change).first()
    if found is None:
        raise Http404
    whole = found.source == "local" and ("whole" in request.POST or "whole" in request.GET)
    changes = list(Change.objects.filter(edit=found.edit).order_by("id")) if whole else [found]
    if request.method == "POST":
        edit = carry_out(request, lambda: take_back(changes))
        if edit is not None:
            last = edit.changes[-1].id if edit.changes else None
            text = f"Taken back, as change {last}." if last else "It is as before already; nothing was changed."
            messages.success(request, text)
        return HttpResponseRedirect(reverse("admin:changes") + f"?edit={found.edit}" if whole else _history(found))
    context = {**site.each_context(request), "title": "Take back", "entries": _entries(changes), "whole": whole}
    return TemplateResponse(request, "desk/take_back.html", context | {"change": found})


def _history(change: Change) -> str:
    return reverse(f"admin:catalog_{change.model}_history", args=[change.key])


def _page(request: HttpRequest, site: Any, title: str, changes: Any, context: dict[str, Any]) -> HttpResponse:
    page = Paginator(changes, PER_PAGE).get_page(request.GET.get("p"))
    return TemplateResponse(
        request,
        "desk/history.html",
        {
            **site.each_context(request),
            **context,
            "title": title,
            "page": page,
            "entries": _entries(page.object_list),
            "suffix": f"&source={context['source']}" if "source" in context else "",
            "may_change": may(request, "change"),
        },
    )


def _entries(changes: Iterable[Change]) -> list[Entry]:
    listed = list(changes)
    edits: dict[int, int] = {}
    local = {change.edit for change in listed if change.source == "local"}
    for edit in Change.objects.filter(edit__in=local).values_list("edit", flat=True):
        edits[edit] = edits.get(edit, 0) + 1
    return [
        Entry(change, _record(change), list(differences([change])), edits.get(change.edit, 1))
        for change in listed
        if change.model
    ]


def _record(change: Change) -> SafeString | str:
    model = model_of(change.model)
    if model is None:
        return f"{change.model} {change.key}"
    name = format_html("{} ", model._meta.verbose_name)
    return name + link(model, change.key)
