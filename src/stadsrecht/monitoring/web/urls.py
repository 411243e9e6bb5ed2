from django.urls import path

from stadsrecht.kernel.web import public
from stadsrecht.monitoring.web import file_urls
from stadsrecht.monitoring.web.views import desk, indicator, overview, places, releases, work

TABLE = ("json", "csv")

# The first words below figures/ cannot be codes of indicators; the form of the desk refuses them (TAKEN_CODES).
urlpatterns = [
    *file_urls.in_language,
    *public("figures/", overview.figures, "figures", forms=TABLE),
    *public("figures/rights/", overview.by_right, "figures-rights", forms=TABLE),
    *public("figures/sdg/", overview.by_goal, "figures-goals", forms=TABLE),
    *public("figures/places/", places.places, "figures-places", forms=TABLE),
    *public("figures/places/<slug:code>/", places.place, "figures-place", forms=TABLE),
    *public("figures/compare/", places.compare, "figures-compare", forms=TABLE),
    *public("figures/<slug:code>/", indicator.indicator, "indicator", forms=TABLE),
    *public("figures/<slug:code>/releases/", indicator.releases, "figures-releases", forms=TABLE),
    *public("figures/<slug:code>/releases/<int:number>/", indicator.release, "figures-release", forms=TABLE),
    path("desk/figures/", desk.indicators, name="desk-figures"),
    path("desk/figures/new/", desk.new, name="desk-indicator-new"),
    path("desk/figures/open-data/", work.export, name="desk-open-data"),
    path("desk/figures/work/<int:number>/", work.work, name="desk-work"),
    path("desk/figures/work/<int:number>/stop/", work.stop, name="desk-work-stop"),
    path("desk/figures/work/<int:number>/file/", work.parcel, name="desk-work-file"),
    path("desk/figures/<slug:code>/", desk.indicator, name="desk-indicator"),
    path("desk/figures/<slug:code>/edit/", desk.change, name="desk-indicator-edit"),
    path("desk/figures/<slug:code>/upload/", desk.upload, name="desk-figures-upload"),
    path("desk/figures/<slug:code>/releases/<int:number>/", releases.release, name="desk-release"),
    path("desk/figures/<slug:code>/releases/<int:number>/review/", releases.review, name="desk-release-review"),
    path("desk/figures/<slug:code>/releases/<int:number>/publish/", releases.publish, name="desk-release-publish"),
    path("desk/figures/<slug:code>/releases/<int:number>/embargo/", releases.embargo, name="desk-release-embargo"),
    path("desk/figures/<slug:code>/releases/<int:number>/lift/", releases.lift, name="desk-release-lift"),
    path("desk/figures/<slug:code>/releases/<int:number>/discard/", releases.discard, name="desk-release-discard"),
]
