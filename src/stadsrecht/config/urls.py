"""All addresses. Pages stand under the language; what is not a page (API, static files) does not."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from stadsrecht.config.api import api

pages = [
    path("", include("stadsrecht.places.web.urls")),
    path("", include("stadsrecht.partners.web.urls")),
    path("", include("stadsrecht.people.web.urls")),
    path("", include("stadsrecht.rights.web.urls")),
    path("", include("stadsrecht.policies.web.urls")),
    path("", include("stadsrecht.evidence.web.urls")),
    path("me/", include("allauth.urls")),
]
urlpatterns = [path("api/v1/", api.urls), *i18n_patterns(*pages)]
handler429 = "stadsrecht.people.web.views.account.too_many_requests"
