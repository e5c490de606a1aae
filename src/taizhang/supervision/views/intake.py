"""What is done to a meeting or an instruction: its lines corrected and confirmed, files (录入)."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from django.contrib import messages
from django.db import transaction
from django.forms import Form
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from taizhang.accounts.access import actor_of
from taizhang.documents.domain.errors import StorageError
from taizhang.documents.serving import file_response
from taizhang.ledger import registry
from taizhang.ledger.domain.errors import ActInputError, LedgerError
from taizhang.ledger.views.refusals import add_refusal

from ..domain.intake.confirming import confirm_matters
from ..domain.intake.errors import IntakeChangedError, MatterError
from ..domain.intake.recording import attach_files, extend_text, save_matters
from ..domain.registration import PROJECTION
from ..forms.intake import FilesForm, LinesForm
from ..models import Instruction, IntakeFile, Meeting
from .intake_access import open_record, reading_page, recording_page
from .intake_page import RecordPage

T = TypeVar("T")
SAVE, CONFIRM, DISPATCH = "save", "confirm", "dispatch"


def show_record(request: HttpRequest, page: RecordPage, *, status: int = 200) -> HttpResponse:
    """The page of a record."""
    context = {"page": page, "columns": registry.columns()}
    return render(request, "supervision/intake.html", context, status=status)


def address_of(record: Meeting | Instruction) -> str:
    """The name of the address of a record's page."""
    return f"supervision:{'meeting' if isinstance(record, Meeting) else 'instruction'}"


def attempt(form: Form, act: Callable[[], T]) -> T | None:
    """Do it; what is refused is said at the field it is about, and None given."""
    try:
        return act()
    except ActInputError as error:
        add_refusal(form, error)
        return None


@require_POST
@recording_page
def work_on_matters(request: HttpRequest, pk: int) -> HttpResponse:
    """Save the rows; confirm them, and dispatch the tasks at once, where asked."""
    person, now = actor_of(request), timezone.now()
    record = open_record(person, pk, to_edit=True)
    page = RecordPage(record, person=person, now=now, data=request.POST)
    try:
        with transaction.atomic():
            done = _work(request, page)
    except MatterError as error:
        _mark(page, error)
    except IntakeChangedError as error:
        page.errors.append(str(error))
        return show_record(request, page, status=409)
    except LedgerError as error:
        page.errors.append(str(error))
    else:
        if done:
            messages.success(request, done)
            return redirect(address_of(record), record.pk)
    return show_record(request, page, status=422)


def _work(request: HttpRequest, page: RecordPage) -> str:
    """What was done, as a sentence; "" when a form does not hold."""
    person, wish = actor_of(request), request.POST.get("wish", SAVE)
    if not page.rows_hold():
        return ""
    choices = None
    if wish == DISPATCH:
        if not page.dispatch.is_valid():
            return ""
        choices = page.dispatch.choices()
    rows = [form.matter_input() for form in page.forms]
    version = request.POST.get("version", "")
    save_matters(
        page.record,
        rows,
        version=int(version) if version.isdecimal() else None,
        actor=person,
        as_of=page.now,
    )
    if wish == SAVE:
        return _("已保存。")
    return _confirm(request, page, choices)


def _confirm(request: HttpRequest, page: RecordPage, choices: Mapping[str, Any] | None) -> str:
    tasks = confirm_matters(
        page.record,
        actor=actor_of(request),
        as_of=page.now,
        register_units="register" in request.POST,
        dispatch=choices,
        by_matter={
            form.matter.pk: {PROJECTION.name: form.chosen} for form in page.forms if form.chosen
        },
    )
    if not tasks:
        return _("没有要列入台账的新事项，没有增加任务。")
    said = {"number": len(tasks)}
    if choices is None:
        return _("已列入台账 %(number)d 项任务，可以交办。") % said
    return _("已列入台账并交办 %(number)d 项任务，责任单位会收到消息。") % said


def _mark(page: RecordPage, error: MatterError) -> None:
    """Put the sentence to the cell it speaks of."""
    page.errors.append(str(error))
    for form in page.forms:
        if form.matter.pk == error.matter_id:
            form.add_error(error.field if error.field in form.fields else None, str(error))


@require_POST
@recording_page
def add_text(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter further lines."""
    person, now = actor_of(request), timezone.now()
    record = open_record(person, pk, to_edit=True)
    form = LinesForm(request.POST)
    page = RecordPage(record, person=person, now=now)
    page.lines_form = form
    if not form.is_valid():
        return show_record(request, page, status=422)
    words = form.cleaned_data["text"]
    added = attempt(form, lambda: extend_text(record, words, actor=person, as_of=now))
    if added is None:
        return show_record(request, page, status=422)
    messages.success(request, _("已增加 %(number)d 行。") % {"number": len(added)})
    return redirect(address_of(record), record.pk)


@require_POST
@recording_page
def add_attachments(request: HttpRequest, pk: int) -> HttpResponse:
    """Put files to a record."""
    person, now = actor_of(request), timezone.now()
    record = open_record(person, pk, to_edit=True)
    form = FilesForm(request.POST, request.FILES, now=now)
    if not form.is_valid() or not form.kept:
        page = RecordPage(record, person=person, now=now)
        if form.is_valid():
            form.add_error("attachments", _("没有选择文件，请先选择。"))
        page.files_form = form
        return show_record(request, page, status=422)
    attach_files(record, form.kept, actor=person, as_of=now)
    messages.success(request, _("附件已保存。"))
    return redirect(address_of(record), record.pk)


@require_safe
@reading_page
def download_attachment(request: HttpRequest, pk: int, file: int) -> FileResponse:
    """A file of a record this person may see."""
    record = open_record(actor_of(request), pk)
    found = get_object_or_404(IntakeFile.objects.select_related("file"), intake=record, pk=file)
    try:
        return file_response(found.file, name=found.name)
    except StorageError as error:
        raise Http404(str(error)) from error
