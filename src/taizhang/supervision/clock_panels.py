"""What the clocks of supervision add to other rooms (时限、机制与口径)."""

from django.utils.translation import gettext_lazy as _

from taizhang.ledger.registry import DispatchChoice, register_dispatch_choice
from taizhang.messages.registry import register_digest_kinds

from .domain import recomputing
from .domain.registration import PROJECTION
from .forms.dispatch import MechanismChoiceForm


def register_clock_panels() -> None:
    """Register the choice of a dispatch and the kinds of news."""
    register_dispatch_choice(DispatchChoice(PROJECTION.name, MechanismChoiceForm))
    register_digest_kinds({recomputing.KIND: _("时限变动")})
