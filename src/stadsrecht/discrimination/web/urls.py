from django.urls import path

from stadsrecht.discrimination.web import figures
from stadsrecht.discrimination.web.desk.urls import urlpatterns as desk
from stadsrecht.discrimination.web.door import mine, views
from stadsrecht.kernel.web import public

urlpatterns = [
    path("report/", views.intro, name="report"),
    path("report/form/", views.form, name="report-form"),
    path("report/mine/", mine.mine, name="report-mine"),
    *public("report/figures/", figures.figures, "report-figures", forms=("json", "csv")),
    *public("report/figures/<int:year>/", figures.figures, "report-figures-year", forms=("json", "csv")),
    path("desk/report/", views.form_together, name="desk-report"),
    *desk,
]
