from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PoliciesConfig(AppConfig):
    name = "stadsrecht.policies"
    label = "policies"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # The models, which queries and panels need, exist only now.
        from stadsrecht.kernel import registry
        from stadsrecht.policies import queries, tasks
        from stadsrecht.policies.permissions import PERMISSIONS
        from stadsrecht.policies.web import panels, pledges

        assert tasks  # importing it tells the worker of its jobs
        registry.public_menu.add(registry.MenuItem("policies", _("Policies"), "policies", 20))
        registry.public_menu.add(registry.MenuItem("actions", _("Actions"), "actions", 30))

        def may_see(person: object) -> bool:
            return PERMISSIONS.may(person, "see_desk")  # type: ignore[arg-type]

        registry.desk_menu.add(registry.MenuItem("desk", _("My desk"), "desk", 10, may_see))
        registry.desk_menu.add(registry.MenuItem("policies", _("Policies"), "desk-policies", 20, may_see))
        registry.search_sources.add(registry.SearchSource("policies", 20, _("Policies"), queries.search_policies))
        registry.search_sources.add(registry.SearchSource("actions", 30, _("Actions"), queries.search_actions))
        registry.provision_panels.add(
            registry.Panel(
                "policies",
                20,
                "policies/panel_policies.html",
                panels.policies_of_provision,
                panels.policies_of_provision_data,
            )
        )
        registry.provision_panels.add(
            registry.Panel(
                "actions",
                30,
                "policies/panel_actions.html",
                panels.actions_of_provision,
                panels.actions_of_provision_data,
            )
        )
        registry.theme_panels.add(
            registry.Panel(
                "policies",
                5,
                "policies/panel_theme.html",
                panels.policies_of_theme,
                panels.policies_of_theme_data,
            )
        )
        registry.partner_panels.add(
            registry.Panel(
                "actions",
                20,
                "policies/panel_actions.html",
                panels.actions_of_partner,
                panels.actions_of_partner_data,
            )
        )
        self._show_pledges(registry, pledges)

    def _show_pledges(self, registry: Any, pledges: Any) -> None:
        """Pledges stand where actions stand; what they serve stands on their own pages."""
        for panels, context, data in (
            (registry.provision_panels, pledges.of_provision, pledges.of_provision_data),
            (registry.policy_panels, pledges.of_policy, pledges.of_policy_data),
            (registry.action_panels, pledges.of_action, pledges.of_action_data),
        ):
            panels.add(registry.Panel("pledges", 32, "policies/panel_pledges.html", context, data))
        registry.pact_panels.add(
            registry.Panel(
                "rights", 20, "policies/panel_rights_of_pact.html", pledges.rights_of_pact, pledges.rights_of_pact_data
            )
        )
        registry.pledge_panels.add(
            registry.Panel(
                "serves", 20, "policies/panel_served.html", pledges.served_by_pledge, pledges.served_by_pledge_data
            )
        )
        registry.desk_panels.add(
            registry.Panel("untied", 50, "policies/panel_untied.html", pledges.untied, pledges.untied_data)
        )
