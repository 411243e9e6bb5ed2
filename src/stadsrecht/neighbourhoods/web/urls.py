from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from stadsrecht.kernel.web import public
from stadsrecht.neighbourhoods.web.views import catalogue, desk, evaluation, place, runs

RUN = "training/<slug:code>/<int:number>"
COURSE = "desk/training/<slug:code>/"
OWN_RUN = f"{COURSE}runs/<int:number>/"

# How sign-up stands moves with the minute, so none of these pages is kept.
urlpatterns = [
    *public("training/", never_cache(catalogue.training), "training"),
    *public("training/<slug:code>/", never_cache(catalogue.course), "training-course"),
    path(f"{RUN}.ics", require_safe(catalogue.calendar), name="training-run.ics"),
    path(f"{RUN}/sign-up/", place.sign_up, name="training-sign-up"),
    path(f"{RUN}/signed-up/", require_safe(place.signed_up), name="training-signed-up"),
    path("training/place/<str:token>/", place.place, name="training-place"),
    path("training/evaluation/<str:token>/", place.evaluation, name="training-evaluation"),
    path("desk/training/", desk.desk, name="desk-training"),
    path("desk/training/-/new/", desk.new, name="desk-training-new"),
    path(COURSE, desk.course, name="desk-training-course"),
    path(f"{COURSE}edit/", desk.edit, name="desk-training-edit"),
    path(f"{COURSE}state/", desk.state, name="desk-training-state"),
    path(f"{COURSE}serves/", desk.serves, name="desk-training-serves"),
    path(f"{COURSE}runs/new/", runs.new, name="desk-training-run-new"),
    path(OWN_RUN, runs.run, name="desk-training-run"),
    path(f"{OWN_RUN}edit/", runs.edit, name="desk-training-run-edit"),
    path(f"{OWN_RUN}cancel/", runs.cancel, name="desk-training-run-cancel"),
    path(f"{OWN_RUN}attendance/", runs.attendance, name="desk-training-attendance"),
    path(f"{OWN_RUN}message/", runs.message, name="desk-training-message"),
    path(f"{COURSE}results/new/", evaluation.begin, name="desk-training-evaluation-new"),
    path(f"{COURSE}results/<int:number>/", evaluation.draft, name="desk-training-evaluation"),
    path(f"{COURSE}results/<int:number>/drop/", evaluation.drop, name="desk-training-evaluation-drop"),
]
