"""Addresses of slips."""

from django.urls import URLPattern, path

from .views import slip_files, slips

_TASK = "supervision/tasks/<str:number>/slip/"

urlpatterns: list[URLPattern] = [
    path("supervision/slips/", slips.list_slips, name="slips"),
    path("supervision/slips/due/", slips.list_due_slips, name="slips-due"),
    path("supervision/slips/issue/", slips.issue_selected, name="slips-issue"),
    path("supervision/slips/word/", slip_files.download_word, name="slips-word"),
    path("supervision/slips/print/", slip_files.print_slips, name="slips-print"),
    path("supervision/slips/export/", slip_files.export_slips, name="slips-export"),
    path(_TASK, slips.show_slip, name="slip"),
    path(f"{_TASK}issue/", slips.issue_by_hand, name="slip-issue"),
    path(f"{_TASK}<slug:name>/", slips.act_on_slip, name="slip-act"),
]
