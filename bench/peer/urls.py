"""Spacecraft and launches on a router; and what they nest, because each of these has a URL."""

from django.urls import URLPattern, URLResolver, include, path
from rest_framework.routers import SimpleRouter

from . import querysets
from .serializers.agencies import AgencyDetailedSerializer
from .serializers.launches import LauncherConfigurationSerializer, ProgramSerializer
from .serializers.places import LandingSerializer, LocationSerializer, PadSerializer
from .serializers.spacecraft import ConfigurationDetailedSerializer, FlightSerializer
from .views import LaunchViewSet, PreviousLaunchViewSet, RecordViewSet, SpacecraftViewSet, UpcomingLaunchViewSet

NESTED = {
    "agencies": (AgencyDetailedSerializer, querysets.AGENCIES_DETAILED),
    "landings": (LandingSerializer, querysets.LANDINGS),
    "launcher_configurations": (LauncherConfigurationSerializer, querysets.LAUNCHER_CONFIGURATIONS),
    "locations": (LocationSerializer, querysets.LOCATIONS),
    "pads": (PadSerializer, querysets.PADS),
    "programs": (ProgramSerializer, querysets.PROGRAMS),
    "spacecraft_configurations": (ConfigurationDetailedSerializer, querysets.CONFIGURATIONS_DETAILED),
    "spacecraft_flights": (FlightSerializer, querysets.FLIGHTS),
}

router = SimpleRouter()
router.register("spacecraft", SpacecraftViewSet, basename="spacecraft")
# Before the launches, of which "upcoming" and "previous" would be keys.
router.register("launches/upcoming", UpcomingLaunchViewSet, basename="upcoming-launch")
router.register("launches/previous", PreviousLaunchViewSet, basename="previous-launch")
router.register("launches", LaunchViewSet, basename="launch")
urlpatterns: list[URLPattern | URLResolver] = [path("2.3.0/", include(router.urls))]
for route, (serializer, queryset) in NESTED.items():
    view = RecordViewSet.as_view({"get": "retrieve"}, serializer_class=serializer, queryset=queryset)
    urlpatterns.append(path(f"2.3.0/{route}/<pk>/", view, name=f"{queryset.model._meta.model_name}-detail"))
