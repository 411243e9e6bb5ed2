from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    name = "stadsrecht.monitoring"
    label = "monitoring"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from stadsrecht.kernel.registry import WholenessCheck, wholeness_checks  # needs the apps to be there
        from stadsrecht.monitoring.queries import first_release_not_whole  # so does this

        wholeness_checks.add(WholenessCheck("figures", 10, first_release_not_whole))
