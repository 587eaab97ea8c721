"""What our commands share: verbs as sub-commands, ``--json``, errors as sentences."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.core.errors import XinError


class JsonCommand(BaseCommand):
    """A command of verbs; each answers for people, or with ``--json`` for programs.

    A subclass adds its verbs in ``add_verbs`` and names the function of each with
    ``set_defaults(verb=self.create)``; the function gets the options.
    """

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the verbs, each with ``--json``."""
        verbs = parser.add_subparsers(dest="verb_name", required=True, metavar="VERB")
        self.add_verbs(verbs)
        for verb in verbs.choices.values():
            verb.add_argument("--json", action="store_true", help="answer as JSON")

    def add_verbs(self, verbs: Any) -> None:
        """Add the verbs to argparse's sub-parsers."""
        raise NotImplementedError

    def handle(self, *args: Any, **options: Any) -> None:
        """Run one verb; an error becomes a sentence on stderr and exit code 1."""
        try:
            options["verb"](options)
        except XinError as error:
            wrong = [f"  {field}: {sentence}" for field, sentence in error.fields.items()]
            raise CommandError("\n".join([error.message, *wrong])) from error

    def answer(self, options: dict[str, Any], result: object, sentence: str) -> None:
        """Print the result as JSON, or the sentence."""
        self.stdout.write(
            json.dumps(result, default=str, ensure_ascii=False) if options["json"] else sentence
        )


def add_verb(verbs: Any, name: str, run: Any, description: str) -> ArgumentParser:
    """Add one verb to argparse's sub-parsers."""
    parser: ArgumentParser = verbs.add_parser(name, help=description, description=description)
    parser.set_defaults(verb=run)
    return parser
