from django.apps import AppConfig


class DiscriminationConfig(AppConfig):
    name = "stadsrecht.discrimination"
    label = "discrimination"
    default_auto_field = "django.db.models.BigAutoField"
