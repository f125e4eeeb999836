"""View sets with filters, search, ordering and pages, on a router."""

from typing import Any

from django.db.models import QuerySet
from django.urls import include, path
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework.filters import OrderingFilter, SearchFilter
from rest_framework.pagination import LimitOffsetPagination
from rest_framework.routers import SimpleRouter
from rest_framework.viewsets import ModelViewSet

from downrange.catalog import models

from .serializers import AgencySerializer, ConfigurationSerializer, SpacecraftSerializer

CONFIGURATION = ("type", "agency__type", "image__license")
FAMILY = "family__manufacturer__type", "family__parent"


class Pages(LimitOffsetPagination):
    default_limit = 10
    max_limit = 100


class TotalOrdering(OrderingFilter):
    """Ends in the primary key: a page must not depend on the database's mood."""

    def get_ordering(self, request: Any, queryset: QuerySet[Any], view: Any) -> list[str]:
        return [*(super().get_ordering(request, queryset, view) or ()), "pk"]


class SpacecraftViewSet(ModelViewSet[models.Spacecraft]):
    queryset = models.Spacecraft.objects.select_related(
        "status", "image__license", *(f"spacecraft_config__{relation}" for relation in CONFIGURATION)
    ).prefetch_related(
        "image__variants__type",
        "spacecraft_config__image__variants__type",
        *(f"spacecraft_config__{relation}" for relation in FAMILY),
    )
    serializer_class = SpacecraftSerializer
    pagination_class = Pages
    filter_backends = [DjangoFilterBackend, SearchFilter, TotalOrdering]
    filterset_fields = ["in_space", "is_placeholder", "name", "spacecraft_config", "status"]
    search_fields = ["name", "spacecraft_config__name"]
    ordering_fields = ["id", "flights_count", "mission_ends_count"]


class ConfigurationViewSet(ModelViewSet[models.SpacecraftConfiguration]):
    queryset = models.SpacecraftConfiguration.objects.select_related(*CONFIGURATION).prefetch_related(*FAMILY)
    serializer_class = ConfigurationSerializer


class AgencyViewSet(ModelViewSet[models.Agency]):
    queryset = models.Agency.objects.select_related("type")
    serializer_class = AgencySerializer


router = SimpleRouter()
router.register("spacecraft", SpacecraftViewSet)
router.register("spacecraft_configurations", ConfigurationViewSet, basename="configuration")
router.register("agencies", AgencyViewSet)
urlpatterns = [path("2.3.0/", include(router.urls))]
