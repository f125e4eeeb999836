"""URLs of the front page, the documentation, Swagger UI and ReDoc."""

from django.urls import path
from drf_spectacular.views import SpectacularRedocView, SpectacularSwaggerView

from . import views

swagger = SpectacularSwaggerView.as_view(url_name="schema", template_name="explorer/swagger.html")
redoc = SpectacularRedocView.as_view(url_name="schema", template_name="explorer/redoc.html")

urlpatterns = [
    path("", views.front, name="front"),
    path("docs/", views.document, name="docs"),
    path("docs/status/", views.mirror_status, name="status"),
    path("docs/<path:name>.svg", views.picture, name="picture"),
    path("docs/<path:name>/", views.document, name="document"),
    path("2.3.0/swagger/", swagger, name="swagger"),
    path("2.3.0/redoc/", redoc, name="redoc"),
]
