"""Addresses of 单位."""

from django.urls import URLPattern, path

from .views import loading, memberships, units

app_name = "organisations"

urlpatterns: list[URLPattern] = [
    path("units/", units.list_units, name="units"),
    path("units/new/", units.add_unit, name="unit-new"),
    path("units/load/", loading.load, name="load"),
    path("units/load/<slug:name>.csv", loading.template, name="load-template"),
    path("units/<int:pk>/", units.show_unit, name="unit"),
    path("units/<int:pk>/names/<int:name_id>/remove/", units.drop_name, name="name-remove"),
    path("units/<int:pk>/<slug:act>/", units.act_on_unit, name="unit-act"),
    path("memberships/<int:pk>/end/", memberships.end, name="membership-end"),
    path("memberships/<int:pk>/hand-over/", memberships.pass_on, name="membership-hand-over"),
]
