"""A row of any table, so that a model which is added later is covered the day it is added."""

from typing import Any, TypeAlias
from uuid import uuid4

from django.db import models
from django.utils import timezone

from apps.tenants.models import Tenant, User

Field: TypeAlias = "models.Field[Any, Any]"

PLAIN_VALUES: dict[type["Field"], Any] = {
    models.CharField: lambda: uuid4().hex[:8],
    models.TextField: lambda: "words",
    models.IntegerField: lambda: 1,
    models.FloatField: lambda: 1.0,
    models.BooleanField: lambda: True,
    models.DateTimeField: timezone.now,
    models.DateField: timezone.localdate,
    models.UUIDField: uuid4,
    models.JSONField: lambda: {"type": "text", "text": "words"},
    models.BinaryField: lambda: b"bytes",
}


def some_row(model: type[models.Model], tenant: Tenant) -> models.Model:
    """Give a row of the workspace, inside its scope; store one, and what it needs, if none is."""
    found = model._base_manager.filter(tenant=tenant).order_by("pk").first()
    if found is not None:
        return found
    needed = [field for field in model._meta.concrete_fields if _is_needed(field)]
    return model._base_manager.create(**{field.name: _value(field, tenant) for field in needed})


def _is_needed(field: Field) -> bool:
    filled_by_itself = field.has_default() or getattr(field, "auto_now_add", False)
    return not (field.null or field.blank or filled_by_itself)


def _value(field: Field, tenant: Tenant) -> Any:
    if field.is_relation:
        return _related(field.related_model, tenant)
    if field.choices:
        return field.choices[0][0]
    for kind, make in PLAIN_VALUES.items():
        if isinstance(field, kind):
            return make()
    raise NotImplementedError(f"Say in PLAIN_VALUES what a {type(field).__name__} may hold.")


def _related(model: Any, tenant: Tenant) -> models.Model:
    if model is Tenant:
        return tenant
    if model is User:
        return User.objects.create_user(f"{uuid4().hex}@example.com")
    return some_row(model, tenant)
