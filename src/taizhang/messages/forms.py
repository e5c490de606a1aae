"""Forms of the pages of messages."""

from django import forms
from django.utils.translation import gettext_lazy as _

from taizhang.accounts.forms.people import FilterForm, day_input

from .enums import Channel, DeliveryState


class PreferenceForm(forms.Form):
    """The ways outside that a person wants."""

    email = forms.BooleanField(label=_("邮件"), required=False)
    webhook = forms.BooleanField(label=_("消息平台"), required=False)


class DeliveriesFilter(FilterForm):
    """Filters of the list of deliveries."""

    state = forms.ChoiceField(
        label=_("状态"), required=False, choices=[("", _("全部状态")), *DeliveryState.choices]
    )
    channel = forms.ChoiceField(
        label=_("渠道"), required=False, choices=[("", _("全部渠道")), *Channel.choices]
    )
    day = forms.DateField(label=_("日期"), required=False, widget=day_input())
