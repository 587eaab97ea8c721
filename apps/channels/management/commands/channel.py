"""``manage.py channel``: channels of kinds that have no page, such as those of packages."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from apps.channels.models import Channel
from apps.channels.registry import adapters
from apps.channels.services import open_provider_channel
from apps.channels.webhooks.address import posting_address
from apps.core.errors import Invalid
from apps.core.strict_json import read_json
from apps.tenants.management.json_command import JsonCommand, add_verb
from apps.tenants.workspaces.queries import get_tenant


class Command(JsonCommand):
    """Open channels of providers."""

    help = __doc__

    def add_verbs(self, verbs: Any) -> None:
        """Add add."""
        add = add_verb(verbs, "add", self.add, "Open a channel and say where to post to.")
        add.add_argument("kind", choices=[adapter.kind for adapter in adapters()])
        add.add_argument("--tenant", required=True, help="public id or slug of the workspace")
        add.add_argument("--name", required=True, help="what people call it")
        add.add_argument("--config", type=Path, help="file with a JSON object for its adapter")
        add.add_argument(
            "--secrets", type=Path, help="the same, kept encrypted; - is standard input"
        )

    def add(self, options: dict[str, Any]) -> None:
        """Open a channel."""
        channel = Channel(
            tenant=get_tenant(options["tenant"]),
            kind=options["kind"],
            name=options["name"],
            config=_read(options["config"]),
        )
        open_provider_channel(channel, _read(options["secrets"]))
        address = posting_address(channel)
        shape = {"id": channel.id, "key": channel.public_id, "address": address}
        self.answer(options, shape, f"Opened {channel.name}. Its provider posts to {address}")


def _read(path: Path | None) -> dict[str, Any]:
    if path is None:
        return {}
    try:
        told = read_json(sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes())
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
    if not isinstance(told, dict):
        raise Invalid(f"{path} holds no JSON object.")
    return told
