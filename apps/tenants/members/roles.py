"""What each role of a workspace may do: the one table of permissions."""

from enum import StrEnum, auto

from django.db import models


class Role(models.TextChoices):
    """What a person is in a workspace."""

    OWNER = "owner", "Owner"
    ADMIN = "admin", "Admin"
    EDITOR = "editor", "Editor"
    AGENT = "agent", "Agent"
    ANALYST = "analyst", "Analyst"


class Action(StrEnum):
    """What a person wants to do in a workspace."""

    OWN_WORKSPACE = auto()
    """API keys, privacy, delete the workspace."""
    MANAGE_MEMBERS = auto()
    MANAGE_CHANNELS = auto()
    """Channels, and the settings of the workspace."""
    EDIT_FLOWS = auto()
    """Edit and publish flows, policies and knowledge."""
    READ_FLOWS = auto()
    HANDLE_CONVERSATIONS = auto()
    """Take over, reply, return to the bot."""
    READ_CONVERSATIONS = auto()
    """Transcripts and analytics."""


_EVERYBODY = frozenset(Role)
_LEADERS = frozenset({Role.OWNER, Role.ADMIN})

_ALLOWED: dict[Action, frozenset[Role]] = {
    Action.OWN_WORKSPACE: frozenset({Role.OWNER}),
    Action.MANAGE_MEMBERS: _LEADERS,
    Action.MANAGE_CHANNELS: _LEADERS,
    Action.EDIT_FLOWS: _LEADERS | {Role.EDITOR},
    Action.READ_FLOWS: _EVERYBODY,
    Action.HANDLE_CONVERSATIONS: _LEADERS | {Role.AGENT},
    Action.READ_CONVERSATIONS: _EVERYBODY,
}


def roles_that_may(action: Action) -> frozenset[Role]:
    """Give the roles that allow an action."""
    return _ALLOWED[action]


def may(role: str, action: Action) -> bool:
    """Tell whether a role allows an action; an unknown role allows nothing."""
    return role in roles_that_may(action)
