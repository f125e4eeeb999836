"""The pages of the records of one model: list, form, deletion, history."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import PermissionDenied
from django.db.models import CharField, ForeignKey, ManyToManyField, Model, URLField
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.safestring import SafeString

from downrange.catalog import clock
from downrange.catalog.identity import give_own_ids, reset_sequences
from downrange.catalog.models.fields import derived_fields, stored_fields
from downrange.catalog.revision import Revision

from . import explaining, history, searching
from .judging import address
from .record_forms import RecordForm
from .saving import Attempt, NotSavedError, attempting
from .showing import seconds
from .versions import Difference, changed_meanwhile

if TYPE_CHECKING:
    Base = admin.ModelAdmin[Any]
    InlineBase = admin.TabularInline[Any, Any]
else:
    Base, InlineBase = admin.ModelAdmin, admin.TabularInline

LONG_TEXT = 300
"""Characters beyond which a text gets a box."""
MAX_PARTS = 1000  # forms of parts that a page has, as Django takes them
PART_OF_LINEAR = ("_offset", "_rate")
CHANGED = (
    "Somebody has changed this record since you opened it. Below are both versions. Saving again writes all of yours."
)


def relations(model: type[Model]) -> tuple[str, ...]:
    """The fields that refer to other records, all of which are found by typing."""
    fields = [*model._meta.fields, *model._meta.many_to_many]
    return tuple(field.name for field in fields if isinstance(field, ForeignKey | ManyToManyField) and field.editable)


class Fields:
    """How the columns of a record become fields of a form."""

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        """Long texts get a box. An address without a scheme is one of https."""
        is_address = isinstance(db_field, URLField)
        if is_address:
            options.setdefault("assume_scheme", "https")
        if isinstance(db_field, CharField) and not is_address and (db_field.max_length or 0) > LONG_TEXT:
            options.setdefault("widget", AdminTextareaWidget)
        return super().formfield_for_dbfield(db_field, request, **options)  # type: ignore[misc] # Django's, beside it


class Inline(Fields, InlineBase):
    """Records that refer to the one of the page, in its form."""

    extra = 0
    show_change_link = True

    def get_autocomplete_fields(self, request: HttpRequest) -> tuple[str, ...]:
        return relations(self.model)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Who may change a record may take parts from it."""
        return self.has_change_permission(request, obj)


