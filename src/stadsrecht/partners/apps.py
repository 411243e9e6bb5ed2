from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PartnersConfig(AppConfig):
    name = "stadsrecht.partners"
    label = "partners"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # The models, which queries need, exist only now.
        from stadsrecht.kernel.registry import (
            MenuItem,
            Panel,
            SearchSource,
            desk_menu,
            home_panels,
            partner_panels,
            public_menu,
            search_sources,
            theme_panels,
        )
        from stadsrecht.partners import tasks
        from stadsrecht.partners.permissions import PERMISSIONS
        from stadsrecht.partners.queries import search_newsletters, search_organisations, search_pledges
        from stadsrecht.partners.web import panels

        assert tasks  # importing it tells the worker of its jobs

        def may_enter(person: object) -> bool:
            return PERMISSIONS.may(person, "enter_desk")  # type: ignore[arg-type]

        desk_menu.add(MenuItem("partners", _("Directory"), "desk-partners", 50, may_enter))
        desk_menu.add(MenuItem("pacts", _("Pacts"), "desk-pacts", 55, may_enter))
        public_menu.add(MenuItem("partners", _("Partners"), "partners", 50))
        theme_panels.add(Panel("help", 7, "partners/panel_help.html", panels.help_with, panels.help_with_data))
        home_panels.add(Panel("help", 5, "partners/panel_home.html", panels.home, panels.home_data))
        partner_panels.add(Panel("pledges", 10, "partners/panel_pledges.html", panels.pledges, panels.pledges_data))
        partner_panels.add(
            Panel("newsletters", 20, "partners/panel_newsletters.html", panels.newsletters, panels.newsletters_data)
        )
        search_sources.add(SearchSource("partners", 50, _("Partners"), search_organisations))
        search_sources.add(SearchSource("pledges", 52, _("Pledges"), search_pledges))
        search_sources.add(SearchSource("newsletters", 54, _("Newsletters"), search_newsletters))
