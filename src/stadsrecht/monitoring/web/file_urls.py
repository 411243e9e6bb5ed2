"""The addresses of files. Those of a release stay as they are for as long as the city has a site."""

from django.urls import path

from stadsrecht.monitoring.web.views import files

in_language = [
    path("figures/<slug:code>/releases/<int:number>/<str:file>", files.release_file, name="release-file"),
    path("figures/<slug:code>/newest/<str:file>", files.newest_file, name="newest-file"),
]
outside_language = [
    path(form, files.catalogue, {"form": form}, name=form.replace(".", "-")) for form in files.CATALOGUES
]
