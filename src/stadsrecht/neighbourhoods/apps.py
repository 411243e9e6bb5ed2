from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NeighbourhoodsConfig(AppConfig):
    name = "stadsrecht.neighbourhoods"
    label = "neighbourhoods"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # The models, which queries need, exist only now.
        from stadsrecht.kernel import registry
        from stadsrecht.neighbourhoods import queries, tasks
        from stadsrecht.neighbourhoods.permissions import PERMISSIONS
        from stadsrecht.neighbourhoods.web import panels

        assert tasks  # importing it tells the worker of its jobs

        def may_enter(person: object) -> bool:
            return PERMISSIONS.may(person, "enter_desk")  # type: ignore[arg-type]

        def panel(name: str, context: object, data: object) -> registry.Panel:
            return registry.Panel("training", 35, f"neighbourhoods/{name}.html", context, data)  # type: ignore[arg-type]

        registry.desk_menu.add(registry.MenuItem("training", _("Training"), "desk-training", 57, may_enter))
        registry.partner_panels.add(panel("panel_courses", panels.of_partner, panels.of_partner_data))
        registry.action_panels.add(panel("panel_courses", panels.of_action, panels.of_action_data))
        registry.search_sources.add(registry.SearchSource("training", 52, _("Training"), queries.search_courses))
