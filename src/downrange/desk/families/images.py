"""Pictures: links, or photos that are uploaded here."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from downrange.catalog.models import Image, ImageVariant

from .. import photos
from ..record_admin import Inline, RecordAdmin
from ..record_forms import RecordForm


class ImageForm(RecordForm):
    photo = forms.FileField(
        required=False,
        help_text=f"A photo to keep here, {photos.MAX_BYTES // 1024} KiB at most. Or give the URLs of one elsewhere.",
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        for name in ("image_url", "thumbnail_url"):
            if name in self.fields:
                self.fields[name].required = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self.decoded = None
        upload = cleaned.get("photo")
        if upload:
            try:
                self.decoded = photos.decode(upload)
            except photos.PhotoRefusedError as error:
                self.add_error("photo", str(error))
        elif not (cleaned.get("image_url") and cleaned.get("thumbnail_url")) and "photo" not in self.errors:
            self.add_error("photo", ValidationError("Choose a photo, or give both URLs."))
        return cleaned


class VariantInline(Inline):
    model = ImageVariant
    verbose_name_plural = "variants"


class ImageAdmin(RecordAdmin):
    form = ImageForm
    list_display = ("name", "thumbnail", "credit", "license", "id")
    inlines = (VariantInline,)
    list_select_related = ("license",)

    @admin.display(description="picture")
    def thumbnail(self, image: Any) -> SafeString:
        return format_html('<img class="thumbnail" src="{}" alt="" loading="lazy">', image.thumbnail_url)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ("thumbnail",) if obj is not None else ()

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        first = ("thumbnail",) if obj is not None else ()
        photo = ("photo",) if self.has_change_permission(request) else ()
        names = (*first, "name", *photo, "image_url", "thumbnail_url", "credit", "license", "single_use")
        return [(None, {"fields": names})]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: FBT001 - Django's signature
        if form.decoded is not None:
            obj.image_url, obj.thumbnail_url = (
                request.build_absolute_uri(photos.address(name)) for name in photos.keep(form.decoded)
            )
        super().save_model(request, obj, form, change)


ADMINS: dict[type[Model], type[RecordAdmin]] = {Image: ImageAdmin}
