from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlacesConfig(AppConfig):
    name = "stadsrecht.places"
    label = "places"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # The models, which queries need, exist only now.
        from stadsrecht.kernel.registry import MenuItem, SearchSource, desk_menu, search_sources
        from stadsrecht.places.permissions import PERMISSIONS
        from stadsrecht.places.queries import search_areas

        desk_menu.add(
            MenuItem(
                "places", _("Places"), "desk-places", 70, lambda person: PERMISSIONS.may(person, "import_boundaries")
            )
        )
        search_sources.add(SearchSource("places", 60, _("Places"), search_areas))