class RecordAdmin(Fields, Base):
    """The pages of a model. Every save is one edit of the source `local`, by the account that made it."""

    form = RecordForm
    actions = None
    search_fields = ("pk",)  # Django asks for some; see `get_search_results`
    list_per_page = 50
    show_full_result_count = False
    view_on_site = False
    change_form_template = "desk/record.html"
    object_history_template = "desk/history.html"
    filled_in: Sequence[str] = ()
    """Columns that are set on saving, and not in the form."""

    def get_autocomplete_fields(self, request: HttpRequest) -> tuple[str, ...]:
        return relations(self.model)

    def get_list_display(self, request: HttpRequest) -> Any:
        """The record, and its first columns."""
        if self.list_display != ("__str__",):
            return self.list_display
        return ("__str__", "id")

    def get_ordering(self, request: HttpRequest) -> Any:
        """By name, where there is one."""
        named = any(field.name == "name" for field in self.model._meta.fields)
        return self.ordering or (("name", "pk") if named else ("-pk",))

    def get_list_select_related(self, request: HttpRequest) -> Any:
        return searching.JOINED.get(self.model, False)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self._figures() if obj is not None else ()

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        facts = [
            field.name
            for field in (*stored_fields(self.model), *self.model._meta.many_to_many)
            if field.name not in (*(self.exclude or ()), *self.filled_in) and not field.primary_key
        ]
        figures = self._figures() if obj is not None else ()
        fieldsets: list[Any] = [(None, {"fields": facts})]
        if figures:
            fieldsets.append(("Figures, derived from the log", {"fields": figures, "classes": ("figures",)}))
        return fieldsets

    def _figures(self) -> tuple[str, ...]:
        names = [field.name for field in derived_fields(self.model)]
        lines = [name.removesuffix("_offset") for name in names if name.endswith("_offset")]
        return (*lines, *(name for name in names if not name.endswith(PART_OF_LINEAR)))

    @admin.display(description="time in space")
    def time_in_space(self, record: Any) -> str:
        return _linear(record, "time_in_space")

    @admin.display(description="time docked")
    def time_docked(self, record: Any) -> str:
        return _linear(record, "time_docked")

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        return searching.search(queryset, search_term), False

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **options: Any) -> Any:  # noqa: FBT001, FBT002 - Django's signature
        form: Any = super().get_form(request, obj, change, **options)
        attempt = getattr(request, "attempt", None)
        form.reasons = attempt.errors if attempt is not None else ()
        return form

    # Saving

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        attempt = Attempt()
        request.attempt = attempt  # type: ignore[attr-defined] # the form and the messages are made elsewhere
        revision = Revision.current().number
        if request.method == "POST":
            opened = _number(request.POST.get("_revision"), revision)
            try:
                response = self._save(request, attempt, object_id, form_url, opened)
            except NotSavedError:
                attempt.is_saved = False
                for file in request.FILES.values():
                    file.seek(0)  # type: ignore[union-attr] # the form reads it again
            else:
                return response
            revision = revision if attempt.conflict else opened
        context = {
            **(extra_context or {}),
            "revision": revision,
            "attempt": attempt,
            "explanation": explaining.explain(self.model, object_id and unquote(object_id)),
            "record_history": object_id is not None,
        }
        return super().changeform_view(request, object_id, form_url, context)

    def _save(
        self, request: HttpRequest, attempt: Attempt, object_id: str | None, form_url: str, opened: int
    ) -> HttpResponse:
        with attempting(request, attempt, is_preview="_preview" in request.POST) as edit:
            if object_id is not None:
                key = unquote(object_id)
                attempt.conflict = changed_meanwhile(self.model, key, opened, request.POST)
                attempt.conflict += self._changed_parts(request, key, opened)
                if attempt.conflict:
                    attempt.refuse(SafeString(CHANGED))
            request.edit = edit  # type: ignore[attr-defined] # for what is filled in
            response = super().changeform_view(request, object_id, form_url, {"revision": opened, "attempt": attempt})
            if attempt.is_saved:
                reset_sequences({self.model, *(inline.model for inline in self.get_inlines(request, None))})
        if not attempt.is_saved and hasattr(response, "context_data"):
            response.context_data["explanation"] = explaining.explain(self.model, object_id and unquote(object_id))
        return response

    def _changed_parts(self, request: HttpRequest, key: str, opened: int) -> list[Difference]:
        """What others have changed of the records that the form has besides."""
        found: list[Difference] = []
        for formset, inline in self.get_formsets_with_inlines(request, self.get_object(request, key)):
            prefix = formset.get_default_prefix()
            for index in range(min(_number(request.POST.get(f"{prefix}-TOTAL_FORMS"), 0), MAX_PARTS)):
                form = f"{prefix}-{index}-"
                part = request.POST.get(form + inline.model._meta.pk.name)
                if part:
                    found += changed_meanwhile(inline.model, part, opened, request.POST, form)
        return found

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: FBT001 - as above
        if not change:
            give_own_ids([obj])
        self.fill_in(obj)
        super().save_model(request, obj, form, change)

    def fill_in(self, record: Any) -> None:
        """Set what is not asked for: when the record was changed."""
        if "last_updated" in self.filled_in:
            record.last_updated = clock.tick()

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:  # noqa: FBT001 - as above
        give_own_ids(
            each.instance
            for each in formset.extra_forms
            if each.has_changed() and each.instance.pk is None and not formset._should_delete_form(each)
        )
        formset.save()

    def message_user(self, request: HttpRequest, message: Any, level: Any = messages.INFO, *_: Any, **__: Any) -> None:
        """Say it once the edit is committed."""
        attempt = getattr(request, "attempt", None)
        if attempt is None:
            messages.add_message(request, level, message)
        else:
            attempt.said.append((level, message))

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """The history of the catalogue has it already; this is where Django says that a record was saved."""
        request.attempt.is_saved = True  # type: ignore[attr-defined] # as above

    log_change = log_addition

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        """As above."""
        request.attempt.is_saved = True  # type: ignore[attr-defined] # as above

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        attempt = Attempt()
        request.attempt = attempt  # type: ignore[attr-defined] # as above
        if request.method != "POST":
            return super().delete_view(request, object_id, extra_context)
        try:
            with attempting(request, attempt):
                return super().delete_view(request, object_id, extra_context)
        except NotSavedError:
            for reason in attempt.errors:
                messages.error(request, reason)
            return HttpResponseRedirect(address(self.model, unquote(object_id)))

    # History

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        record = self.get_object(request, unquote(object_id), None)
        if not self.has_view_permission(request, record):
            raise PermissionDenied
        return history.record_page(request, self.admin_site, self.model, unquote(object_id), record)


def _linear(record: Any, name: str) -> str:
    """A figure that grows, as of now."""
    return seconds(explaining.linear(record, name))


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else default
