"""Reads of workspaces and their people."""

import json
import re
from collections.abc import Callable

from django.apps import apps
from django.core.serializers import serialize
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Q
from django.utils.translation import gettext as _

from apps.core.errors import Forbidden, NotFound
from apps.platform.db.scope import system_scope, tenant_scope
from apps.tenants.members.roles import Action, may
from apps.tenants.models import Membership, Tenant, TenantModel, User

_NAME_OF_TENANT = re.compile(r"[a-z0-9-]{1,50}")
"""Slugs and public ids; anything else, a NUL for one, is not asked of the database."""


def access_tenant(user: User, slug: str, action: Action) -> Tenant:
    """Find a workspace by its slug for somebody who wants to do something in it.

    Raises:
        NotFound: there is no such workspace, or the person is a stranger there.
        Forbidden: the person's role does not allow the action, or the workspace is suspended.
    """
    membership = access_membership(user, slug)
    if not may(membership.role, action):
        raise Forbidden("Your role in this workspace does not allow this. Ask an owner or admin.")
    return membership.tenant


def access_membership(user: User, slug: str) -> Membership:
    """Find what a person is in the workspace with this slug; its workspace comes with it.

    Raises:
        NotFound: there is no such workspace, or the person is a stranger there.
        Forbidden: the workspace is suspended.
    """
    membership = _get_membership(user, slug) if _NAME_OF_TENANT.fullmatch(slug) else None
    if membership is None:
        raise NotFound("There is no such workspace.")
    if membership.tenant.suspended_at:
        raise Forbidden(_("This workspace is suspended. Ask whoever runs this installation."))
    return membership


def get_memberships(user: User) -> list[Membership]:
    """Give where a person belongs, each with its workspace, by the workspace's name."""
    with system_scope("memberships at login"):
        return list(
            Membership.objects.filter(user=user)
            .select_related("tenant")
            .order_by("tenant__name", "tenant__slug")
        )


def get_tenant(identifier: str) -> Tenant:
    """Find a workspace by its public id or its slug.

    Raises:
        NotFound: neither names a workspace.
    """
    named = Q(public_id=identifier) | Q(slug=identifier)
    tenant = Tenant.objects.filter(named).first() if _NAME_OF_TENANT.fullmatch(identifier) else None
    if tenant is None:
        raise NotFound(f"There is no workspace with the id or slug {identifier!r}.")
    return tenant


def get_tenants() -> list[Tenant]:
    """Give every workspace, oldest first."""
    return list(Tenant.objects.order_by("created_at", "id"))


def tenant_models() -> list[type[TenantModel]]:
    """Give every table that holds rows of workspaces."""
    return [model for model in apps.get_models() if issubclass(model, TenantModel)]


def export_tenant(tenant: Tenant, write: Callable[[str], object]) -> None:
    """Write a workspace as lines of JSON, the workspace first, then each of its rows.

    Each line is ``{model, pk, fields}``; people are named by e-mail address.
    """
    with tenant_scope(tenant):
        write(_as_line(tenant))
        for model in tenant_models():
            for row in model.objects.order_by("id").iterator():
                write(_as_line(row))


def _get_membership(user: User, slug: str) -> Membership | None:
    with system_scope("memberships at login"):
        memberships = Membership.objects.filter(user=user, tenant__slug=slug)
        return memberships.select_related("tenant").first()


def _as_line(row: Tenant | TenantModel) -> str:
    (shape,) = serialize("python", [row], use_natural_foreign_keys=True)
    return json.dumps(shape, cls=DjangoJSONEncoder, ensure_ascii=False)
