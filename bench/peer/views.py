"""View sets with modes, filters, search, ordering and pages."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from django.db.models import BigIntegerField, ExpressionWrapper, F, QuerySet
from django.db.models.expressions import Combinable
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework.filters import OrderingFilter, SearchFilter
from rest_framework.pagination import LimitOffsetPagination
from rest_framework.viewsets import ModelViewSet

from downrange.catalog import clock, models
from downrange.catalog.derived.formulas import seconds
from downrange.catalog.text import fold

from . import querysets
from .serializers.base import Serializer
from .serializers.launches import LaunchListSerializer, LaunchSerializer
from .serializers.spacecraft import SpacecraftDetailedSerializer, SpacecraftSerializer

FIGURES = "time_docked", "time_in_space"
RECENT = timedelta(days=1)
"""How long a launch stays among the upcoming ones after its NET."""


class Pages(LimitOffsetPagination):
    default_limit = 10
    max_limit = 100


class TotalOrdering(OrderingFilter):
    """Names are ordered by their sort keys. Ends in the primary key: pages must not depend on the query plan."""

    def get_ordering(self, request: Any, queryset: QuerySet[Any], view: Any) -> list[str]:
        names = super().get_ordering(request, queryset, view) or ()
        return [*(f"{name}_sort_key" if name.endswith("name") else name for name in names), "pk"]


class AccentlessSearch(SearchFilter):
    """Looks for terms without accents in columns without accents."""

    def get_search_terms(self, request: Any) -> list[str]:
        return [fold(term) for term in super().get_search_terms(request)]


class RecordViewSet(ModelViewSet[Any]):
    @cached_property
    def now(self) -> datetime:
        """The one instant of the answer."""
        return clock.tick()

    def get_serializer_context(self) -> dict[str, Any]:
        return {**super().get_serializer_context(), "now": self.now}


class SpacecraftViewSet(RecordViewSet):
    pagination_class = Pages
    filter_backends = [DjangoFilterBackend, AccentlessSearch, TotalOrdering]
    filterset_fields = ["in_space", "is_placeholder", "name", "spacecraft_config", "status"]
    search_fields = ["name_folded", "spacecraft_config__name_folded"]
    ordering_fields = ["id", "flights_count", "mission_ends_count", *FIGURES]

    @property
    def detailed(self) -> bool:
        return self.action != "list" or self.request.query_params.get("mode") == "detailed"

    def get_serializer_class(self) -> type[Serializer]:
        return SpacecraftDetailedSerializer if self.detailed else SpacecraftSerializer

    def get_queryset(self) -> QuerySet[models.Spacecraft]:
        records = querysets.SPACECRAFT_DETAILED if self.detailed else querysets.SPACECRAFT
        return records.alias(**{figure: self.running(figure) for figure in FIGURES})

    def running(self, figure: str) -> Combinable:
        """A figure that grows with time, to order by."""
        line = F(f"{figure}_offset") + F(f"{figure}_rate") * seconds(self.now)
        return ExpressionWrapper(line, output_field=BigIntegerField())


class LaunchViewSet(RecordViewSet):
    pagination_class = Pages
    filter_backends = [DjangoFilterBackend, AccentlessSearch, TotalOrdering]
    filterset_fields = {"net": ["gte", "lte"], "pad": ["exact"], "status": ["exact"]}
    search_fields = [
        "launch_designator_folded",
        "launch_service_provider__name_folded",
        "mission__name_folded",
        "name_folded",
        "pad__location__name_folded",
        "pad__name_folded",
        "rocket__configuration__manufacturer__abbrev_folded",
        "rocket__configuration__manufacturer__name_folded",
        "rocket__configuration__name_folded",
        "spacecraft_flights__spacecraft__name_folded",
    ]
    ordering_fields = ["id", "last_updated", "name", "net"]
    ordering: Sequence[str] = ["net"]

    @property
    def brief(self) -> bool:
        return self.action == "list" and self.request.query_params.get("mode") == "list"

    def get_serializer_class(self) -> type[Serializer]:
        return LaunchListSerializer if self.brief else LaunchSerializer

    def get_queryset(self) -> QuerySet[models.Launch]:
        return querysets.LAUNCHES_IN_LISTS if self.brief else querysets.LAUNCHES


class UpcomingLaunchViewSet(LaunchViewSet):
    search_fields = LaunchViewSet.search_fields[1:]

    def get_queryset(self) -> QuerySet[models.Launch]:
        return super().get_queryset().filter(net__gt=self.now - RECENT)


class PreviousLaunchViewSet(LaunchViewSet):
    ordering = ["-net"]

    def get_queryset(self) -> QuerySet[models.Launch]:
        return super().get_queryset().filter(net__lte=self.now)
