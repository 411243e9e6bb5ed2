from django.urls import path

from stadsrecht.kernel.web import public
from stadsrecht.shell.web import views

urlpatterns = [
    path("home.json", views.home, {"form": "json"}, name="home.json"),
    path("", views.home, {"form": "html"}, name="home"),
    path("tour/", views.tour, name="tour"),
    path("tour/<slug:code>/", views.tour_stop, name="tour-stop"),
    *public("search/", views.search, "search"),
    path("about/", views.about, name="about"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
]
