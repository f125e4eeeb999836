"""Spacecraft on a router; and what they nest, for each of these has an address."""

from django.urls import URLPattern, URLResolver, include, path
from rest_framework.routers import SimpleRouter

from . import querysets
from .serializers.agencies import AgencyDetailedSerializer
from .serializers.launches import LauncherConfigurationSerializer, LaunchSerializer, ProgramSerializer
from .serializers.places import LandingSerializer, LocationSerializer, PadSerializer
from .serializers.spacecraft import ConfigurationDetailedSerializer, FlightSerializer
from .views import RecordViewSet, SpacecraftViewSet

NESTED = {
    "agencies": (AgencyDetailedSerializer, querysets.AGENCIES_DETAILED),
    "landings": (LandingSerializer, querysets.LANDINGS),
    "launcher_configurations": (LauncherConfigurationSerializer, querysets.LAUNCHER_CONFIGURATIONS),
    "launches": (LaunchSerializer, querysets.LAUNCHES),
    "locations": (LocationSerializer, querysets.LOCATIONS),
    "pads": (PadSerializer, querysets.PADS),
    "programs": (ProgramSerializer, querysets.PROGRAMS),
    "spacecraft_configurations": (ConfigurationDetailedSerializer, querysets.CONFIGURATIONS_DETAILED),
    "spacecraft_flights": (FlightSerializer, querysets.FLIGHTS),
}

router = SimpleRouter()
router.register("spacecraft", SpacecraftViewSet, basename="spacecraft")
urlpatterns: list[URLPattern | URLResolver] = [path("2.3.0/", include(router.urls))]
for route, (serializer, queryset) in NESTED.items():
    view = RecordViewSet.as_view({"get": "retrieve"}, serializer_class=serializer, queryset=queryset)
    urlpatterns.append(path(f"2.3.0/{route}/<pk>/", view, name=f"{queryset.model._meta.model_name}-detail"))
