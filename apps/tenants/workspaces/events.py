"""What happened in a workspace: who did what, written down for good."""

from collections.abc import Mapping
from enum import StrEnum

from django.db import models

from apps.platform.db.scope import current_tenant_id
from apps.tenants.models import Event, User


class Verb(StrEnum):
    """What somebody did, as rows hold it: a value may be added and never be changed."""

    ADDED = "added"
    ADDED_TEST = "added a test"
    ARCHIVED = "archived"
    CHANGED = "changed"
    CHANGED_SIGNING_SECRET = "changed the signing secret of"  # noqa: S105  # a verb, no secret
    CREATED = "created"
    DELETED = "deleted"
    DELETED_TEST = "deleted a test"
    DID_NOT_DELIVER = "did not deliver"
    FINISHED = "finished"
    IMPORTED = "imported"
    INVITED = "invited"
    ORDERED_POLICIES = "ordered policies"
    PUBLISHED = "published"
    RAISED = "raised"
    """A flow raised it; its data are the name and the values."""
    REMOVED = "removed"
    REPLACED = "replaced"
    REPLAYED_EVENT = "replayed an event of"
    REQUIRES_NO_TESTS = "requires no tests"
    REQUIRES_TESTS = "requires tests"
    RESTORED = "restored"
    RETIRED_SIGNING_SECRET = "retired a signing secret of"  # noqa: S105  # a verb, no secret
    RETURNED = "returned to the bot"
    SENT_AGAIN = "sent again"
    SWITCHED_OFF = "switched off"
    SWITCHED_ON = "switched on"
    TESTED = "tested"
    TOOK_OVER = "took over"
    WITHDREW = "withdrew"


def record_event(
    actor: User | None, verb: Verb, obj: models.Model, data: Mapping[str, object] | None = None
) -> Event:
    """Write down, in the workspace whose scope is open, who did what."""
    return Event.objects.create(
        tenant_id=current_tenant_id(),
        actor=actor,
        verb=verb,
        object_kind=obj._meta.model_name or "",
        object_id=str(obj.pk),
        data=dict(data or {}),
    )
