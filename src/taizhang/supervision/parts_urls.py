"""Addresses of a task's parts (分解): below the ledger's, whose tasks they are."""

from django.urls import URLPattern, path

from .views import decompose, rollup

urlpatterns: list[URLPattern] = [
    path("ledger/parts/<str:number>/decompose/", decompose.decompose, name="decompose"),
    path("ledger/parts/<str:number>/waive/", decompose.waive_parts, name="waive-parts"),
    path("ledger/parts/<str:number>/rollup/", rollup.report_rollup, name="rollup"),
]
