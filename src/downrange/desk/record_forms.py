"""Forms of records, and of records that belong to another without referring to it."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.forms.models import BaseModelFormSet

from downrange.catalog.identity import give_own_ids
from downrange.catalog.models import AstronautFlight, Landing, SpacecraftFlight

CREWS = ("launch_crew", "onboard_crew", "landing_crew")


class RecordForm(forms.ModelForm):  # type: ignore[type-arg] # Django does not take one
    """A form that says why its last attempt was not saved."""

    reasons: ClassVar[Iterable[Any]] = ()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for reason in self.reasons:
            self.add_error(None, reason)
        return cleaned or self.cleaned_data


class OwnedFormSet(BaseModelFormSet):  # type: ignore[type-arg] # as above
    """The forms of records that belong to one record, though it refers to them."""

    prefix_of = "owned"

    def __init__(self, *arguments: Any, instance: Any = None, save_as_new: bool = False, **options: Any) -> None:
        self.instance = instance
        options["queryset"] = self.owned(instance) if instance and instance.pk else self.model._base_manager.none()
        super().__init__(*arguments, **options)

    @classmethod
    def get_default_prefix(cls) -> str:
        return cls.prefix_of

    def owned(self, owner: Any) -> Any:
        """The records of the owner, in order."""
        raise NotImplementedError


class SeatForm(forms.ModelForm):  # type: ignore[type-arg] # as above
    """A person's part in one flight."""

    launched = forms.BooleanField(required=False, initial=True, help_text="in the launch crew")
    aboard = forms.BooleanField(required=False, initial=True, help_text="aboard during the flight")
    landed = forms.BooleanField(required=False, initial=True, help_text="in the landing crew")

    class Meta:
        model = AstronautFlight
        fields = ("astronaut", "role")


PARTS = dict(zip(CREWS, ("launched", "aboard", "landed"), strict=True))


class CrewFormSet(OwnedFormSet):
    """The seats of one flight, which its three crews share."""

    prefix_of = "crew"

    def owned(self, owner: SpacecraftFlight) -> Any:
        members = {key for crew in CREWS for key in getattr(owner, crew).values_list("pk", flat=True)}
        return AstronautFlight.objects.filter(pk__in=members).order_by("pk")

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if form.instance.pk and self.instance.pk:
            for crew, part in PARTS.items():
                form.fields[part].initial = getattr(self.instance, crew).filter(pk=form.instance.pk).exists()

    def save_new(self, form: Any, commit: bool = True) -> Any:  # noqa: FBT001, FBT002 - Django's signature
        give_own_ids([form.instance])
        seat = super().save_new(form, commit)
        self._place(form, seat)
        return seat

    def save_existing(self, form: Any, obj: Any, commit: bool = True) -> Any:  # noqa: FBT001, FBT002 - as above
        seat = super().save_existing(form, obj, commit)
        self._place(form, seat)
        return seat

    def delete_existing(self, obj: Any, commit: bool = True) -> None:  # noqa: FBT001, FBT002 - as above
        for crew in CREWS:
            getattr(self.instance, crew).remove(obj)
        related = ("launch_flights", "onboard_flights", "landing_flights", "expeditions", "spacewalks")
        if not any(getattr(obj, name).exists() for name in related):
            obj.delete()

    def _place(self, form: Any, seat: Any) -> None:
        for crew, part in PARTS.items():
            members = getattr(self.instance, crew)
            (members.add if form.cleaned_data[part] else members.remove)(seat)


class LandingFormSet(OwnedFormSet):
    """The landing of one vehicle."""

    prefix_of = "its_landing"

    def owned(self, owner: Any) -> Any:
        return Landing.objects.filter(pk=owner.landing_id)

    def save_new(self, form: Any, commit: bool = True) -> Any:  # noqa: FBT001, FBT002 - as above
        give_own_ids([form.instance])
        landing = super().save_new(form, commit)
        self.instance.landing = landing
        self.instance.save(update_fields=["landing"])
        return landing
