"""All addresses. Pages stand under the language; what is not a page (API, static files) does not."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

pages = [
    path("me/", include("allauth.urls")),
]
urlpatterns = [*i18n_patterns(*pages)]
