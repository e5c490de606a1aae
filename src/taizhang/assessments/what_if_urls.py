"""Addresses of questions to a result (推演)."""

from django.urls import URLPattern, path

from .views import what_if

urlpatterns: list[URLPattern] = [
    path("assessments/<int:pk>/what-if/", what_if.show_what_if, name="what-if"),
    path("assessments/<int:pk>/what-if/set/", what_if.set_parameters, name="what-if-set"),
    path("assessments/<int:pk>/sweep/", what_if.show_sweep, name="sweep"),
    path("assessments/<int:pk>/sensitivity/", what_if.show_sensitivity, name="sensitivity"),
]
