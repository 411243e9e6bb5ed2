from django.urls import path

from stadsrecht.discrimination.web.desk.urls import urlpatterns as desk
from stadsrecht.discrimination.web.door import mine, views

urlpatterns = [
    path("report/", views.intro, name="report"),
    path("report/form/", views.form, name="report-form"),
    path("report/mine/", mine.mine, name="report-mine"),
    path("desk/report/", views.form_together, name="desk-report"),
    *desk,
]
