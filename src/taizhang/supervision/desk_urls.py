"""Addresses of what is done on the desk."""

from django.urls import URLPattern, path

from .views import desk

urlpatterns: list[URLPattern] = [
    path("supervision/desk/owed/<slug:key>/", desk.open_owed, name="desk-owed"),
    path("supervision/desk/sign/", desk.sign_requests, name="requests-sign"),
    path("supervision/desk/urge/", desk.urge_selected, name="desk-urge"),
]
