"""Honest rates of units, the tasks behind each figure, as a workbook (单位榜)."""

import tempfile
from collections.abc import Iterator
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from taizhang.accounts.access import only
from taizhang.ledger.permissions import may_work_on_tasks
from taizhang.papers import Column, ColumnKind, SheetSetup, write_xlsx

from ..domain.rates.figures import FIGURES
from .behind_page import BehindPage
from .scoreboard_page import Row, ScoreboardPage

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@only(may_work_on_tasks)
def show_scoreboard(request: HttpRequest) -> HttpResponse:
    """The table of units, sorted as asked."""
    page = ScoreboardPage(request, now=timezone.now())
    return render(request, "supervision/scoreboard.html", {"board": page})


@require_safe
@only(may_work_on_tasks)
def show_behind(request: HttpRequest) -> HttpResponse:
    """The tasks behind one figure."""
    page = BehindPage(request, now=timezone.now())
    return render(request, "supervision/behind.html", {"list": page})


@require_safe
@only(may_work_on_tasks)
def export_scoreboard(request: HttpRequest) -> HttpResponse | FileResponse:
    """The same table as a workbook: of each share the tasks, what they are out of, per cent."""
    page = ScoreboardPage(request, now=timezone.now())
    if not page.valid:
        return render(request, "supervision/scoreboard.html", {"board": page}, status=400)
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it
    setup = SheetSetup(name=_("单位榜"), title=_("单位榜"), note=_note(page))
    rows = [*page.rows, *([page.whole] if page.whole else [])]
    write_xlsx((list(_cells(row)) for row in rows), _columns(), file, setup=setup)
    file.seek(0)
    name = f"单位榜{page.window.starts:%Y%m%d}-{page.window.ends:%Y%m%d}.xlsx"
    return FileResponse(file, content_type=_XLSX, as_attachment=True, filename=name)


def _note(page: ScoreboardPage) -> str:
    moment = timezone.localtime(page.window.moment)
    return _("%(starts)s 至 %(ends)s · 截至 %(moment)s") % {
        "starts": page.window.starts,
        "ends": page.window.ends,
        "moment": f"{moment:%Y-%m-%d %H:%M}",
    }


def _columns() -> list[Column]:
    columns = [Column(_("单位"), 28)]
    for figure in FIGURES:
        label = str(figure.label)
        columns.append(Column(_("%(name)s（条）") % {"name": label}, 9, ColumnKind.NUMBER))
        if figure.of:
            columns.append(Column(_("%(name)s 总数") % {"name": label}, 9, ColumnKind.NUMBER))
            columns.append(Column(f"{label} %", 9, ColumnKind.NUMBER))
        elif figure.key == "late":
            columns.append(Column(_("%(name)s（天）") % {"name": label}, 9, ColumnKind.NUMBER))
    return columns


def _cells(row: Row) -> Iterator[Any]:
    yield row.name
    for cell in row.cells:
        yield cell.part
        if cell.figure.of:
            yield cell.whole
            yield cell.share
        elif cell.figure.key == "late":
            yield cell.days
