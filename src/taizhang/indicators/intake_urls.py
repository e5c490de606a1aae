"""Addresses of figures as they come in."""

from django.urls import URLPattern, path

from .views import entry, imports, missing

urlpatterns: list[URLPattern] = [
    path("indicators/entry/", entry.enter_figures, name="entry"),
    path("indicators/entry/template/", imports.give_template, name="entry-template"),
    path("indicators/entry/import/", imports.import_figures, name="import"),
    path("indicators/entry/import/apply/", imports.apply_import, name="import-apply"),
    path("indicators/missing/", missing.list_missing, name="missing"),
    path("indicators/missing/xlsx/", missing.export_missing, name="missing-xlsx"),
]
