from stadsrecht.kernel.web import public
from stadsrecht.monitoring.web.views import indicator, overview, places

TABLE = ("json", "csv")

# What is named here cannot be the code of an indicator: `errors.CodeTaken` says so to whoever tries.
urlpatterns = [
    *public("figures/", overview.figures, "figures", forms=TABLE),
    *public("figures/rights/", overview.by_right, "figures-rights", forms=TABLE),
    *public("figures/sdg/", overview.by_goal, "figures-goals", forms=TABLE),
    *public("figures/places/", places.places, "figures-places", forms=TABLE),
    *public("figures/places/<slug:code>/", places.place, "figures-place", forms=TABLE),
    *public("figures/compare/", places.compare, "figures-compare", forms=TABLE),
    *public("figures/<slug:code>/", indicator.indicator, "indicator", forms=TABLE),
    *public("figures/<slug:code>/releases/", indicator.releases, "figures-releases", forms=TABLE),
    *public("figures/<slug:code>/releases/<int:number>/", indicator.release, "figures-release", forms=TABLE),
]
