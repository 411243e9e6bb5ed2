from django.apps import AppConfig


class NeighbourhoodsConfig(AppConfig):
    name = "stadsrecht.neighbourhoods"
    label = "neighbourhoods"
    default_auto_field = "django.db.models.BigAutoField"
