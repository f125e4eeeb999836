"""Every address that the server answers."""

from django.urls import include, path

urlpatterns = [
    path("2.3.0/", include("downrange.api.urls")),
    path("", include("downrange.explorer.urls")),
]
handler400 = "downrange.explorer.views.bad_request"
handler404 = "downrange.explorer.views.not_found"
handler500 = "downrange.explorer.views.server_error"
