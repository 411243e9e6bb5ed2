from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MonitoringConfig(AppConfig):
    name = "stadsrecht.monitoring"
    label = "monitoring"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # The models, which queries and panels need, exist only now.
        from stadsrecht.kernel import registry
        from stadsrecht.monitoring.permissions import PERMISSIONS
        from stadsrecht.monitoring.queries import embargo_moments, first_release_not_whole
        from stadsrecht.monitoring.web import panels

        def may_see(person: object) -> bool:
            return PERMISSIONS.may(person, "see_desk")  # type: ignore[arg-type]

        registry.public_menu.add(registry.MenuItem("figures", _("Figures"), "figures", 35))
        registry.desk_menu.add(registry.MenuItem("figures", _("Figures"), "desk-figures", 35, may_see))
        registry.search_sources.add(registry.SearchSource("figures", 35, _("Figures"), panels.search))
        for subject, place in (
            ("provision", registry.provision_panels),
            ("policy", registry.policy_panels),
            ("action", registry.action_panels),
            ("theme", registry.theme_panels),
        ):
            context, data = panels.context_of(subject), panels.data_of(subject)
            place.add(registry.Panel("figures", 35, "monitoring/panel_figures.html", context, data))
        registry.place_panels.add(
            registry.Panel("figures", 35, "monitoring/panel_place.html", panels.place, panels.place_data)
        )
        registry.clockworks.add(registry.Clockwork("embargoes", 10, embargo_moments))
        registry.wholeness_checks.add(registry.WholenessCheck("figures", 10, first_release_not_whole))
