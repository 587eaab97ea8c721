"""How much of the installation a workspace uses: numbers and times, never anybody's words."""

from typing import Any

from django.db.models import (
    BigIntegerField,
    Count,
    DateTimeField,
    Max,
    Model,
    OuterRef,
    QuerySet,
    Subquery,
    Sum,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from apps.conversations.models import Conversation, Upload
from apps.tenants.models import Membership, Tenant


def with_usage(tenants: QuerySet[Tenant]) -> QuerySet[Tenant]:
    """Give each workspace its ``members``, ``conversations``, ``messages`` and ``file_bytes``.

    ``last_activity`` is when its bot or a member last spoke, or None. Messages are counted by what
    their conversations know of them, so that no large table is read.
    """
    return tenants.annotate(
        members=_number(Membership, Count("pk")),
        conversations=_number(Conversation, Count("pk")),
        messages=_number(Conversation, Sum("last_seq")),
        file_bytes=_number(Upload, Sum("bytes")),
        last_activity=_of_tenant(Conversation, Max("spoke_at"), DateTimeField()),
    )


def _number(model: type[Model], aggregate: Any) -> Combinable:
    return Coalesce(_of_tenant(model, aggregate, BigIntegerField()), 0)


def _of_tenant(model: type[Model], aggregate: Any, kind: Any) -> Subquery:
    rows = model._base_manager.filter(tenant=OuterRef("pk")).order_by().values("tenant")
    return Subquery(rows.annotate(found=aggregate).values("found"), output_field=kind)
