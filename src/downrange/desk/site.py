"""The desk as a site: which pages it has, and how the front page groups the models."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from django.apps import apps
from django.contrib.admin import AdminSite
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, path

from downrange.access.counters import DatabaseCounter
from downrange.access.gate import network
from downrange.access.rates import Rate
from downrange.catalog.guard import BOOKKEEPING
from downrange.catalog.revision import Revision

from . import history, pinned
from .bulk.views import import_page
from .families import ADMINS
from .record_admin import RecordAdmin

LOGINS = Rate(requests=20, period=3600)
"""Logins that one address may try, the right password or a wrong one."""
FAMILIES = {
    "spacecraft": "Spacecraft and their flights",
    "docking": "Dockings",
    "people": "People",
    "stations": "Stations, expeditions and spacewalks",
    "launches": "Launches",
    "payloads": "Payloads",
    "launchers": "Launch vehicles",
    "stages": "Boosters",
    "landings": "Landings",
    "pads": "Places",
    "agencies": "Agencies",
    "programs": "Programs and patches",
    "events": "Events and updates",
    "closures": "Closures and notices",
    "images": "Pictures",
    "links": "Links",
    "vocabulary": "Vocabulary",
}
"""What the modules of the catalogue's models are called, in the order of the front page."""


class DeskSite(AdminSite):
    site_title = "Downrange"
    site_header = "Downrange, the desk"
    index_title = "The catalogue"
    index_template = "desk/index.html"
    enable_nav_sidebar = False
    empty_value_display = "–"

    def get_urls(self) -> list[URLResolver | URLPattern]:
        own = [
            path("changes/", self.admin_view(self.changes), name="changes"),
            path("changes/<int:change>/take-back/", self.admin_view(self.take_back), name="take_back"),
            path("import/", self.admin_view(self.bulk), name="bulk"),
            path("pins/", self.admin_view(self.pins), name="pins"),
            path("pins/upstream/", self.admin_view(self.upstream), name="upstream"),
        ]
        return [*own, *super().get_urls()]

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The login, as often as an address may try."""
        if request.method == "POST":
            tried = DatabaseCounter().count(f"login:{network(request.META.get('REMOTE_ADDR', ''))}", LOGINS)
            if not tried.allowed:
                return HttpResponse(
                    f"Too many logins were tried. The next is possible in {tried.wait} s.\n",
                    content_type="text/plain",
                    status=HTTPStatus.TOO_MANY_REQUESTS,
                    headers={"Retry-After": str(tried.wait)},
                )
        return super().login(request, extra_context)

    def changes(self, request: HttpRequest) -> HttpResponse:
        return history.all_changes(request, self)

    def take_back(self, request: HttpRequest, change: int) -> HttpResponse:
        return history.undo(request, self, change)

    def bulk(self, request: HttpRequest) -> HttpResponse:
        return import_page(request, self)

    def pins(self, request: HttpRequest) -> HttpResponse:
        return pinned.pins_page(request, self)

    def upstream(self, request: HttpRequest) -> HttpResponse:
        return pinned.upstream_page(request, self)

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        return {**super().each_context(request), "catalogue_revision": Revision.current().number}

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> Any:
        """The models a user may see, by family."""
        listed = super().get_app_list(request, app_label)
        families: list[dict[str, Any]] = []
        for module, title in FAMILIES.items():
            models = [each for app in listed for each in app["models"] if _family(each["model"]) == module]
            if models:
                families.append(
                    {
                        "name": title,
                        "app_label": module,
                        "app_url": "",
                        "has_module_perms": True,
                        "models": models,
                    }
                )
        return families


def _family(model: type[Model]) -> str:
    return model.__module__.rpartition(".")[2]


def catalogue_models() -> Sequence[type[Model]]:
    """Every model of the catalogue."""
    return [model for model in apps.get_app_config("catalog").get_models() if model._meta.model_name not in BOOKKEEPING]


def make() -> DeskSite:
    site = DeskSite()
    for model in catalogue_models():
        site.register(model, ADMINS.get(model, RecordAdmin))
    return site
