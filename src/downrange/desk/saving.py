"""What becomes of a form that is sent: saved in one edit, or given back with the reasons."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.db import DataError, IntegrityError, transaction
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from downrange.catalog.editing import Edit, editing

from . import judging, preview
from .preview import Preview
from .undo import UndoError
from .versions import Difference


class NotSavedError(Exception):
    """Raised within an edit, to take it back; the attempt has the reasons."""


@dataclass
class Attempt:
    """One try to change the catalogue."""

    errors: list[SafeString] = field(default_factory=list)
    """Sentences that say why it was not saved."""
    conflict: list[Difference] = field(default_factory=list)
    """Fields that somebody else has changed meanwhile."""
    preview: Preview | None = None
    said: list[tuple[int, Any]] = field(default_factory=list)
    """Messages to show once it is saved."""
    is_saved: bool = False

    def refuse(self, *reasons: SafeString) -> None:
        """Take the edit back."""
        self.errors += reasons
        raise NotSavedError


@contextmanager
def attempting(request: HttpRequest, attempt: Attempt, *, is_preview: bool = False) -> Iterator[Edit]:
    """One edit by the account of the request, which leads to no new contradiction. Raises `NotSavedError` where it is
    taken back. A preview always is.
    """
    try:
        with transaction.atomic():
            before = preview.read() if is_preview else {}
            with editing(by=request.user.get_username(), source="local") as edit:
                known = judging.contradictions()
                yield edit
                judgement = judging.judge(known)
                if judgement.impossible:
                    attempt.refuse(*judgement.impossible)
            if is_preview:
                attempt.preview = preview.compare(before, edit.changes, judgement.doubtful)
                attempt.refuse(SafeString("Nothing is saved yet: this is what would change."))
    except (IntegrityError, DataError) as error:
        attempt.errors.append(format_html("The database refuses it: {}", str(error).splitlines()[0]))
        raise NotSavedError from None
    for level, text in attempt.said:
        messages.add_message(request, level, text)
    if edit.changes:
        for doubt in judgement.doubtful:
            messages.warning(request, doubt)


def carry_out(request: HttpRequest, change: Callable[[], object]) -> Edit | None:
    """Make one edit; None where it is refused. Messages say why."""
    attempt = Attempt()
    try:
        with attempting(request, attempt) as edit:
            change()
    except NotSavedError:
        for reason in attempt.errors:
            messages.error(request, reason)
    except UndoError as error:
        messages.error(request, str(error))
    else:
        return edit
    return None
