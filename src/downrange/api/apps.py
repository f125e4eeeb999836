from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "downrange.api"
    label = "api"
