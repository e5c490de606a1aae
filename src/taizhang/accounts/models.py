"""People who log in (人员)."""

from collections.abc import Iterable

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from .enums import UNIT_ROLES, Role, SubjectKind


class PersonManager(BaseUserManager["Person"]):
    def create_user(
        self, username: str, password: str | None = None, *, name: str, roles: Iterable[str] = ()
    ) -> "Person":
        """Create a person; without a password the account cannot log in."""
        person = self.model(username=username, name=name, roles=sorted(roles))
        person.set_password(password)
        person.full_clean(exclude=["password"])
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """Somebody who logs in (人员). City-wide roles stand here, unit roles on memberships."""

    username = models.CharField(
        _("用户名"),
        max_length=64,
        unique=True,
        validators=[RegexValidator(r"^[\w.@+-]+$", _("用户名只能用字母、数字和 . @ + - _"))],
    )
    name = models.CharField(_("姓名"), max_length=64)
    phone = models.CharField(_("电话"), max_length=32, blank=True)
    email = models.EmailField(_("邮箱"), blank=True)
    roles = ArrayField(
        models.CharField(max_length=32, choices=Role.choices),
        verbose_name=_("角色"),
        default=list,
        blank=True,
    )
    is_active = models.BooleanField(_("启用"), default=True)
    password_is_temporary = models.BooleanField(_("临时密码"), default=False)
    created_at = models.DateTimeField(_("建立时间"), auto_now_add=True)

    objects = PersonManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = verbose_name_plural = _("人员")
        ordering = ["username"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(roles__overlap=sorted(UNIT_ROLES)),
                name="unit_roles_need_a_membership",
            ),
            models.CheckConstraint(
                condition=~models.Q(roles__contains=[Role.ADMINISTRATOR]) | models.Q(roles__len=1),
                name="an_administrator_is_nothing_else",
            ),
            models.CheckConstraint(
                condition=~models.Q(roles__contains=[Role.AUDITOR]) | models.Q(roles__len=1),
                name="an_auditor_is_nothing_else",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def set_password(self, raw_password: str | None) -> None:
        """Set the password; what an administrator hands out is marked temporary afterwards."""
        super().set_password(raw_password)
        self.password_is_temporary = False

    @property
    def role_labels(self) -> list[str]:
        """The names of the person's roles."""
        return [str(Role(role).label) for role in self.roles]

    def has_role(self, *roles: str) -> bool:
        """Whether the person holds any of these city-wide roles."""
        return self.is_active and not set(roles).isdisjoint(self.roles)


class Change(models.Model):
    """One field of a person, unit or membership that somebody changed (变更).

    Append-only: the database refuses to change or remove a row.
    """

    subject_kind = models.CharField(_("对象类别"), max_length=16, choices=SubjectKind.choices)
    subject_id = models.BigIntegerField(_("对象编号"))
    subject = models.CharField(_("对象"), max_length=128)  # its name at that moment
    field = models.CharField(_("项目"), max_length=32)
    before = models.JSONField(_("变更前"), null=True)
    after = models.JSONField(_("变更后"), null=True)
    actor = models.ForeignKey(  # empty: the command line
        Person, models.PROTECT, verbose_name=_("变更人"), null=True, related_name="+"
    )
    changed_at = models.DateTimeField(_("变更时间"))

    class Meta:
        verbose_name = verbose_name_plural = _("变更")
        ordering = ["-changed_at", "-id"]
        indexes = [
            models.Index(fields=["subject_kind", "subject_id"]),
            models.Index(fields=["-changed_at", "-id"], name="latest_changes"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.field}"
