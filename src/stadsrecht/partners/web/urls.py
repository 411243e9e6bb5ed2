from django.urls import path
from django.views.decorators.http import require_safe

from stadsrecht.kernel.web import public
from stadsrecht.partners.web.views import directory, turning

urlpatterns = [
    *public("help/", turning.turning, "turning"),
    path("help/sheet/", require_safe(turning.sheet), name="turning-sheet"),
    *public("partners/", directory.partners, "partners", forms=("json", "csv", "geojson")),
    *public("partners/<slug:code>/", directory.partner, "partner", forms=("json", "vcf")),
]
