"""The addresses of the contract, under `/2.3.0/`."""

from django.urls import URLPattern, path
from drf_spectacular.views import SpectacularAPIView

from .resources import RESOURCES
from .views import ListView, RecordView, RootView

urlpatterns: list[URLPattern] = [
    path("", RootView.as_view(resources=RESOURCES), name="root"),
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
]
# The deepest first: launches/upcoming/ is a list, not the launch of that name.
for resource in sorted(RESOURCES, key=lambda resource: -resource.route.count("/")):
    urlpatterns += [
        path(f"{resource.route}/", ListView.as_view(resource=resource), name=resource.route),
        path(f"{resource.route}/<str:id>/", RecordView.as_view(resource=resource), name=f"{resource.route}-record"),
    ]
