from django.apps import AppConfig


class ExplorerConfig(AppConfig):
    name = "downrange.explorer"
    label = "explorer"
