"""Addresses of runs (评定)."""

from django.urls import URLPattern, path

from .views import beginning, comparing, files, runs

urlpatterns: list[URLPattern] = [
    path("assessments/", runs.list_runs, name="runs"),
    path("assessments/new/", beginning.choose_scheme, name="run-choose"),
    path("assessments/new/<slug:scheme>/", beginning.new_run, name="run-new"),
    path("assessments/new/<slug:scheme>/template/", beginning.give_template, name="run-template"),
    path("assessments/<int:pk>/", runs.show_run, name="run"),
    path("assessments/<int:pk>/progress/", runs.show_progress, name="run-progress"),
    path("assessments/<int:pk>/act/<slug:name>/", runs.act_on_run, name="run-act"),
    path("assessments/<int:pk>/check/<int:number>/", runs.check_run, name="run-check"),
    path(
        "assessments/<int:pk>/compare/<int:before>/<int:after>/",
        comparing.compare_revisions,
        name="run-compare",
    ),
    path("assessments/<int:pk>/file/<int:number>/<slug:kind>/", files.download, name="run-file"),
]
