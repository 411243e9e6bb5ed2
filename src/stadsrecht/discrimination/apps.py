from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DiscriminationConfig(AppConfig):
    name = "stadsrecht.discrimination"
    label = "discrimination"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # The models, which permissions and pages need, exist only now.
        from stadsrecht.discrimination import tasks
        from stadsrecht.discrimination.permissions import PERMISSIONS
        from stadsrecht.discrimination.web import panels
        from stadsrecht.kernel import registry

        assert tasks  # importing it tells the worker of its jobs

        def may_enter(person: object) -> bool:
            return PERMISSIONS.may(person, "enter_report")  # type: ignore[arg-type]

        registry.public_menu.add(registry.MenuItem("report", _("Report discrimination"), "report", 60))
        registry.home_panels.add(
            registry.Panel("report", 4, "discrimination/panel_home.html", panels.home, panels.home)
        )
        registry.evidence_kinds.add(registry.EvidenceKind("reports", 10, _("reports of discrimination"), 24))
        registry.figure_ways.add(
            registry.MenuItem("report-figures", _("Reports of discrimination"), "report-figures", 60)
        )
        registry.provision_panels.add(
            registry.Panel(
                "reports",
                38,
                "discrimination/figures/panel_provision.html",
                panels.of_provision,
                panels.of_provision_data,
            )
        )
        registry.desk_menu.add(registry.MenuItem("desk-report", _("Enter a report"), "desk-report", 60, may_enter))

        def menu(code: str, label: object, position: int, capability: str) -> None:
            def may(person: object) -> bool:
                return PERMISSIONS.may(person, capability)  # type: ignore[arg-type]

            registry.desk_menu.add(registry.MenuItem(code, label, code, position, may))  # type: ignore[arg-type]

        menu("desk-cases", _("Cases"), 50, "read_case")
        menu("desk-case-overview", _("Overview"), 52, "assign_case")
        menu("desk-case-looks", _("Who looked"), 54, "review_looks")
        menu("desk-case-figures", _("Figures for the public"), 55, "publish_figures")
        menu("desk-case-register", _("Register for the ministry"), 56, "export_register")
        menu("desk-case-retention", _("What is destroyed"), 57, "destroy_case")
        menu("desk-identities", _("Identities"), 56, "approve_identity")
        menu("desk-referrals", _("Referred to us"), 57, "answer_referral")
        menu("desk-key", _("My key"), 58, "hold_key")
