from django.urls import path

from stadsrecht.evidence.web.views import matrix, pledges, register
from stadsrecht.kernel.web import public

urlpatterns = [
    *public("matrix/", matrix.matrix, "matrix", forms=("json", "csv")),
    *public("matrix/<slug:code>/", matrix.matrix_instrument, "matrix-instrument", forms=("json", "csv")),
    *public("evidence/", register.register, "evidence", forms=("json", "csv")),
    *public("evidence/<slug:code>/", register.item, "evidence-item"),
    path("evidence/<slug:code>/file/", register.file, name="evidence-file"),
    *public("desk/matrix/", matrix.desk_matrix, "desk-matrix", forms=("json", "csv")),
    *public("desk/matrix/<slug:code>/", matrix.desk_matrix_instrument, "desk-matrix-instrument", forms=("json", "csv")),
    path("desk/evidence/", register.desk_register, name="desk-evidence"),
    path("desk/evidence/new/", register.new, name="desk-evidence-new"),
    path("desk/evidence/<slug:code>/edit/", register.change, name="desk-evidence-edit"),
    path("desk/evidence/<slug:code>/remove/", register.remove, name="desk-evidence-remove"),
    path("desk/pledges/<slug:code>/evidence/", pledges.show, name="desk-pledge-evidence"),
]
