"""Begin a new kind of block: ``manage.py new_node ask_date``."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from apps.flows import nodes
from apps.flows.management.node_scaffold import BadKind, write_node


class Command(BaseCommand):
    """Write the folder of a new kind of block, with a test and a page, ready to be changed."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the kind's name."""
        parser.add_argument("kind", help="its name in flow files, as in ask_date")
        parser.add_argument("--json", action="store_true", help="print {kind, files}")

    def handle(self, *args: Any, kind: str, **options: Any) -> None:
        """Write it and tell which files there are."""
        try:
            files = [str(path) for path in write_node(kind, Path(nodes.__file__).parent)]
        except BadKind as error:
            raise CommandError(str(error)) from error
        if options["json"]:
            self.stdout.write(json.dumps({"kind": kind, "files": files}))
        else:
            self.stdout.write("\n".join([*files, "Registered in apps/flows/nodes/__init__.py."]))
