from django.urls import URLPattern

from stadsrecht.monitoring.web import file_urls

urlpatterns: list[URLPattern] = [*file_urls.in_language]
