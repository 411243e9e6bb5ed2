"""All addresses. Pages stand under the language; what is not a page (API, static files) does not."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from stadsrecht.config.api import api
from stadsrecht.monitoring.web.file_urls import outside_language as open_data
from stadsrecht.partners.api import urls as hsds
from stadsrecht.shell.web.views import colours

pages = [
    path("", include("stadsrecht.places.web.urls")),
    path("", include("stadsrecht.partners.web.urls")),
    path("", include("stadsrecht.people.web.urls")),
    path("", include("stadsrecht.rights.web.urls")),
    path("", include("stadsrecht.policies.web.urls")),
    path("", include("stadsrecht.evidence.web.urls")),
    path("", include("stadsrecht.monitoring.web.urls")),
    path("", include("stadsrecht.discrimination.web.urls")),
    path("", include("stadsrecht.neighbourhoods.web.urls")),
    path("me/", include("allauth.urls")),
    path("", include("stadsrecht.shell.web.urls")),
]
urlpatterns = [
    path("api/v1/", api.urls),
    path("city.css", colours, name="city-colours"),
    path("", include(open_data)),
    path("", include(hsds)),
    *i18n_patterns(*pages),
]
handler400 = "stadsrecht.shell.web.views.unreadable"
handler403 = "stadsrecht.shell.web.views.refused"
handler404 = "stadsrecht.shell.web.views.not_found"
handler500 = "stadsrecht.shell.web.views.broken"
handler429 = "stadsrecht.people.web.views.account.too_many_requests"
