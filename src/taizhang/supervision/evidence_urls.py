"""Addresses of evidence and re-checks (办结佐证、复核抽查)."""

from django.urls import URLPattern, path

from .views import evidence, rechecks

urlpatterns: list[URLPattern] = [
    path("ledger/closing/<str:number>/evidence/", evidence.show_evidence, name="evidence"),
    path("ledger/closing/<str:number>/evidence/asked/", evidence.change_asked, name="evidence-set"),
    path(
        "ledger/closing/<str:number>/evidence/<int:place>/<slug:kind>/",
        evidence.file_one,
        name="evidence-file",
    ),
    path("supervision/rechecks/", rechecks.list_rounds, name="rechecks"),
    path("supervision/rechecks/draw/", rechecks.draw_round, name="recheck-draw"),
    path("supervision/rechecks/<int:pk>/", rechecks.show_round, name="recheck"),
    path("supervision/rechecks/tasks/<int:pk>/", rechecks.show_item, name="recheck-item"),
    path("supervision/rechecks/tasks/<int:pk>/checker/", rechecks.give_to, name="recheck-checker"),
]
