from django.apps import AppConfig


class MachineryConfig(AppConfig):
    name = "tests.machinery"
    label = "machinery"
    default_auto_field = "django.db.models.BigAutoField"
