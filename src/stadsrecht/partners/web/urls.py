from stadsrecht.kernel.web import public
from stadsrecht.partners.web import views

urlpatterns = [
    *public("partners/", views.partners, "partners", forms=("json", "csv")),
    *public("partners/<slug:code>/", views.partner, "partner"),
]
