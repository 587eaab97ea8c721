"""The settings of a workspace: read whatever a version has stored, written a few at a time."""

from typing import Any

import pytest

from apps.tenants.models import Tenant
from apps.tenants.workspaces.settings import WorkspaceSettings, change_settings, read_settings

HOURS = {"days": {"monday": [{"opens": "09:00", "closes": "17:00"}]}, "holidays": []}


def test_what_is_not_set_has_its_default() -> None:
    assert read_settings({}) == WorkspaceSettings()


def test_a_value_that_cannot_be_read_is_as_if_it_were_not_set() -> None:
    settings = read_settings({"hours": "nine to five", "fallback_text": "Sorry", "of_old": [1]})
    assert settings.hours.always
    assert settings.fallback_text == "Sorry"


@pytest.mark.django_db
def test_a_change_leaves_the_other_settings_alone(plants: Tenant) -> None:
    stored: dict[str, Any] = {"hours": HOURS, "of_old": [1]}
    Tenant.objects.filter(id=plants.id).update(settings=stored)
    change_settings(plants, WorkspaceSettings(first_steps_hidden=True))
    plants.refresh_from_db()
    assert plants.settings == stored | {"first_steps_hidden": True}
