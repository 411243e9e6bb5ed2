from django.urls import path

from stadsrecht.kernel.web import public
from stadsrecht.rights.web import views

urlpatterns = [
    *public("rights/", views.rights, "rights", forms=("json", "csv")),
    *public("rights/themes/<slug:code>/", views.theme, "theme", forms=("json", "csv")),
    *public("rights/<slug:code>/", views.instrument, "instrument", forms=("json", "csv")),
    *public("rights/<slug:instrument>/<str:code>/", views.provision, "provision"),
    path("desk/rights/", views.desk_rights, name="desk-rights"),
]
