"""What a workspace has set: the column ``Tenant.settings``, typed."""

from collections.abc import Mapping
from typing import Any

from pydantic import (
    BaseModel,
    ConfigDict,
    ValidationError,
    ValidationInfo,
    ValidatorFunctionWrapHandler,
    field_validator,
)

from apps.core.opening_hours import OpeningHours
from apps.platform.db.scope import tenant_scope
from apps.tenants.models import Tenant


class WorkspaceSettings(BaseModel):
    """The settings of a workspace; the names are those of the column's keys.

    Attributes:
        fallback_text: What a visitor reads when a turn breaks; empty: our own words.
        hours: When the workspace is open; without any it always is.
        first_steps_hidden: Whether the list of first steps was put away.
        sample_conversations_played: Whether the demo has its prepared conversations.
    """

    model_config = ConfigDict(frozen=True)

    fallback_text: str = ""
    hours: OpeningHours = OpeningHours()
    first_steps_hidden: bool = False
    sample_conversations_played: bool = False

    @field_validator("*", mode="wrap")
    @classmethod
    def _default_for_the_unreadable(
        cls, value: object, validate: ValidatorFunctionWrapHandler, info: ValidationInfo
    ) -> Any:
        """Read what another version of the product has stored: no visitor waits for a repair."""
        try:
            return validate(value)
        except ValidationError:
            return cls.model_fields[str(info.field_name)].default


def read_settings(stored: Mapping[str, Any]) -> WorkspaceSettings:
    """Give stored settings; what is missing or cannot be read has its default."""
    return WorkspaceSettings.model_validate(stored)


def change_settings(tenant: Tenant, changes: WorkspaceSettings) -> None:
    """Store the settings that ``changes`` was made with; the others stay, unknown ones too."""
    values = changes.model_dump(mode="json", include=changes.model_fields_set)
    with tenant_scope(tenant):
        current = Tenant.objects.select_for_update().get(id=tenant.id)
        current.settings = {**current.settings, **values}
        current.save(update_fields=["settings"])
    tenant.settings = current.settings
