"""The addresses of the contract, under `/2.3.0/`."""

from collections.abc import Iterable

from django.urls import URLPattern, URLResolver, include, path

from .resource import Resource
from .v230 import RESOURCES
from .views import DocumentView, ListView, RecordView, RootView

VOCABULARY = "config/"


def addresses(resources: Iterable[Resource], below: str = "") -> list[URLPattern]:
    """The list and the record of each. The deepest first: launches/upcoming/ is a list, not the launch of that name."""
    patterns = []
    for resource in sorted(resources, key=lambda resource: -resource.route.count("/")):
        route = resource.route.removeprefix(below)
        patterns += [
            path(f"{route}/", ListView.as_view(resource=resource), name=resource.route),
            path(f"{route}/<str:id>/", RecordView.as_view(resource=resource), name=f"{resource.route}-record"),
        ]
    return patterns


vocabularies = [resource for resource in RESOURCES if resource.route.startswith(VOCABULARY)]
others = [resource for resource in RESOURCES if not resource.route.startswith(VOCABULARY)]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", RootView.as_view(resources=RESOURCES), name="root"),
    path("schema/", DocumentView.as_view(), name="schema"),
    path(VOCABULARY, include(addresses(vocabularies, below=VOCABULARY))),
    *addresses(others),
]
