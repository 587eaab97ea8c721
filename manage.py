#!/usr/bin/env python
"""Django's command line; it holds the embedded services up while a command needs them."""

import os
import sys

from xin_project.embedded.command_line import services_for
from xin_project.embedded.console import CannotStart, complain
from xin_project.environment import BadEnvironment


def run(arguments: list[str]) -> None:
    """Run Django's command; settings are shown without the apps, also where one cannot load."""
    if arguments[1:2] == ["showconfig"]:
        from xin_project.management.commands.showconfig import Command

        Command().run_from_argv(arguments)
        return
    from django.core.management import execute_from_command_line

    execute_from_command_line(arguments)


def main() -> int:
    """Run one command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xin_project.settings")
    try:
        with services_for(sys.argv[1:]):
            run(sys.argv)
    except (CannotStart, BadEnvironment) as problem:
        complain(problem)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
