from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EvidenceConfig(AppConfig):
    name = "stadsrecht.evidence"
    label = "evidence"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # The models, which queries and panels need, exist only now.
        from stadsrecht.evidence.permissions import PERMISSIONS
        from stadsrecht.evidence.queries import search_evidence
        from stadsrecht.evidence.web import panels, tour
        from stadsrecht.kernel import registry

        def may_see(person: object) -> bool:
            return PERMISSIONS.may(person, "see_internal")  # type: ignore[arg-type]

        for position, (code, label, months) in enumerate(
            (
                ("report", _("report"), 24),
                ("evaluation", _("evaluation"), 48),
                ("figures", _("figures"), 24),
                ("decision", _("decision"), 60),
                ("agreement", _("agreement"), 48),
                ("publication", _("publication"), 24),
            )
        ):
            registry.evidence_kinds.add(registry.EvidenceKind(code, position, label, months))
        registry.public_menu.add(registry.MenuItem("matrix", _("How it stands"), "matrix", 15))
        registry.public_menu.add(registry.MenuItem("evidence", _("Evidence"), "evidence", 40))
        registry.desk_menu.add(registry.MenuItem("matrix", _("Matrix"), "desk-matrix", 40, may_see))
        registry.desk_menu.add(registry.MenuItem("evidence", _("Evidence"), "desk-evidence", 30, may_see))
        registry.search_sources.add(registry.SearchSource("evidence", 40, _("Evidence"), search_evidence))

        tour.register(registry.tour_stops)

        def panel(code: str, position: int, template: str, context: object, data: object) -> registry.Panel:
            return registry.Panel(code, position, f"evidence/{template}.html", context, data)  # type: ignore[arg-type]

        registry.provision_panels.add(panel("standing", 10, "panel_standing", panels.standing, panels.standing_data))
        registry.provision_panels.add(
            panel("evidence", 40, "panel_evidence", panels.of_provision, panels.of_provision_data)
        )
        registry.policy_panels.add(panel("evidence", 40, "panel_evidence", panels.of_policy, panels.of_policy_data))
        registry.action_panels.add(panel("evidence", 40, "panel_evidence", panels.of_action, panels.of_action_data))
        registry.pledge_panels.add(panel("evidence", 40, "panel_of_pledge", panels.of_pledge, panels.of_pledge_data))
        registry.place_panels.add(panel("evidence", 40, "panel_evidence", panels.of_place, panels.of_place_data))
        registry.theme_panels.add(panel("standing", 10, "panel_theme", panels.gaps_of_theme, panels.gaps_of_theme_data))
        registry.home_panels.add(panel("standing", 10, "panel_home", panels.home, panels.home_data))
