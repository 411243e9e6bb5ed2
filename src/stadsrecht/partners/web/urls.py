from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from stadsrecht.kernel.web import public
from stadsrecht.partners.web.views import (
    coalition,
    desk,
    directory,
    editors,
    newsletters,
    pact_desk,
    pacts,
    pledge_desk,
    turning,
)

ENTRY = "desk/partners/<slug:code>/"
PACT = "desk/pacts/<slug:code>/"
PLEDGE = "desk/pledges/<slug:code>/"
ASKED = require_http_methods(["GET", "HEAD", "POST"])

urlpatterns = [
    *public("help/", never_cache(turning.turning), "turning"),
    path("help/sheet/", require_safe(never_cache(turning.sheet)), name="turning-sheet"),
    *public("partners/", directory.partners, "partners", forms=("json", "csv", "geojson")),
    path("partners/still-true/<str:token>/", ASKED(never_cache(desk.still_true)), name="still-true"),
    *public("partners/<slug:code>/", directory.partner, "partner", forms=("json", "vcf")),
    *public("pacts/", pacts.pacts, "pacts", forms=("json", "csv")),
    *public("pacts/<slug:code>/", pacts.pact, "pact", forms=("json", "csv")),
    *public("pacts/<slug:code>/meetings/", pacts.meetings, "pact-meetings", forms=("json", "csv", "ics")),
    *public("pacts/<slug:code>/<int:year>/", pacts.year, "pact-year", forms=("json", "csv")),
    *public("pledges/<slug:code>/", pacts.pledge, "pledge"),
    *public("coalition/", coalition.coalition, "coalition", forms=("json", "csv", "ics")),
    *public("newsletters/", newsletters.newsletters, "newsletters", forms=("json", "csv", "atom")),
    *public("newsletters/<slug:code>/", newsletters.newsletter, "newsletter"),
    path("desk/coalition/", coalition.desk, name="desk-coalition"),
    path("desk/coalition/join/", coalition.join, name="desk-coalition-join"),
    path("desk/coalition/meetings/new/", coalition.meeting, name="desk-theme-meeting-new"),
    path("desk/coalition/meetings/<int:number>/", coalition.meeting, name="desk-theme-meeting"),
    path("desk/coalition/requests/<int:number>/", coalition.decide, name="desk-coalition-decide"),
    path("desk/coalition/members/<int:number>/leave/", coalition.leave, name="desk-coalition-leave"),
    path("desk/newsletters/-/new/", newsletters.new, name="desk-newsletter-new"),
    path("desk/newsletters/<slug:code>/edit/", newsletters.edit, name="desk-newsletter-edit"),
    path("desk/newsletters/<slug:code>/withdraw/", newsletters.withdraw, name="desk-newsletter-withdraw"),
    path("desk/pacts/", pact_desk.desk, name="desk-pacts"),
    path("desk/pacts/-/new/", pact_desk.new, name="desk-pact-new"),
    path(PACT, pact_desk.pact, name="desk-pact"),
    path(f"{PACT}edit/", pact_desk.edit, name="desk-pact-edit"),
    path(f"{PACT}sign/", pact_desk.sign, name="desk-pact-sign"),
    path(f"{PACT}meetings/new/", pact_desk.meeting, name="desk-meeting-new"),
    path(f"{PACT}meetings/<int:number>/", pact_desk.meeting, name="desk-meeting"),
    path(f"{PACT}meetings/<int:number>/attendance/", pact_desk.attendance, name="desk-attendance"),
    path(f"{PACT}pledges/new/", pledge_desk.new, name="desk-pledge-new"),
    path(PLEDGE, pledge_desk.pledge, name="desk-pledge"),
    path(f"{PLEDGE}edit/", pledge_desk.edit, name="desk-pledge-edit"),
    path(f"{PLEDGE}report/", pledge_desk.report, name="desk-pledge-report"),
    path(f"{PLEDGE}ask/", pledge_desk.ask, name="desk-pledge-ask"),
    path(f"{PLEDGE}view/", pledge_desk.view, name="desk-pledge-view"),
    path(f"{PLEDGE}milestones/new/", pledge_desk.milestone, name="desk-pledge-milestone-new"),
    path(f"{PLEDGE}milestones/<int:number>/done/", pledge_desk.milestone_done, name="desk-pledge-milestone-done"),
    path("desk/partners/", desk.desk, name="desk-partners"),
    path("desk/partners/-/new/", desk.new, name="desk-partner-new"),
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
