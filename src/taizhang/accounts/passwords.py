"""Rules for passwords (密码) whose sentences Django does not have in Chinese."""

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils.translation import gettext as _


class LengthValidator(MinimumLengthValidator):
    """At least so many characters (eight unless set otherwise)."""

    def get_error_message(self) -> str:
        """What to say about a shorter one."""
        return _("密码太短，至少要有 %(least)d 个字符。") % {"least": self.min_length}

    def get_help_text(self) -> str:
        """The rule, told before anything is typed."""
        return _("密码至少要有 %(least)d 个字符。") % {"least": self.min_length}
