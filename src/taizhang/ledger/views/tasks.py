"""The task page and its evidence (任务页、佐证材料)."""

from datetime import datetime

from django import forms
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from taizhang.documents.domain.errors import StorageError
from taizhang.documents.domain.storing import open_file

from ..forms.fields import MomentField
from ..models import Evidence
from ..openings import tell_opened
from .access import ledger_page
from .act_forms import act_panels
from .task_page import open_task_page


class MomentForm(forms.Form):
    """The past moment a page shows."""

    as_of = MomentField(required=False)

    def __init__(self, request: HttpRequest, *, now: datetime) -> None:
        super().__init__(request.GET)
        self.fields["as_of"].now = now  # type: ignore[attr-defined]

    @property
    def moment(self) -> datetime | None:
        """The moment the address asks for; None for now, and for one that cannot be read."""
        return self.cleaned_data.get("as_of") if self.is_valid() else None


@require_safe
@ledger_page
def show_task(request: HttpRequest, number: str) -> HttpResponse:
    """One task, now or with `as_of` in the address as of a past moment."""
    now = timezone.now()
    form = MomentForm(request, now=now)
    page = open_task_page(request, number, now=now, moment=form.moment)
    if page.moment is None:
        tell_opened(page.task, person=page.person, now=now)
    context = {"page": page, "acts": act_panels(page), "moment_form": form}
    return render(request, "ledger/task.html", context)


@require_safe
@ledger_page
def download_evidence(request: HttpRequest, number: str, pk: int) -> FileResponse:
    """A file of a task this person may see: always saved, never shown as a page."""
    page = open_task_page(request, number, now=timezone.now())
    evidence = get_object_or_404(Evidence.objects.select_related("file"), pk=pk, task=page.task)
    try:
        file = open_file(evidence.file)
    except StorageError as error:
        raise Http404(str(error)) from error
    answer = FileResponse(
        file,
        as_attachment=True,
        filename=evidence.name,
        content_type=evidence.file.media_type,
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox"
    return answer
