from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from stadsrecht.kernel.web import public
from stadsrecht.partners.web.views import desk, directory, editors, turning

ENTRY = "desk/partners/<slug:code>/"
ASKED = require_http_methods(["GET", "HEAD", "POST"])

urlpatterns = [
    *public("help/", never_cache(turning.turning), "turning"),
    path("help/sheet/", require_safe(never_cache(turning.sheet)), name="turning-sheet"),
    *public("partners/", directory.partners, "partners", forms=("json", "csv", "geojson")),
    path("partners/still-true/<str:token>/", ASKED(never_cache(desk.still_true)), name="still-true"),
    *public("partners/<slug:code>/", directory.partner, "partner", forms=("json", "vcf")),
    path("desk/partners/", desk.desk, name="desk-partners"),
    path("desk/partners/-/intake/", desk.intake, name="desk-partners-intake"),
    path("desk/partners/-/changes/<int:number>/", desk.decide, name="desk-partner-proposal"),
    path(ENTRY, desk.entry, name="desk-partner"),
    path(f"{ENTRY}confirm/", desk.confirm, name="desk-partner-confirm"),
    path(f"{ENTRY}edit/", desk.edit, name="desk-partner-edit"),
    path(f"{ENTRY}editors/new/", editors.appoint, name="desk-partner-editor-new"),
    path(f"{ENTRY}editors/<int:number>/remove/", editors.dismiss, name="desk-partner-editor-remove"),
    path(f"{ENTRY}services/new/", desk.service, name="desk-partner-service-new"),
    path(f"{ENTRY}services/<int:number>/", desk.service, name="desk-partner-service"),
    path(f"{ENTRY}services/<int:number>/remove/", desk.remove_service, name="desk-partner-service-remove"),
    path(f"{ENTRY}places/new/", desk.place, name="desk-partner-place-new"),
    path(f"{ENTRY}places/<int:number>/", desk.place, name="desk-partner-place"),
    path(f"{ENTRY}places/<int:number>/remove/", desk.remove_place, name="desk-partner-place-remove"),
]
