import json
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import ProgrammingError

from apps.conversations.demo.samples import remove_samples
from apps.core.errors import NotFound
from apps.tenants.sign_in.links import make_sign_in_link
from apps.tenants.workspaces.queries import get_tenant
from xin_project.demo.conversations import ensure_conversations
from xin_project.demo.workspace import SLUG, Demo, ensure_demo, password_of


class Command(BaseCommand):
    """Make the demo workspace if it is not there, and say how to get in."""

    help = "Makes the demo workspace with its sample conversations if needed; says how to get in."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="answer as JSON")
        parser.add_argument(
            "--remove-samples", action="store_true", help="delete the sample conversations instead"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["remove_samples"]:
                self._remove_samples(options["json"])
            else:
                self._make(options["json"])
        except ProgrammingError as error:
            raise CommandError("The tables are not there yet: run `manage.py migrate`.") from error
        except NotFound as error:
            raise CommandError(error.message) from error

    def _remove_samples(self, as_json: bool) -> None:
        removed = remove_samples(get_tenant(SLUG))
        sentence = f"Removed {removed} sample conversations."
        self.stdout.write(json.dumps({"removed": removed}) if as_json else sentence)

    def _make(self, as_json: bool) -> None:
        demo = ensure_demo()
        ensure_conversations(demo)
        shape = _as_dict(demo)
        if as_json:
            self.stdout.write(json.dumps(shape))
            return
        self.stdout.write(f"Demo shop   {shape['shop_url']}")
        self.stdout.write(f"Workspace   {shape['slug']} (tenant id {shape['tenant_id']})")
        for user in shape["users"]:
            self.stdout.write(f"Sign in     {user['email']} ({user['role']}): {user['sign_in']}")


def _as_dict(demo: Demo) -> dict[str, Any]:
    return {
        "url": settings.XIN_PUBLIC_URL,
        "shop_url": settings.XIN_SHOP_URL,
        "tenant_id": demo.tenant.public_id,
        "slug": demo.tenant.slug,
        "channel_id": demo.channel.public_id,
        "flow_id": str(demo.flow.id),
        "users": [
            {
                "email": person.email,
                "password": password_of(person),
                "role": person.role.value,
                "sign_in": settings.XIN_PUBLIC_URL + make_sign_in_link(user),
            }
            for person, user in demo.people
        ],
    }
