"""Addresses of the room."""

from django.urls import URLPattern, path

from . import (
    desk_urls,
    evidence_urls,
    parts_urls,
    report_urls,
    request_urls,
    rule_urls,
    scoreboard_urls,
    slip_urls,
)
from .views import instructions, intake, mechanism_edit, mechanisms, meetings

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
    path("supervision/meetings/", meetings.list_meetings, name="meetings"),
    path("supervision/meetings/new/", meetings.enter_meeting, name="meeting-new"),
    path("supervision/meetings/series/", meetings.show_series, name="series"),
    path("supervision/meetings/<int:pk>/", meetings.show_meeting, name="meeting"),
    path("supervision/meetings/<int:pk>/edit/", meetings.change_meeting, name="meeting-edit"),
    path("supervision/instructions/", instructions.list_instructions, name="instructions"),
    path("supervision/instructions/new/", instructions.enter_instruction, name="instruction-new"),
    path("supervision/instructions/give/", instructions.give, name="instruction-give"),
    path("supervision/instructions/<int:pk>/", instructions.show_instruction, name="instruction"),
    path(
        "supervision/instructions/<int:pk>/edit/",
        instructions.change_instruction,
        name="instruction-edit",
    ),
    path("supervision/intake/<int:pk>/matters/", intake.work_on_matters, name="matters"),
    path("supervision/intake/<int:pk>/lines/", intake.add_text, name="intake-lines"),
    path("supervision/intake/<int:pk>/files/", intake.add_attachments, name="intake-files"),
    path(
        "supervision/intake/<int:pk>/files/<int:file>/",
        intake.download_attachment,
        name="intake-file",
    ),
    *desk_urls.urlpatterns,
    *evidence_urls.urlpatterns,
    *report_urls.urlpatterns,
    *request_urls.urlpatterns,
    *slip_urls.urlpatterns,
    *parts_urls.urlpatterns,
    *rule_urls.urlpatterns,
    *scoreboard_urls.urlpatterns,
]
