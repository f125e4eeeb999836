"""Every path that Django answers."""

from django.urls import include, path, re_path

from downrange.api.v230 import CONTRACT

from .views import contract

BASE = CONTRACT.base_path[1:]

urlpatterns = [
    path("", include("downrange.explorer.urls")),
    path(BASE, contract, name="root"),
    path(f"{BASE}schema/", contract, name="schema"),
    re_path(f"^{BASE[:-1]}(?:/|$)", contract),
]
handler400 = "downrange.explorer.views.bad_request"
handler404 = "downrange.explorer.views.not_found"
handler500 = "downrange.explorer.views.server_error"
