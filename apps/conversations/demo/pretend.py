"""Pretend visitors: what somebody types who tries the product alone.

Only words are made up. A browser plays them through the widget's own socket, so that everything
behind the socket is real. Scripts hold typed words, which any flow can answer.
"""

import json
import secrets
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from apps.channels.models import WEB, Channel
from apps.core.errors import NotFound
from apps.platform.db.scope import tenant_scope
from apps.tenants.models import Tenant

SCRIPTS = Path(__file__).parent / "pretend_visitors.json"


@dataclass(frozen=True)
class ScriptStep:
    """What the visitor does once the chat was still for some seconds."""

    wait_seconds: float
    text: str


@dataclass(frozen=True)
class Script:
    """One visitor, start to end."""

    name: str
    steps: tuple[ScriptStep, ...]


@dataclass(frozen=True)
class PretendVisitor:
    """A script and the channel to play it at: ``key`` and ``channel`` as in a snippet."""

    key: str
    channel: str
    name: str
    steps: tuple[ScriptStep, ...]


@cache
def get_scripts() -> tuple[Script, ...]:
    """Give the scripts there are."""
    return tuple(_read(script) for script in json.loads(SCRIPTS.read_text(encoding="utf-8")))


def get_pretend_visitor(tenant: Tenant) -> PretendVisitor:
    """Pick a visitor for the workspace's first website.

    Raises:
        NotFound: there is no such website.
    """
    with tenant_scope(tenant):
        channels = Channel.objects.filter(kind=WEB, active=True)
        channel = channels.order_by("created_at").first()
    if channel is None:
        raise NotFound("A visitor needs a website channel to come in by. Add one first.")
    script = secrets.choice(get_scripts())
    return PretendVisitor(tenant.public_id, channel.public_id, script.name, script.steps)


def _read(script: dict[str, Any]) -> Script:
    return Script(script["name"], tuple(ScriptStep(**step) for step in script["steps"]))
