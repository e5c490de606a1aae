"""Where 公开 is found: a page under 通报."""

from django.utils.translation import gettext_lazy as _

from taizhang.ledger.tabs import Tab, register_tab

from .permissions import may_read_public_marks

_TAB = Tab("public", _("公开"), "reporting:public", may_read_public_marks, 80, group="reporting")


def register_public() -> None:
    """Register the page; called once when the application starts."""
    register_tab(_TAB)
