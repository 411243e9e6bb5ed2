from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PartnersConfig(AppConfig):
    name = "stadsrecht.partners"
    label = "partners"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # The models, which queries need, exist only now.
        from stadsrecht.kernel.registry import MenuItem, SearchSource, public_menu, search_sources
        from stadsrecht.partners.queries import search_organisations

        public_menu.add(MenuItem("partners", _("Partners"), "partners", 50))
        search_sources.add(SearchSource("partners", 50, _("Partners"), search_organisations))
