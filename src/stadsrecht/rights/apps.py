from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RightsConfig(AppConfig):
    name = "stadsrecht.rights"
    label = "rights"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # The models, which queries need, exist only now.
        from stadsrecht.kernel.registry import MenuItem, SearchSource, desk_menu, public_menu, search_sources
        from stadsrecht.rights.permissions import PERMISSIONS
        from stadsrecht.rights.queries import search, search_themes

        public_menu.add(MenuItem("rights", _("Rights"), "rights", 10))
        desk_menu.add(
            MenuItem("rights", _("Catalogue"), "desk-rights", 60, lambda person: PERMISSIONS.may(person, "see_checks"))
        )
        search_sources.add(SearchSource("themes", 5, _("Themes"), search_themes))
        search_sources.add(SearchSource("rights", 10, _("Rights"), search))
