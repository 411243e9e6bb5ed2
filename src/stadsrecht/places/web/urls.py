from django.urls import path

from stadsrecht.kernel.web import public
from stadsrecht.places.web import views

urlpatterns = [
    *public("places/", views.places, "places", forms=("json", "csv", "geojson")),
    *public("places/<slug:code>/", views.place, "place"),
    path("desk/places/", views.desk_places, name="desk-places"),
]
