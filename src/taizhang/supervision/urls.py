"""Addresses of the room."""

from django.urls import URLPattern, path

from .views import mechanism_edit, mechanisms

app_name = "supervision"

urlpatterns: list[URLPattern] = [
    path("supervision/mechanisms/", mechanisms.list_mechanisms, name="mechanisms"),
    path("supervision/new-mechanism/", mechanism_edit.add_mechanism, name="mechanism-new"),
    path("supervision/mechanisms/<slug:key>/", mechanisms.show_mechanism, name="mechanism"),
    path(
        "supervision/mechanisms/<slug:key>/edit/",
        mechanism_edit.edit_numbers,
        name="mechanism-edit",
    ),
    path(
        "supervision/mechanisms/<slug:key>/text/", mechanism_edit.edit_text, name="mechanism-text"
    ),
]
