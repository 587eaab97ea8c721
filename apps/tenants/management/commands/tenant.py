"""``manage.py tenant``: workspaces for system administrators."""

import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError

from apps.tenants.management.json_command import JsonCommand, add_verb
from apps.tenants.models import Tenant, User
from apps.tenants.sign_in.links import make_sign_in_link
from apps.tenants.workspaces.queries import export_tenant, get_tenant, get_tenants
from apps.tenants.workspaces.services import create_tenant, delete_tenant


class Command(JsonCommand):
    """Create, list, export and delete workspaces."""

    help = __doc__

    def add_verbs(self, verbs: Any) -> None:
        """Add create, list, export and delete."""
        create = add_verb(verbs, "create", self.create, "Open a workspace with its first owner.")
        create.add_argument("name")
        create.add_argument("--slug", required=True, help="name of the workspace in its address")
        create.add_argument("--owner", required=True, metavar="EMAIL", help="made when unknown")
        create.add_argument("--timezone", default="UTC")
        create.add_argument("--language", default="en")
        add_verb(verbs, "list", self.list, "List every workspace.")
        export = add_verb(verbs, "export", self.export, "Write a workspace as lines of JSON.")
        export.add_argument("tenant", help="public id or slug")
        export.add_argument(
            "--output", type=Path, help="file to write; standard output when left out"
        )
        delete = add_verb(verbs, "delete", self.delete, "Delete a workspace and all that is in it.")
        delete.add_argument("tenant", help="public id or slug")
        delete.add_argument("--yes", action="store_true", help="do not ask")

    def create(self, options: dict[str, Any]) -> None:
        """Open a workspace."""
        owner, _ = User.objects.get_or_create(email=options["owner"].lower())
        chosen = {name: options[name] for name in ("timezone", "language")}
        tenant = create_tenant(options["name"], options["slug"], owner, **chosen)
        link = f"{settings.XIN_PUBLIC_URL}{make_sign_in_link(owner)}"
        sentence = f"Created {tenant.name} ({tenant.public_id}). {owner.email} signs in at {link}"
        self.answer(options, _shape(tenant) | {"sign_in_link": link}, sentence)

    def list(self, options: dict[str, Any]) -> None:
        """List every workspace."""
        tenants = get_tenants()
        lines = [f"{tenant.public_id}  {tenant.slug}  {tenant.name}" for tenant in tenants]
        self.answer(options, [_shape(tenant) for tenant in tenants], "\n".join(lines))

    def export(self, options: dict[str, Any]) -> None:
        """Write a workspace as lines of JSON."""
        tenant = get_tenant(options["tenant"])
        if options["output"] is None:
            export_tenant(tenant, self.stdout.write)
            return
        with options["output"].open("w", encoding="utf-8") as file:
            export_tenant(tenant, lambda line: file.write(f"{line}\n"))
        path = str(options["output"])
        self.answer(options, {"path": path}, f"Wrote {tenant.name} to {path}.")

    def delete(self, options: dict[str, Any]) -> None:
        """Delete a workspace, once somebody said so."""
        tenant = get_tenant(options["tenant"])
        if not options["yes"] and not _confirmed(tenant):
            raise CommandError(f"{tenant.name} was not deleted. Say --yes to delete it.")
        shape = _shape(tenant)
        delete_tenant(tenant)
        self.answer(options, shape, f"Deleted {shape['name']}.")


def _shape(tenant: Tenant) -> dict[str, object]:
    return {"tenant_id": tenant.public_id, "slug": tenant.slug, "name": tenant.name}


def _confirmed(tenant: Tenant) -> bool:
    if not sys.stdin.isatty():
        return False
    return input(f"Type '{tenant.slug}' to delete {tenant.name} for ever: ") == tenant.slug
