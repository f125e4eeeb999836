"""Every path that Django answers."""

from django.urls import include, path, re_path

from downrange.api.v230 import CONTRACT
from downrange.desk import urls as desk
from downrange.desk.photos import photo
from downrange.exchange.feed import PATH

from .views import changes, contract, pages

BASE = CONTRACT.base_path[1:]
VERSION = r"^(?:api/ll/)?\d+\.\d+\.\d+(?:/|$)"
"""What paths begin with that the API answers: those of other versions get 404 in its shape."""

urlpatterns = [
    path("", include("downrange.explorer.urls")),
    path(BASE, contract, name="root"),
    path(f"{BASE}schema/", contract, name="schema"),
    re_path(VERSION, contract),
    path(PATH[1:], changes),
    re_path(r"^explore(?:/|$)", pages),
    path("desk/", (desk.urlpatterns, "admin", "admin")),
    path("pictures/<slug:name>.jpg", photo, name="photo"),
]
handler400 = "downrange.explorer.views.bad_request"
handler404 = "downrange.explorer.views.not_found"
handler500 = "downrange.explorer.views.server_error"
