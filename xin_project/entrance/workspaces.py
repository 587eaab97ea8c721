"""A workspace of one's own, with a bot that answers from the first minute."""

from itertools import count

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import get_language

from apps.channels.services import create_web_channel
from apps.core.errors import Invalid
from apps.flows.flow_templates.catalogue import begin_with
from apps.flows.models import Flow
from apps.platform.db.scope import tenant_scope
from apps.tenants.models import Tenant, User
from apps.tenants.workspaces.services import create_tenant

LONGEST_SLUG = 40
TRIES = 100


def open_workspace(owner: User, name: str, template: str) -> tuple[Tenant, Flow]:
    """Open a workspace with a published flow and a website channel that follows it.

    Raises:
        Invalid: the name is wrong.
        NotFound: there is no such template.
    """
    with transaction.atomic():
        tenant = _create(owner, name)
        with tenant_scope(tenant):
            # Published by nobody: the first publishing by a person is a first step of its own.
            flow = begin_with(tenant, template, publish=True)
            create_web_channel(tenant, "Website", flow)
    return tenant, flow


def _create(owner: User, name: str) -> Tenant:
    """Take the first free address after the name."""
    wanted = slugify(name)[:LONGEST_SLUG].strip("-_") or "workspace"
    language = (get_language() or "en").split("-")[0]
    for number in count(1):
        slug = wanted if number == 1 else f"{wanted}-{number}"
        try:
            return create_tenant(name, slug, owner, language=language)
        except Invalid as refused:
            if set(refused.fields) != {"slug"} or number > TRIES:
                raise
    raise AssertionError("count() has no end")
