from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from ..enums import DraftState
from ..models import Draft


class DraftFilter(forms.Form):
    """The filters of the document list, all in the address."""

    q = forms.CharField(label=_("查找"), required=False, max_length=100)
    state = forms.ChoiceField(
        label=_("状态"), required=False, choices=[("", _("全部状态")), *DraftState.choices]
    )
    issued_from = forms.DateField(
        label=_("成文日期自"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    issued_to = forms.DateField(
        label=_("至"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def apply(self, drafts: "QuerySet[Draft]") -> "QuerySet[Draft]":
        """The drafts that pass; a filter that cannot be read lets everything pass."""
        chosen = self.cleaned_data if self.is_valid() else {}
        if words := chosen.get("q"):
            names = ("title", "document_number", "issuer", "source__name")
            either = Q()
            for name in names:
                either |= Q(**{f"{name}__icontains": words})
            drafts = drafts.filter(either)
        if state := chosen.get("state"):
            drafts = drafts.filter(state=state)
        if day := chosen.get("issued_from"):
            drafts = drafts.filter(issued__gte=day)
        if day := chosen.get("issued_to"):
            drafts = drafts.filter(issued__lte=day)
        return drafts
