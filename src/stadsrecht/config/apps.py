from django.apps import AppConfig


class InstallationConfig(AppConfig):
    name = "stadsrecht.config"
    label = "installation"
