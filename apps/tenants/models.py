"""People, workspaces, who is what where, and what happened."""

from typing import Any, ClassVar, Self
from zoneinfo import available_timezones

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_scopes import ScopedManager
from uuid_utils.compat import uuid7

from apps.platform.crypto.encryption import EncryptedText
from apps.tenants.members.roles import Role


class LowercaseEmailField(models.EmailField):  # type: ignore[type-arg]  # has none at run time
    """An e-mail address in small letters, stored and looked for, so that it is one address."""

    def get_prep_value(self, value: Any) -> Any:
        """Give what the database holds."""
        prepared = super().get_prep_value(value)
        return prepared.lower() if isinstance(prepared, str) else prepared


class UserManager(BaseUserManager["User"]):
    """Makes people; an e-mail address is all they need."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make a person; without a password they sign in by a link or by resetting it."""
        user = self.model(email=email.lower(), **fields)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make a system administrator."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in by e-mail; memberships say where they belong."""

    USERNAME_FIELD = EMAIL_FIELD = "email"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    email = LowercaseEmailField(unique=True)
    name = models.CharField(max_length=120, blank=True)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    date_joined = models.DateTimeField(default=timezone.now)

    objects: ClassVar[UserManager] = UserManager()

    def __str__(self) -> str:
        return self.name or self.email


def new_public_id() -> str:
    """Make an id that may stand in a web page, a URL and a command line."""
    return get_random_string(16, "abcdefghijkmnpqrstuvwxyz23456789")


def check_timezone(name: str) -> None:
    """Refuse what is no name of the time zone database."""
    if name not in available_timezones():
        raise ValidationError("There is no such time zone. Take one such as Europe/Berlin.")


class Tenant(models.Model):
    """A workspace, as it is called on screen. Read by services and queries only."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    public_id = models.CharField(max_length=32, unique=True, default=new_public_id, editable=False)
    slug = models.CharField(
        max_length=50,
        unique=True,
        validators=[
            RegexValidator(
                r"\A[a-z0-9]+(-[a-z0-9]+)*\Z", "Take small letters, digits and single hyphens."
            )
        ],
    )
    name = models.CharField(max_length=120)
    timezone = models.CharField(max_length=64, default="UTC", validators=[check_timezone])
    language = models.CharField(max_length=16, default="en")
    settings = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    suspended_at = models.DateTimeField(null=True, blank=True, editable=False)
    """Since when nobody gets in, visitors and members alike; empty: everybody does."""

    class Meta:
        verbose_name = "workspace"

    def __str__(self) -> str:
        return self.name


class TenantModel(models.Model):
    """A row of one workspace. Outside a scope every query raises.

    Its migration says ``EnableRowLevelSecurity``, or the architecture tests fail.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    tenant = models.ForeignKey(Tenant, on_delete=models.CASCADE, related_name="+")

    objects: ClassVar[models.Manager[Self]] = ScopedManager(tenant="tenant")

    class Meta:
        abstract = True


class WrittenOnce(Exception):
    """A row that must never change was saved again."""


class WriteOnceModel(TenantModel):
    """A row that is written once and then only read."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store a new row.

        Raises:
            WrittenOnce: the row exists.
        """
        if not self._state.adding:
            raise WrittenOnce(f"{type(self).__name__} {self.pk} is written once and never changed.")
        super().save(*args, **kwargs)


class Membership(TenantModel):
    """What a person is in a workspace."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=16, choices=Role.choices)
    away = models.BooleanField(default=False)
    """Whether they have set themselves to away in the console."""
    seen_at = models.DateTimeField(null=True)
    """When an open console of theirs last showed a sign of life."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "user"], name="one_membership_per_person")
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.role}"


class Team(TenantModel):
    """Members who answer the same kind of questions; flows name a team by its name."""

    name = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint("tenant", Lower("name"), name="one_team_per_name")]

    def __str__(self) -> str:
        return self.name


class TeamMember(TenantModel):
    """A member of the workspace in one of its teams."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="+")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["team", "membership"], name="once_in_a_team")
        ]

    def __str__(self) -> str:
        return f"{self.membership_id} in {self.team_id}"


class Invitation(TenantModel):
    """Somebody may come in; ``token_hash`` is the SHA-256 of the link's token, in hex."""

    email = LowercaseEmailField()
    role = models.CharField(max_length=16, choices=Role.choices)
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "email"],
                name="one_open_invitation_per_address",
                condition=models.Q(accepted_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.email}: {self.role}"

    @property
    def is_over(self) -> bool:
        """Tell whether its time has run out."""
        return self.expires_at <= timezone.now()


class Secret(TenantModel):
    """A key or password for one server of others; ``encrypted`` is all that is kept of it."""

    name = models.CharField(max_length=64)
    host = models.CharField(max_length=253)
    encrypted = EncryptedText()
    changed_at = models.DateTimeField(auto_now=True)
    changed_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "name"], name="one_secret_per_name")
        ]

    def __str__(self) -> str:
        return self.name


class Event(WriteOnceModel):
    """Who did what, in words that read as a sentence: Anna / published / Front desk.

    ``actor`` is None for what the system did. ``data`` holds what the sentence needs besides, such
    as a version number; never a secret, and a visitor's words only in what a flow itself raises.
    """

    actor = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    verb = models.CharField(max_length=64)
    object_kind = models.CharField(max_length=64)
    object_id = models.CharField(max_length=64)
    data = models.JSONField(default=dict)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [
            models.Index(fields=["tenant", "-at"], name="event_newest"),
            models.Index(fields=["tenant", "object_kind", "object_id"], name="event_of_object"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.object_kind} {self.object_id}"
