"""The pages of an import: choose a file, look at what would happen, confirm."""

from collections import Counter
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from downrange.catalog.revision import Revision

from ..accounts import require
from ..saving import Attempt, NotSavedError, attempting
from .rows import ADDED, CHANGED, KINDS, REFUSED, UNCHANGED, Row, columns, write
from .sheets import SheetError, read_file, read_text


def import_page(request: HttpRequest, site: Any) -> HttpResponse:
    """Nothing is written until a preview is confirmed; then the rows that are not refused are, in one edit."""
    require(request, "add", "change")
    context: dict[str, Any] = {
        **site.each_context(request),
        "title": "Import a table",
        "kinds": [(kind, columns(model)) for kind, model in KINDS.items()],
    }
    if request.method != "POST":
        return TemplateResponse(request, "desk/import.html", context)
    kind = request.POST.get("kind", "")
    try:
        text = _text(request)
        if kind not in KINDS:
            raise SheetError("Choose what the rows are.")
        revision = Revision.current().number
        is_confirmed = "confirm" in request.POST and request.POST.get("revision") == str(revision)
        rows, attempt = _run(request, kind, text, is_confirmed=is_confirmed)
    except SheetError as error:
        return TemplateResponse(request, "desk/import.html", {**context, "error": str(error), "kind": kind})
    counts = Counter(row.outcome for row in rows)
    if is_confirmed and attempt.is_saved:
        messages.success(
            request, f"{counts[ADDED]} added, {counts[CHANGED]} changed, {counts[REFUSED]} refused and left out."
        )
        return HttpResponseRedirect(reverse("admin:changes"))
    if "confirm" in request.POST and not is_confirmed:
        messages.warning(request, "The catalogue has changed meanwhile. Look again before you confirm.")
    context |= {
        "rows": rows,
        "counts": [(outcome, counts[outcome]) for outcome in (ADDED, CHANGED, UNCHANGED, REFUSED)],
        "is_useful": counts[ADDED] + counts[CHANGED] > 0,
        "attempt": attempt,
        "kind": kind,
        "text": text,
        "revision": revision,
    }
    return TemplateResponse(request, "desk/import.html", context)


def _text(request: HttpRequest) -> str:
    file = request.FILES.get("file")
    if file is not None:
        return read_file(str(file.name), file.read())
    text = request.POST.get("text", "")
    if not text.strip():
        raise SheetError("Choose a file.")
    return text


def _run(request: HttpRequest, kind: str, text: str, *, is_confirmed: bool) -> tuple[list[Row], Attempt]:
    """The rows as they were written, or as they would be."""
    sheet = read_text(text)
    attempt = Attempt()
    rows: list[Row] = []
    try:
        with attempting(request, attempt, is_preview=not is_confirmed):
            rows = write(kind, sheet)
    except NotSavedError:
        pass
    else:
        attempt.is_saved = True
    return rows, attempt
