"""Writes of workspaces and their people."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from apps.core.errors import Invalid
from apps.platform.db.scope import tenant_scope
from apps.tenants.members.roles import Role
from apps.tenants.models import Membership, Tenant, User
from apps.tenants.workspaces.events import Verb, record_event
from apps.tenants.workspaces.queries import tenant_models
from apps.tenants.workspaces.settings import WorkspaceSettings, change_settings


def create_tenant(
    name: str, slug: str, owner: User, *, timezone: str = "UTC", language: str = "en"
) -> Tenant:
    """Open a workspace with its first owner.

    Raises:
        Invalid: a field is wrong, or another workspace has the slug.
    """
    tenant = Tenant(name=name, slug=slug, timezone=timezone, language=language)
    with transaction.atomic():
        _insert(tenant)
        add_member(tenant, owner, Role.OWNER)
    return tenant


def add_member(tenant: Tenant, user: User, role: Role, actor: User | None = None) -> Membership:
    """Let a person into a workspace, or give a member another role."""
    with tenant_scope(tenant):
        membership, _ = Membership.objects.update_or_create(
            tenant=tenant, user=user, defaults={"role": role}
        )
        record_event(actor, Verb.ADDED, membership, {"role": role, "user": str(user.id)})
    return membership


def change_workspace(tenant: Tenant, actor: User, **changes: str) -> Tenant:
    """Give a workspace another name, time zone or language; its address stays.

    Raises:
        Invalid: a value is wrong.
    """
    for field, value in changes.items():
        setattr(tenant, field, value)
    try:
        tenant.full_clean(validate_unique=False)
    except ValidationError as error:
        raise Invalid("Nothing was changed.", fields=_sentences(error)) from error
    with tenant_scope(tenant):
        tenant.save(update_fields=list(changes))
        record_event(actor, Verb.CHANGED, tenant, {"fields": sorted(changes)})
    return tenant


def show_first_steps(tenant: Tenant, *, shown: bool) -> None:
    """Show the list of first steps on Home, or put it away."""
    change_settings(tenant, WorkspaceSettings(first_steps_hidden=not shown))


def suspend_tenant(tenant: Tenant) -> None:
    """Let nobody into a workspace, visitors and members alike; nothing of it is lost."""
    tenant.suspended_at = timezone.now()
    tenant.save(update_fields=["suspended_at"])


def resume_tenant(tenant: Tenant) -> None:
    """Let everybody into a workspace again."""
    tenant.suspended_at = None
    tenant.save(update_fields=["suspended_at"])


def delete_tenant(tenant: Tenant) -> None:
    """Delete a workspace and every row of it.

    Foreign keys are checked at the commit, so the order of the tables does not matter, and no
    row is read to be deleted.
    """
    with tenant_scope(tenant), connection.cursor() as cursor:
        for model in tenant_models():
            table = connection.ops.quote_name(model._meta.db_table)
            cursor.execute(f"DELETE FROM {table} WHERE tenant_id = %s", [tenant.id])  # noqa: S608
        tenant.delete()


def _insert(tenant: Tenant) -> None:
    try:
        tenant.full_clean(validate_unique=False)
        with transaction.atomic():
            tenant.save(force_insert=True)
    except ValidationError as error:
        raise Invalid("The workspace was not created.", fields=_sentences(error)) from error
    except IntegrityError as error:
        taken = {"slug": "Another workspace has this name in its address. Take another one."}
        raise Invalid("The workspace was not created.", fields=taken) from error


def _sentences(error: ValidationError) -> dict[str, str]:
    return {field: " ".join(sentences) for field, sentences in error.message_dict.items()}
