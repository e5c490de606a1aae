"""Leaders' instructions: the list, entering, the leader's own page (领导批示)."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from taizhang.accounts.access import actor_of
from taizhang.organisations.domain.queries.units import live_units

from ..domain.intake.instructing import edit_instruction, give_instruction, record_instruction
from ..domain.queries.meetings import instructions_for
from ..forms.intake import InstructionForm, QuickForm
from ..models import Instruction
from ..permissions import may_instruct
from .intake import attempt, show_record
from .intake_access import (
    instructing_page,
    keepers_of,
    open_record,
    reading_page,
    recording_page,
    records_intake,
)
from .intake_page import RecordPage

_A_PAGE = 40
MINE = "mine"
_SHOWN = {"pending": Q(pending__gt=0), "open": Q(decisions__gt=F("closed"))}


@require_safe
@reading_page
def list_instructions(request: HttpRequest) -> HttpResponse:
    """The instructions, the latest first, each with what became of it."""
    person = actor_of(request)
    words, show = request.GET.get("q", "").strip(), request.GET.get("show", "")
    found = instructions_for(person, on=timezone.localdate())
    if words:
        named = Q(leader_name__icontains=words) | Q(subject__icontains=words)
        found = found.filter(named | Q(remark__icontains=words))
    if show in _SHOWN:
        found = found.filter(_SHOWN[show])
    elif show == MINE:
        found = found.filter(leader=person)
    page = Paginator(found, _A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "show": show,
        "words": words,
        "may_record": records_intake(person),
        "may_instruct": may_instruct(person),
    }
    return render(request, "supervision/instructions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@recording_page
def enter_instruction(request: HttpRequest) -> HttpResponse:
    """Enter a leader's remark for them."""
    person, now = actor_of(request), timezone.now()
    keepers = keepers_of(person, on=timezone.localdate(now))
    data = request.POST if request.method == "POST" else None
    initial = {"held_on": timezone.localdate(now)}
    form = InstructionForm(data, request.FILES or None, keepers=keepers, now=now, initial=initial)
    if form.is_valid():
        given = form.instruction()
        made = attempt(form, lambda: record_instruction(given, actor=person, as_of=now))
        if made is not None:
            messages.success(request, _("批示已录入，请核对下面的事项。"))
            return redirect("supervision:instruction", made.pk)
    context = {"form": form}
    status = 422 if form.is_bound else 200
    return render(request, "supervision/instruction_form.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@instructing_page
def give(request: HttpRequest) -> HttpResponse:
    """A leader's own page: what, who, by when."""
    person, now = actor_of(request), timezone.now()
    form = QuickForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        given = form.instruction()
        if attempt(form, lambda: give_instruction(given, actor=person, as_of=now)) is not None:
            messages.success(request, _("批示已送督查室，列入台账后会告诉您。"))
            return redirect("supervision:instruction-give")
    mine = instructions_for(person, on=timezone.localdate(now)).filter(leader=person)[:10]
    names = live_units().values_list("name", flat=True)
    context = {"form": form, "mine": mine, "unit_names": names}
    status = 422 if form.is_bound else 200
    return render(request, "supervision/instruction_give.html", context, status=status)


@require_safe
@reading_page
def show_instruction(request: HttpRequest, pk: int) -> HttpResponse:
    """An instruction: the words, what is proposed, what became of it."""
    person = actor_of(request)
    get_object_or_404(Instruction, pk=pk)
    record = open_record(person, pk)
    return show_record(request, RecordPage(record, person=person, now=timezone.now()))


_FIELDS = ("leader_name", "post", "held_on", "urgency", "subject", "remark")


@require_http_methods(["GET", "HEAD", "POST"])
@recording_page
def change_instruction(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what is recorded of an instruction."""
    person, now = actor_of(request), timezone.now()
    get_object_or_404(Instruction, pk=pk)
    record = open_record(person, pk, to_edit=True)
    data = request.POST if request.method == "POST" else None
    initial = {name: getattr(record, name) for name in _FIELDS}
    form = InstructionForm(data, keepers=[record.keeper], now=now, is_new=False, initial=initial)
    assert isinstance(record, Instruction)
    if form.is_valid():
        given = form.instruction()
        done = attempt(form, lambda: edit_instruction(record, given, actor=person, as_of=now))
        if done is not None:
            messages.success(request, _("已保存。"))
            return redirect("supervision:instruction", pk)
    context = {"form": form, "instruction": record}
    status = 422 if form.is_bound else 200
    return render(request, "supervision/instruction_form.html", context, status=status)
