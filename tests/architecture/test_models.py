import re
import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import ForeignKey, Model

from apps.platform.db.rls import unprotected
from apps.tenants.models import Tenant, TenantModel, User
from apps.tenants.workspaces.queries import tenant_models

ROOT = Path(__file__).parents[2]

OF_NO_WORKSPACE = {Tenant, User, User.groups.through, User.user_permissions.through}


def layers() -> list[str]:
    """Give the apps from the lowest to the highest, as the import linter knows them."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    (levels,) = (
        contract["layers"]
        for contract in settings["tool"]["importlinter"]["contracts"]
        if contract.get("containers") == ["apps"]
    )
    names = [re.findall(r"\w+", level) for level in reversed(levels)]
    return [name for level in names for name in level]


def our_models() -> list[type[Model]]:
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_config.name.startswith("apps.")
    ]


def layer_of(model: type[Model]) -> int:
    return layers().index(model._meta.app_config.name.removeprefix("apps."))


def test_every_table_is_of_a_workspace_or_known_to_be_of_none() -> None:
    strays = [
        model
        for model in our_models()
        if not issubclass(model, TenantModel) and model not in OF_NO_WORKSPACE
    ]
    assert strays == []


@pytest.mark.django_db
def test_the_database_hides_the_rows_of_every_workspace() -> None:
    assert unprotected([model._meta.db_table for model in tenant_models()]) == []


def test_no_foreign_key_points_up() -> None:
    pointing_up = [
        field
        for model in our_models()
        for field in model._meta.get_fields()
        if isinstance(field, ForeignKey)
        and field.related_model in our_models()
        and layer_of(field.related_model) > layer_of(model)
    ]
    assert pointing_up == []
