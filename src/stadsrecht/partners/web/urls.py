from stadsrecht.kernel.web import public
from stadsrecht.partners.web.views import directory

urlpatterns = [
    *public("partners/", directory.partners, "partners", forms=("json", "csv", "geojson")),
    *public("partners/<slug:code>/", directory.partner, "partner", forms=("json", "vcf")),
]
