import json
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import ProgrammingError

from apps.tenants.sign_in_links import make_sign_in_link
from xin_project.demo.workspace import Demo, ensure_demo, password_of


class Command(BaseCommand):
    """Make the demo workspace if it is not there, and say how to get in."""

    help = "Makes the demo workspace if needed; prints its ids and its people."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="answer as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            shape = _as_dict(ensure_demo())
        except ProgrammingError as error:
            raise CommandError("The tables are not there yet: run `manage.py migrate`.") from error
        if options["json"]:
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
