"""What the tests of these pages send."""

from django.test import Client

PDF = b"%PDF-1.4\n%%EOF\n"


def client_of(person):
    client = Client()
    client.force_login(person)
    return client


def meeting_data(**more):
    return {
        "kind": "常务会",
        "title": "市政府第12次常务会议",
        "held_on": "2024-05-20",
        "chair": "周市长",
        "text": "一、市科技局本月内拿出方案\n散会",
        **more,
    }


def rows_of(meeting, **more):
    data = {"version": meeting.version}
    for matter in meeting.matters.filter(task=None):
        cells = {
            "title": matter.title,
            "leads": matter.leads,
            "units": matter.units,
            "targets": matter.targets,
            "due": matter.due or "",
        }
        if matter.kind == "task":
            cells["is_task"] = "on"
        data |= {f"m{matter.pk}-{name}": value for name, value in cells.items()}
    return {**data, **more}
